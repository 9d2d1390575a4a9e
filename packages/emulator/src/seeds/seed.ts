import type { ResourceName, Resources } from '@vpn-gateway/core'
import type { Progression } from '../model/progression.ts'

/** Seed of one resource: its id, and fields to show other values than the spec's example. */
export interface ResourceSeed {
  readonly id?: string
  readonly regionId?: string
  readonly fields?: Readonly<Record<string, unknown>>
  /** Progression of work on it, or on its children; the emulator's by default. */
  readonly progression?: Progression
}

/** Number of resources, or each of them by id or in detail. */
export type SeedList = number | readonly (string | ResourceSeed)[]

type ChildResource = { [R in ResourceName]: Resources[R]['child'] extends true ? R : never }[ResourceName]
type RootResource = Exclude<ResourceName, ChildResource>
type ChildSeeds = { readonly [R in ChildResource as Resources[R]['plural']]?: SeedList }

/** First state of an emulator: gateways with their children, and resources that have no gateway. */
export type EmulatorSeed = ChildSeeds & {
  readonly [R in RootResource as Resources[R]['plural']]?: number | readonly (ResourceSeed & ChildSeeds)[]
}
