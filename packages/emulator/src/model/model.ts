import { type Clock, OptionError, type ResourceName, resourceFacts, resourceNames } from '@vpn-gateway/core'
import type { LedgerBook } from '../ledger.ts'
import { TaskQueue } from './task-queue.ts'
import type { Timing } from './timing.ts'

/** A resource of the model: what a seed says of it, over what the spec's example shows. */
export interface Item {
  readonly resource: ResourceName
  readonly id: string
  readonly regionId: string
  readonly parentId: string | undefined
  readonly fields: Record<string, unknown>
}

/** Work in the background on one item; meanwhile its parent is busy. */
interface Task {
  readonly target: Item
  /** When the parent's status begins to show it. */
  readonly showsAt: number
  /** When it is done; never by itself where the progression is manual. */
  readonly endsAt: number
  /** Whether it comes to nothing: the parent is free again, and the target still there. */
  readonly fails: boolean
  /** Is told when it is done. */
  readonly ended: (atMs: number, failed: boolean) => void
}

/** Work under way, as data: what is left of it. */
export interface TaskState {
  /** What it is done to. */
  readonly id: string
  readonly showsAfterMs: number
  /** Nothing where it ends when somebody says so. */
  readonly workMs?: number
  readonly fails: boolean
}

/** Everything that a model holds, as data. */
export interface ModelState {
  readonly items: readonly Item[]
  readonly tasks: readonly TaskState[]
}

/** What a stale read shows instead of the present. */
interface Past {
  /** Parents whose status has changed last to free. */
  readonly wasBusy: Set<string>
  readonly removed: Items
}

/** Resources that stale reads can still show. */
const mostRemoved = 1_000

/** Why a deletion is not begun. */
export type Obstacle = 'busy' | 'locked'

type Items = Map<string, Item>

/**
 * Gateways and what is on them. It knows resources and states, not operations, and has no timers: what time has done is
 * made up for whenever somebody looks.
 */
export class Model {
  readonly #clock: Clock
  readonly #timing: Timing
  readonly #items: ReadonlyMap<ResourceName, Items> = new Map(resourceNames.map((name) => [name, new Map()]))
  readonly #byId: Items = new Map()
  readonly #children = new Map<string, Map<ResourceName, Items>>()
  readonly #tasks = new TaskQueue<Task>()
  readonly #ledger: LedgerBook
  readonly #past: Past = { wasBusy: new Set(), removed: new Map() }
  #isStale = false

  constructor(clock: Clock, timing: Timing, ledger: LedgerBook) {
    this.#clock = clock
    this.#ledger = ledger
    this.#timing = timing
  }

