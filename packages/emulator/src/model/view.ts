import { type Clock, monotonic, type ResourceName, resourceMetadata } from '@vpn-gateway/core'
import { type Item, ownerIdOf } from './inventory.ts'
import type { Model } from './model.ts'
import type { Timing } from './timing.ts'

/** State that reads show of a model, which is not always the true one. */
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

  /** Finds one resource as a read does this time. */
  find(resource: ResourceName, id: string): Item | undefined {
    const removed = this.#removed((item) => item.id === id && item.resource === resource)
    const item = this.#model.inventory.find(resource, id) ?? removed[0]
    return item && !this.#isHidden(item) ? item : undefined
  }

  /** Lists one kind as a read does this time, on one parent or on all. */
  list(resource: ResourceName, parentId: string | undefined): Item[] {
    const present = this.#model.inventory.list(resource, parentId)
    const removed = this.#removed((item) => item.resource === resource && (parentId === undefined || item.parentId === parentId))
    return [...present, ...removed].filter((item) => !this.#isHidden(item))
  }

  /** Gives the true fields of an item. */
  fieldsOf(item: Item): Record<string, unknown> {
    return this.#fields(item, this.#showsWork(item.id))
  }

  /** Gives the fields that one read shows, which may be wrong about the status. */
  readFieldsOf(item: Item): Record<string, unknown> {
    const showsWork = this.#showsWork(item.id)
    return this.#fields(item, showsWork && !this.#timing.readsFree())
  }

  /** Lets reads show the state before the last change, while a function runs. */
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

  #showsWork(ownerId: string): boolean {
    const isBusy = this.#model.showsWork(ownerId)
    return this.#isStale ? !isBusy && this.#model.wasBusy.has(ownerId) : isBusy
  }

  #isHidden(item: Item): boolean {
    return item.parentId !== undefined && this.#timing.hides(() => this.#showsWork(ownerIdOf(item)))
  }

  /** Says whether an item was the last that its owner lost, and reads show the state before. */
  #isLast(item: Item): boolean {
    return this.#isStale && this.#model.wasBusy.get(ownerIdOf(item)) === item.id
  }

  /** Gives removed items that still show. */
  #removed(fits: (item: Item) => boolean): Item[] {
    const { absentAfterMs } = this.#timing
    if (!this.#isStale && absentAfterMs === 0) return []
    const now = monotonic(this.#clock)
    return [...this.#model.removed.values()]
      .filter(({ item, elapsedMs }) => (this.#isLast(item) || now < elapsedMs + absentAfterMs) && fits(item))
      .map(({ item }) => item)
  }
}
