import { OptionError, type ResourceName, resourceMetadata, resourceNames } from '@vpn-gateway/core'
import type { Progression } from './progression.ts'

/** Resource of the model: the values of its seed, over those of the spec's example. */
export interface Item {
  readonly resource: ResourceName
  readonly id: string
  readonly regionId: string
  readonly parentId: string | undefined
  readonly fields: Readonly<Record<string, unknown>>
  /** Progression of work on it, or on its children; the emulator's by default. */
  readonly progression?: Progression
}

/** Id of the resource that work on an item keeps busy: its parent, or the item itself where it has none. One task at a time goes on there. */
export function ownerIdOf(item: Item): string {
  return item.parentId ?? item.id
}

type Items = Map<string, Item>

/** Resources at most: a file of seeds, or a program in a loop, should not fill the memory. */
const itemLimit = 100_000

/** @throws {OptionError} where there would be too many resources. */
export function checkCount(option: string, count: number): void {
  if (count > itemLimit) throw new OptionError(option, `must leave it at ${itemLimit} resources in all`)
}

/** Items by kind, by id and by parent, in the order in which they were added. */
export class Inventory {
  readonly #byKind: ReadonlyMap<ResourceName, Items> = new Map(resourceNames.map((name) => [name, new Map()]))
  readonly #byId: Items = new Map()
  readonly #byParent = new Map<string, Map<ResourceName, Items>>()

  /** @throws {OptionError} where the parent cannot have it. */
  add(item: Item): void {
    const { title, atMost, excludes, plural } = resourceMetadata(item.resource)
    checkCount(plural, this.#byId.size + 1)
    if (this.#byId.has(item.id)) throw new OptionError(plural, `must not hold ${item.id} twice`)
    const siblings = this.#byParent.get(item.parentId ?? '') ?? new Map<ResourceName, Items>()
    const alike = siblings.get(item.resource) ?? new Map()
    if (atMost !== undefined && alike.size >= atMost) throw new OptionError(plural, `must hold at most ${atMost} ${title} on one parent`)
    const rival = [...siblings.keys()].find(
      (resource) => excludes?.includes(resource) || resourceMetadata(resource).excludes?.includes(item.resource),
    )
    if (rival) throw new OptionError(plural, `cannot share a parent with ${resourceMetadata(rival).plural}`)
    this.#byId.set(item.id, item)
    this.#byKind.get(item.resource)?.set(item.id, item)
    if (item.parentId !== undefined) this.#byParent.set(item.parentId, siblings.set(item.resource, alike.set(item.id, item)))
  }

  get(id: string): Item | undefined {
    return this.#byId.get(id)
  }

  find(resource: ResourceName, id: string): Item | undefined {
    return this.#byKind.get(resource)?.get(id)
  }

  items(): Item[] {
    return [...this.#byId.values()]
  }

  /** Gives every item of one kind, on one parent or on all. */
  list(resource: ResourceName, parentId?: string): Item[] {
    const items = parentId === undefined ? this.#byKind.get(resource) : this.#byParent.get(parentId)?.get(resource)
    return [...(items?.values() ?? [])]
  }

  remove({ id, resource, parentId }: Item): void {
    this.#byId.delete(id)
    this.#byKind.get(resource)?.delete(id)
    if (parentId !== undefined) this.#byParent.get(parentId)?.get(resource)?.delete(id)
  }

  clear(): void {
    for (const known of [this.#byId, this.#byParent, ...this.#byKind.values()]) known.clear()
  }
}
