import type { ResourceName } from '@vpn-gateway/core'
import type { Progression } from '../options.ts'

/** A resource of the model: what a seed says of it, over what the spec's example shows. */
export interface Item {
  readonly resource: ResourceName
  readonly id: string
  readonly regionId: string
  readonly parentId: string | undefined
  readonly fields: Readonly<Record<string, unknown>>
  /** How work on it, or on what belongs to it, ends; as everywhere by default. */
  readonly progression?: Progression
}

export type Items = Map<string, Item>

/** Where work on an item shows: on its parent, or on the item itself where it has none. One task at a time goes on there. */
export function placeOf(item: Item): string {
  return item.parentId ?? item.id
}
