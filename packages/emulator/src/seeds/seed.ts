import { checkRegionId, OptionError, type ResourceName, type Resources, resourceMetadata, resourceNames } from '@vpn-gateway/core'
import { checkProgression, type Progression } from '../model/progression.ts'
import { checkKeys } from '../support/checks.ts'
import { checkFields } from './check-fields.ts'

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

/** Names under which a seed lists resources, such as `gateways`. */
export const seedNames: readonly string[] = resourceNames.map((name) => resourceMetadata(name).plural)

const resourceSeedFields = ['id', 'regionId', 'fields', 'progression']

/** Checks that a value, which may be that of a file, has the names of a seed alone. @throws {OptionError} */
export function checkSeed(value: unknown): EmulatorSeed {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new OptionError('seed', 'must be an object')
  checkKeys('seed', value, seedNames)
  return value
}

/** @throws {OptionError} for a seed that is no object, or has a field that is not known. */
export function checkResourceSeed(resource: ResourceName, seed: unknown): void {
  const { plural } = resourceMetadata(resource)
  if (typeof seed !== 'object' || seed === null || Array.isArray(seed))
    throw new OptionError(plural, 'must be a number, or a list of ids or seeds')
  const children = resourceNames.filter((name) => resourceMetadata(name).parent?.resource === resource)
  checkKeys(plural, seed, [...resourceSeedFields, ...children.map((name) => resourceMetadata(name).plural)])
  const { progression = 'immediate', regionId, fields = {} } = seed as Readonly<Record<string, unknown>>
  checkProgression(progression)
  if (regionId !== undefined) checkRegionId(regionId as string)
  checkFields(plural, fields)
}

/** @throws {OptionError} for a value that is no id of this kind. */
export function checkId(resource: ResourceName, id: unknown): string {
  const { pattern, plural } = resourceMetadata(resource)
  if (typeof id !== 'string' || !new RegExp(pattern).test(id)) throw new OptionError(plural, `must have ids that match ${pattern}`)
  return id
}
