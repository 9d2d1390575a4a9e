import { type Clock, OptionError, type ResourceName, resourceFacts, resourceNames } from '@vpn-gateway/core'
import type { LedgerBook, OpenTask } from '../ledger.ts'
import { type Item, type Items, placeOf } from './item.ts'
import { TaskQueue } from './task-queue.ts'
import type { Timing } from './timing.ts'

/** Work in the background on one item; meanwhile its place is busy. */
interface Task {
  readonly target: Item
  /** When the status of its place begins to show it. */
  readonly showsAt: number
  /** When it is done; never by itself where the progression is manual. */
  readonly endsAt: number
  /** Whether it comes to nothing: the place is free again, and the target still there. */
  readonly fails: boolean
  /** Is told when it has begun and when it is done. */
  readonly record: OpenTask
  /** Whether the status of its place has begun to show it. */
  hasShown: boolean
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

/** Why a deletion is not begun. */
export type Obstacle = 'busy' | 'locked'

/** What has changed lately, for reads that lag behind. */
export interface Past {
  /** Places whose work has ended last, with what was removed there then. */
  readonly wasBusy: ReadonlyMap<string, string | undefined>
  readonly removed: ReadonlyMap<string, { readonly item: Item; readonly atMs: number }>
}

/** Reads can lag behind this many changes. */
const mostPast = 1_000

/** A file of seeds, or a program in a loop, should not fill the memory. */
const mostItems = 100_000

/**
 * Gateways and what is on them, as they are; what reads show of it is the view's. It knows resources and states, not
 * operations, and has no timers: what time has done is made up for whenever somebody looks.
 */
export class Model {
  readonly #clock: Clock
  readonly #timing: Timing
  readonly #items: ReadonlyMap<ResourceName, Items> = new Map(resourceNames.map((name) => [name, new Map()]))
  readonly #byId: Items = new Map()
  readonly #children = new Map<string, Map<ResourceName, Items>>()
  readonly #tasks = new TaskQueue<Task>()
  readonly #ledger: LedgerBook
  readonly #wasBusy = new Map<string, string | undefined>()
  readonly #removed = new Map<string, { readonly item: Item; readonly atMs: number }>()

  constructor(clock: Clock, timing: Timing, ledger: LedgerBook) {
    this.#clock = clock
    this.#ledger = ledger
    this.#timing = timing
  }

