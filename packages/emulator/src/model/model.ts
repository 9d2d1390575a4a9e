import { type Clock, OptionError, type ResourceName, resourceFacts } from '@vpn-gateway/core'
import type { Progression } from '../options.ts'

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
}

/** Why a deletion is not begun. */
export type Obstacle = 'busy' | 'locked'

/**
 * Gateways and what is on them. It knows resources and states, not operations, and has no timers: what time has done is
 * made up for whenever somebody looks.
 */
export class Model {
  readonly #clock: Clock
  readonly #progression: Progression
  readonly #updatingAfterMs: number
  readonly #items = new Map<string, Item>()
  readonly #tasks = new Map<string, Task>()

  constructor(clock: Clock, progression: Progression, updatingAfterMs: number) {
    this.#clock = clock
    this.#progression = progression
    this.#updatingAfterMs = updatingAfterMs
  }

  /** @throws {OptionError} where the parent cannot have it. */
  add(item: Item): void {
    const { title, atMost, excludes, plural } = resourceFacts(item.resource)
    if (this.#items.has(item.id)) throw new OptionError(plural, `must not hold ${item.id} twice`)
    const siblings = item.parentId === undefined ? [] : this.#childrenOf(item.parentId)
    const alike = siblings.filter(({ resource }) => resource === item.resource).length
    if (atMost !== undefined && alike >= atMost) throw new OptionError(plural, `must hold at most ${atMost} ${title} on one parent`)
    const rival = siblings.find(({ resource }) => excludes?.includes(resource) || resourceFacts(resource).excludes?.includes(item.resource))
    if (rival) throw new OptionError(plural, `cannot share a parent with ${resourceFacts(rival.resource).plural}`)
    this.#items.set(item.id, item)
  }

  find(resource: ResourceName, id: string): Item | undefined {
    this.#catchUp()
    const item = this.#items.get(id)
    return item?.resource === resource ? item : undefined
  }

  has(id: string): boolean {
    this.#catchUp()
    return this.#items.has(id)
  }

  /** Every item of one kind, in the order of seeding. */
  all(resource: ResourceName): Item[] {
    this.#catchUp()
    return [...this.#items.values()].filter((item) => item.resource === resource)
  }

  /** What an item shows of itself now. */
  fieldsOf(item: Item): Record<string, unknown> {
    this.#catchUp()
    const { id, parent, status } = resourceFacts(item.resource)
    const fields: Record<string, unknown> = { ...item.fields, [id]: item.id }
    // Undefined hides the parent that the example shows from an item that has none.
    if (parent) fields[parent.field] = item.parentId
    if (status) fields[status.field] = this.#isShownBusy(item.id) ? status.busy : (fields[status.field] ?? status.settled)
    return fields
  }

  /** Whether a deletion of the item would be refused now. */
  obstacleTo(item: Item): Obstacle | undefined {
    this.#catchUp()
    if (this.#tasks.has(taskKeyOf(item))) return 'busy'
    const parent = item.parentId === undefined ? undefined : this.#items.get(item.parentId)
    if (!parent) return undefined
    const { locked, status } = resourceFacts(parent.resource)
    if (locked && parent.fields[locked.field] === locked.value) return 'locked'
    const shown = status && (parent.fields[status.field] ?? status.settled)
    return shown === status?.settled ? undefined : 'busy'
  }

  /** Begins a deletion that `obstacleTo` finds nothing against. */
  delete(item: Item): void {
    const now = this.#clock.now()
    if (this.#progression === 'immediate') this.#items.delete(item.id)
    else {
      const endsAt = this.#progression === 'manual' ? Number.POSITIVE_INFINITY : now + this.#progression.timeMs
      this.#tasks.set(taskKeyOf(item), { target: item, showsAt: now + this.#updatingAfterMs, endsAt })
    }
  }

  /** Ends the work under way on a parent, or on an item that has none. @throws {OptionError} where there is none of this id. */
  settle(id: string): void {
    if (!this.#items.has(id)) throw new OptionError('id', `must be that of a resource; there is no ${id}`)
    const task = this.#tasks.get(id)
    if (task) this.#end(id, task)
  }

  #childrenOf(parentId: string): Item[] {
    return [...this.#items.values()].filter((item) => item.parentId === parentId)
  }

  #isShownBusy(id: string): boolean {
    const task = this.#tasks.get(id)
    return task !== undefined && this.#clock.now() >= task.showsAt
  }

  #catchUp(): void {
    const now = this.#clock.now()
    for (const [key, task] of this.#tasks) if (task.endsAt <= now) this.#end(key, task)
  }

  #end(key: string, { target }: Task): void {
    this.#tasks.delete(key)
    this.#items.delete(target.id)
  }
}

/** One task at a time: on the parent, or on the item itself where it has none. */
function taskKeyOf(item: Item): string {
  return item.parentId ?? item.id
}