  /** @throws {OptionError} where the parent cannot have it. */
  add(item: Item): void {
    const { title, atMost, excludes, plural } = resourceFacts(item.resource)
    if (this.#byId.has(item.id)) throw new OptionError(plural, `must not hold ${item.id} twice`)
    const siblings = this.#children.get(item.parentId ?? '') ?? new Map<ResourceName, Items>()
    const alike = siblings.get(item.resource) ?? new Map()
    if (atMost !== undefined && alike.size >= atMost) throw new OptionError(plural, `must hold at most ${atMost} ${title} on one parent`)
    const rival = [...siblings.keys()].find(
      (resource) => excludes?.includes(resource) || resourceFacts(resource).excludes?.includes(item.resource),
    )
    if (rival) throw new OptionError(plural, `cannot share a parent with ${resourceFacts(rival).plural}`)
    this.#byId.set(item.id, item)
    this.#items.get(item.resource)?.set(item.id, item)
    if (item.parentId !== undefined) this.#children.set(item.parentId, siblings.set(item.resource, alike.set(item.id, item)))
  }

  find(resource: ResourceName, id: string): Item | undefined {
    this.#catchUp()
    const removed = this.#isStale ? this.#past.removed.get(id) : undefined
    return this.#items.get(resource)?.get(id) ?? (removed?.resource === resource ? removed : undefined)
  }

  /** Lets reads show what was before the last change, while a function runs. */
  asBefore<T>(read: () => T): T {
    this.#isStale = true
    try {
      return read()
    } finally {
      this.#isStale = false
    }
  }

  has(id: string): boolean {
    this.#catchUp()
    return this.#byId.has(id)
  }

  /** Every item of one kind, in the order of seeding. */
  all(resource: ResourceName): Item[] {
    this.#catchUp()
    return [...(this.#items.get(resource)?.values() ?? []), ...this.#removedBefore((item) => item.resource === resource)]
  }

  /** Every item of one kind on a parent, in the order of seeding. */
  childrenOf(parentId: string, resource: ResourceName): Item[] {
    this.#catchUp()
    const removed = this.#removedBefore((item) => item.resource === resource && item.parentId === parentId)
    return [...(this.#children.get(parentId)?.get(resource)?.values() ?? []), ...removed]
  }

  /** What an item shows of itself now. */
  fieldsOf(item: Item): Record<string, unknown> {
    this.#catchUp()
    const { id, parent, status } = resourceFacts(item.resource)
    const fields: Record<string, unknown> = { ...item.fields, [id]: item.id }
    // Undefined hides the parent that the example shows from an item that has none.
    if (parent) fields[parent.field] = item.parentId
    if (status) fields[status.field] = this.#showsWork(item.id) ? status.busy : (fields[status.field] ?? status.settled)
    return fields
  }

  /** Whether a deletion of the item would be refused now. */
  obstacleTo(item: Item): Obstacle | undefined {
    this.#catchUp()
    if (this.#tasks.get(taskKeyOf(item))) return 'busy'
    const parent = item.parentId === undefined ? undefined : this.#byId.get(item.parentId)
    if (!parent) return undefined
    const { locked, status } = resourceFacts(parent.resource)
    if (locked && parent.fields[locked.field] === locked.value) return 'locked'
    const shown = status && (parent.fields[status.field] ?? status.settled)
    return shown === status?.settled ? undefined : 'busy'
  }

  /** Begins a deletion that `obstacleTo` finds nothing against. */
  delete(item: Item, { fails = false }: { readonly fails?: boolean } = {}): void {
    const now = this.#clock.now()
    const { workMs, showsAfterMs } = this.#timing.draw()
    const ended = this.#ledger.begin(item.id, item.parentId, now)
    const task = { target: item, showsAt: now + showsAfterMs, endsAt: now + workMs, fails, ended }
    if (workMs === 0) this.#end(task, now)
    else this.#tasks.add(taskKeyOf(item), task)
  }

  /** Whether a read of an item falsely finds nothing this time: only while its parent shows work. */
  isHidden(item: Item): boolean {
    const isParentAtWork = item.parentId !== undefined && this.#showsWork(item.parentId)
    return this.#timing.hidesReads && isParentAtWork && this.#timing.hidesThisRead()
  }

  /** Ends the work under way on a parent, or on an item that has none. @throws {OptionError} where there is none of this id. */
  settle(id: string): void {
    if (!this.has(id)) throw new OptionError('id', `must be that of a resource; there is no ${id}`)
    const task = this.#tasks.get(id)
    if (!task) return
    this.#tasks.remove(id)
    this.#end(task, this.#clock.now())
  }

  /** Everything that is there and under way. */
  state(): ModelState {
    this.#catchUp()
    const now = this.#clock.now()
    const tasks = this.#tasks.all().map(({ target, showsAt, endsAt, fails }) => ({
      id: target.id,
      showsAfterMs: Math.max(showsAt - now, 0),
      ...(endsAt < Number.POSITIVE_INFINITY && { workMs: endsAt - now }),
      fails,
    }))
    return { items: [...this.#byId.values()].map((item) => ({ ...item, fields: { ...item.fields } })), tasks }
  }

  /** Makes everything as it was in a state; of any time before nothing is known. */
  restore({ items, tasks }: ModelState): void {
    for (const known of [this.#byId, this.#children, this.#past.removed, ...this.#items.values()]) known.clear()
    this.#past.wasBusy.clear()
    this.#tasks.clear()
    for (const item of items) this.add({ ...item, fields: { ...item.fields } })
    const now = this.#clock.now()
    for (const { id, showsAfterMs, workMs = Number.POSITIVE_INFINITY, fails } of tasks) {
      const target = this.#byId.get(id)
      if (!target) throw new OptionError('snapshot', 'must hold the resources of its tasks')
      const ended = this.#ledger.begin(id, target.parentId, now)
      this.#tasks.add(taskKeyOf(target), { target, showsAt: now + showsAfterMs, endsAt: now + workMs, fails, ended })
    }
  }

  #removedBefore(fits: (item: Item) => boolean): Item[] {
    return this.#isStale ? [...this.#past.removed.values()].filter(fits) : []
  }

  #showsWork(key: string): boolean {
    const task = this.#tasks.get(key)
    const isBusy = task !== undefined && this.#clock.now() >= task.showsAt
    return this.#isStale ? !isBusy && this.#past.wasBusy.has(key) : isBusy
  }

  #catchUp(): void {
    const now = this.#clock.now()
    for (let task = this.#tasks.takeEnded(now); task; task = this.#tasks.takeEnded(now)) this.#end(task, task.endsAt)
  }

  #end({ target: item, fails, ended }: Task, atMs: number): void {
    ended(atMs, fails)
    this.#past.wasBusy.add(taskKeyOf(item))
    if (fails) return
    this.#past.removed.set(item.id, item)
    const [oldest] = this.#past.removed.keys()
    if (oldest !== undefined && this.#past.removed.size > mostRemoved) this.#past.removed.delete(oldest)
    this.#byId.delete(item.id)
    this.#items.get(item.resource)?.delete(item.id)
    if (item.parentId !== undefined) this.#children.get(item.parentId)?.get(item.resource)?.delete(item.id)
  }
}

/** One task at a time: on the parent, or on the item itself where it has none. */
function taskKeyOf(item: Item): string {
  return item.parentId ?? item.id
}