  /** @throws {OptionError} where the parent cannot have it. */
  add(item: Item): void {
    const { title, atMost, excludes, plural } = resourceFacts(item.resource)
    if (this.#byId.size >= mostItems) throw new OptionError(plural, `must leave it at ${mostItems} resources in all`)
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
    return this.#items.get(resource)?.get(id)
  }

  has(id: string): boolean {
    return this.#byId.has(id)
  }

  /** Every item of one kind, in the order of seeding. */
  all(resource: ResourceName): Item[] {
    return [...(this.#items.get(resource)?.values() ?? [])]
  }

  /** Every item of one kind on a parent, in the order of seeding. */
  childrenOf(parentId: string, resource: ResourceName): Item[] {
    return [...(this.#children.get(parentId)?.get(resource)?.values() ?? [])]
  }

  /** Whether a place is at work, and reads of it may show that. */
  showsWork(place: string): boolean {
    const task = this.#tasks.get(place)
    return task !== undefined && this.#clock.now() >= task.showsAt
  }

  get past(): Past {
    return { wasBusy: this.#wasBusy, removed: this.#removed }
  }

  /** Whether a deletion of the item would be refused now. */
  obstacleTo(item: Item): Obstacle | undefined {
    if (this.#tasks.get(placeOf(item))) return 'busy'
    const parent = item.parentId === undefined ? undefined : this.#byId.get(item.parentId)
    if (!parent) return undefined
    const { locked, status } = resourceFacts(parent.resource)
    if (locked && parent.fields[locked.field] === locked.value) return 'locked'
    const shown = status && (parent.fields[status.field] ?? status.settled)
    return shown === status?.settled ? undefined : 'busy'
  }

  /**
   * Begins a deletion that `obstacleTo` finds nothing against.
   *
   * @param fails whether it comes to nothing
   * @param atOnce whether it is no work for the background
   */
  delete(item: Item, { fails = false, atOnce = false }: { readonly fails?: boolean; readonly atOnce?: boolean } = {}): void {
    const now = this.#clock.now()
    const place = placeOf(item)
    const { workMs, showsAfterMs } = this.#timing.draw(this.#byId.get(place)?.progression)
    const record = this.#ledger.begin(item.id, item.parentId, now)
    const task = { target: item, showsAt: now + showsAfterMs, endsAt: now + workMs, fails, record, hasShown: false }
    const isInstant = workMs === 0 || atOnce
    if (!isInstant) this.#tasks.add(place, task)
    record.began()
    if (isInstant) this.#end(task, now)
    this.catchUp()
  }

  /** Ends the work under way where an item belongs. @throws {OptionError} where there is none of this id. */
  settle(id: string): void {
    this.catchUp()
    const item = this.#byId.get(id)
    if (!item) throw new OptionError('id', `must be that of a resource; there is no ${id}`)
    const place = placeOf(item)
    const task = this.#tasks.get(place)
    if (!task) return
    this.#tasks.remove(place)
    this.#end(task, this.#clock.now())
  }

  /** Everything that is there and under way. */
  state(): ModelState {
    this.catchUp()
    const now = this.#clock.now()
    const tasks = this.#tasks.all().map(({ target, showsAt, endsAt, fails }) => ({
      id: target.id,
      showsAfterMs: Math.max(showsAt - now, 0),
      ...(endsAt < Number.POSITIVE_INFINITY && { workMs: endsAt - now }),
      fails,
    }))
    return { items: [...this.#byId.values()].map((item) => structuredClone(item)), tasks }
  }

  /** Makes everything as it was in a state; of any time before nothing is known. */
  restore({ items, tasks }: ModelState): void {
    this.clear()
    for (const item of items) this.add(structuredClone(item))
    const now = this.#clock.now()
    for (const { id, showsAfterMs, workMs = Number.POSITIVE_INFINITY, fails } of tasks) {
      const target = this.#byId.get(id)
      if (!target) throw new OptionError('snapshot', 'must hold the resources of its tasks')
      const record = this.#ledger.begin(id, target.parentId, now)
      this.#tasks.add(placeOf(target), { target, showsAt: now + showsAfterMs, endsAt: now + workMs, fails, record, hasShown: false })
      record.began()
    }
    this.catchUp()
  }

  clear(): void {
    for (const known of [this.#byId, this.#children, this.#wasBusy, this.#removed, ...this.#items.values()]) known.clear()
    this.#tasks.clear()
  }

  /** When something changes next by itself. */
  nextChangeAt(): number | undefined {
    return this.#tasks.next()?.atMs
  }

  /** Makes up for the time that has passed; everybody who looks calls it first. */
  catchUp(): void {
    const now = this.#clock.now()
    for (let moment = this.#tasks.takeDue(now); moment; moment = this.#tasks.takeDue(now)) {
      if (moment.what === 'ends') this.#end(moment.task, moment.atMs)
      else this.#show(moment.task, moment.atMs)
    }
  }

  #show(task: Task, atMs: number): void {
    task.hasShown = true
    this.#noteStatus(task.target, 'busy', atMs)
  }

  #end(task: Task, atMs: number): void {
    const { target: item, fails, record, hasShown } = task
    record.ended(atMs, fails)
    remember(this.#wasBusy.set(placeOf(item), fails ? undefined : item.id))
    if (!fails) {
      remember(this.#removed.set(item.id, { item, atMs }))
      this.#byId.delete(item.id)
      this.#items.get(item.resource)?.delete(item.id)
      if (item.parentId !== undefined) this.#children.get(item.parentId)?.get(item.resource)?.delete(item.id)
      this.#ledger.changed({ atMs, id: item.id, state: 'absent' })
    }
    if (hasShown) this.#noteStatus(item, 'settled', atMs)
  }

  /** Writes down what the status of an item's place begins to read, where it has one. */
  #noteStatus(item: Item, which: 'busy' | 'settled', atMs: number): void {
    const place = this.#byId.get(placeOf(item))
    const state = place && resourceFacts(place.resource).status?.[which]
    if (place && state !== undefined) this.#ledger.changed({ atMs, id: place.id, state })
  }
}

function remember(known: { readonly size: number; keys(): Iterable<string>; delete(key: string): boolean }): void {
  const [oldest] = known.keys()
  if (oldest !== undefined && known.size > mostPast) known.delete(oldest)
}
