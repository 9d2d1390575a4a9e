import { type Clock, monotonic, type ResourceName, resourceMetadata } from '@vpn-gateway/core'
import { type Item, placeOf } from './item.ts'
import type { Model } from './model.ts'
import type { Timing } from './timing.ts'

/** What reads show of a model: not always what is so. */
export class View {
  readonly #model: Model
  readonly #timing: Timing
  readonly #clock: Clock
  #isStale = false

  constructor(model: Model, timing: Timing, clock: Clock) {
    this.#model = model
    this.#timing = timing
    this.#clock = clock
  }

  /** What a read of one resource finds this time. */
  find(resource: ResourceName, id: string): Item | undefined {
    const removed = this.#removed((item) => item.id === id && item.resource === resource)
    const item = this.#model.inventory.find(resource, id) ?? removed[0]
    return item && !this.#isHidden(item) ? item : undefined
  }

  /** What a listing of one kind finds this time, on one parent or on all. */
  list(resource: ResourceName, parentId: string | undefined): Item[] {
    const present = this.#model.inventory.list(resource, parentId)
    const removed = this.#removed((item) => item.resource === resource && (parentId === undefined || item.parentId === parentId))
    return [...present, ...removed].filter((item) => !this.#isHidden(item))
  }

  /** What an item shows of itself. */
  fieldsOf(item: Item): Record<string, unknown> {
    return this.#fields(item, this.#showsWork(item.id))
  }

  /** The same as one read shows it, which may be wrong about the status. */
  glance(item: Item): Record<string, unknown> {
    const showsWork = this.#showsWork(item.id)
    return this.#fields(item, showsWork && !this.#timing.readsFree())
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

  #fields(item: Item, showsWork: boolean): Record<string, unknown> {
    const { id, parent, status } = resourceMetadata(item.resource)
    const fields: Record<string, unknown> = { ...item.fields, [id]: item.id }
    // Undefined hides the parent that the example shows from an item that has none.
    if (parent) fields[parent.field] = item.parentId
    if (status) fields[status.field] = showsWork ? status.busy : (fields[status.field] ?? status.settled)
    return fields
  }

  #showsWork(place: string): boolean {
    const isBusy = this.#model.showsWork(place)
    return this.#isStale ? !isBusy && this.#model.past.wasBusy.has(place) : isBusy
  }

  #isHidden(item: Item): boolean {
    return item.parentId !== undefined && this.#timing.hides(() => this.#showsWork(placeOf(item)))
  }

  /** Whether an item was the last to be removed at its place, and reads show what was before. */
  #isLast(item: Item): boolean {
    return this.#isStale && this.#model.past.wasBusy.get(placeOf(item)) === item.id
  }

  /** What is gone, and shows all the same. */
  #removed(fits: (item: Item) => boolean): Item[] {
    const { absentAfterMs } = this.#timing
    if (!this.#isStale && absentAfterMs === 0) return []
    const now = monotonic(this.#clock)
    return [...this.#model.past.removed.values()]
      .filter(({ item, elapsedMs }) => (this.#isLast(item) || now < elapsedMs + absentAfterMs) && fits(item))
      .map(({ item }) => item)
  }
}
