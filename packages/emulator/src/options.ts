import type { Clock, Credentials, ResourceName, Resources } from '@vpn-gateway/core'
import type { TokenOptions } from './gate/tokens.ts'

/**
 * How work in the background ends: at once, when a test says so, after a time in milliseconds, or after one that is drawn:
 * half of the times are below the median, and `sigma` is the deviation of their logarithm.
 */
export type Progression = 'immediate' | 'manual' | { readonly timeMs: number } | { readonly medianMs: number; readonly sigma: number }

/** Times that are drawn evenly between two bounds, in milliseconds. */
export interface DurationRange {
  readonly minMs: number
  readonly maxMs: number
}

/** One resource: its id, and fields to show other values than the spec's example. */
export interface ResourceSeed {
  readonly id?: string
  readonly regionId?: string
  readonly fields?: Readonly<Record<string, unknown>>
  /** How work on it, or on what belongs to it, ends; as everywhere by default. */
  readonly progression?: Progression
}

/** Ways in which reads are wrong that a careful caller need not expect of the service; everything off by default. */
export interface BeyondAssumptions {
  /** How often a read of a connection or a server finds nothing, whatever its gateway reads; 0 to 1. */
  readonly flappingReads?: number
  /** How often a gateway at work reads free although it has read `updating` before; 0 to 1. */
  readonly flappingStatus?: number
  /** How long after its gateway is free again reads still find what was deleted, in milliseconds. */
  readonly absentAfterMs?: number
}

/** A number of resources, or each of them by id or in detail. */
export type Seeds = number | readonly (string | ResourceSeed)[]

type ChildResource = { [R in ResourceName]: Resources[R]['child'] extends true ? R : never }[ResourceName]
type RootResource = Exclude<ResourceName, ChildResource>
type ChildSeeds = { readonly [R in ChildResource as Resources[R]['plural']]?: Seeds }

/** What the emulator holds at first: gateways with what is on them, and resources that have no gateway. */
export type WorldSeed = ChildSeeds & {
  readonly [R in RootResource as Resources[R]['plural']]?: number | readonly (ResourceSeed & ChildSeeds)[]
}

/** An access key as the service knows it. */
export interface EmulatedKey extends Credentials {
  /** What its owner made of it; `active` by default. */
  readonly status?: 'active' | 'inactive' | 'disabled'
  /** When its token ends, in milliseconds since 1970 by the emulator's clock; never by default. */
  readonly expiresAtMs?: number
}

/** What an emulator holds at first, and how it behaves. */
export type EmulatorOptions = WorldSeed & {
  /** The region of everything that is not seeded elsewhere; `cn-hangzhou` by default. */
  readonly regionId?: string
  /** How deletions end; after 2,000 ms by default. */
  readonly progression?: Progression
  /** How long after a request was accepted the gateway begins to read `updating`, in milliseconds; 0 by default. */
  readonly updatingAfterMs?: number | DurationRange
  /**
   * How often a read of a connection or a server finds nothing while its gateway reads `updating`, from 0 (the default) to
   * 1.
   */
  readonly flappingReads?: number
  /** Ways in which reads are wrong beyond what the poller counts on, to see what becomes of a caller then. */
  readonly beyondAssumptions?: BeyondAssumptions
  /** How idempotency tokens are remembered. */
  readonly tokens?: TokenOptions
  /** What is drawn is the same for the same seed; 1 by default. */
  readonly seed?: number
  /** Access keys that requests must be signed with; without any, signatures are not looked at. */
  readonly credentials?: readonly EmulatedKey[]
  /** Refuses requests over plain http; `false` by default. */
  readonly requireTls?: boolean
  readonly clock?: Clock
}
