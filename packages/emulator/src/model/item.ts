import type { ResourceName } from '@vpn-gateway/core'
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
