import type { AccessDenied, DeletableResource, ResourceName } from '@vpn-gateway/core'
import type { Fields } from '../../service/resource-ref.ts'
import type { leaveReasons, obstacleReasons } from './reasons.ts'

/** A resource that would be deleted. */
export interface PlannedDeletion {
  readonly id: string
  readonly resource: DeletableResource
  /** The gateway that it is on; left out where it has none. */
  readonly gatewayId?: string
  /** Fields that were read of it, without secrets; left out where it was not seen: its deletion was sent before, and may have ended. */
  readonly fields?: Fields
  /** Those of the fields it is compared by before it is deleted that the service did not give. */
  readonly missing?: readonly string[]
  /** Set where a journal says that its deletion was sent, or may have been. */
  readonly isSent?: true
}

/** A gateway on which something would be deleted, or that is to be emptied. It stays itself. */
export interface PlannedGateway {
  readonly id: string
  /** True where everything on it was named. */
  readonly isWhole: boolean
  /** Fields that were read of it, without secrets; left out where it could not be read. */
  readonly fields?: Fields
}

/**
 * Reason why something that was named is not to be deleted. The last three are of a journal: it is not any more what the plan
 * named that the journal was begun by; it came after that plan; its deletion has ended, and it is there.
 */
export type LeaveReason = (typeof leaveReasons)[number]

/** A resource or gateway that was named, and is not to be deleted. */
export interface LeftOut {
  readonly id: string
  readonly resource: ResourceName
  readonly gatewayId?: string
  readonly fields?: Fields
  readonly reason: LeaveReason
  readonly message: string
  /** Permission that lacks, where the service says it. */
  readonly accessDenied?: AccessDenied
}

/** Something that would delay a deletion, or let it fail. */
export interface Obstacle {
  /** The resource or the gateway that it stands in the way of. */
  readonly id: string
  readonly reason: (typeof obstacleReasons)[number]
  readonly message: string
  /** Permission that lacks, where the service says it. */
  readonly accessDenied?: AccessDenied
}

/** Plan of a teardown: all that it would delete or leave, as it was read; data, to be shown, stored and given to `teardown`. */
export interface TeardownPlan {
  readonly version: 1
  /** Time at which it was made, in milliseconds since 1970. */
  readonly atMs: number
  /** The region that was read, where it is known. */
  readonly regionId?: string
  /** The endpoint or proxy that was called, where it is known. */
  readonly endpoint?: string
  /** The ids that were named, those that a journal adds among them. */
  readonly targets: readonly string[]
  /** Deletions that would be sent: on a gateway in this order, one after another, on different gateways side by side. */
  readonly deletions: readonly PlannedDeletion[]
  readonly gateways: readonly PlannedGateway[]
  readonly left: readonly LeftOut[]
  readonly obstacles: readonly Obstacle[]
}

/** Gives what a plan leaves by the will of the caller. */
export function keptIn({ left }: TeardownPlan): LeftOut[] {
  return left.filter(({ reason }) => reason === 'protected' || reason === 'excepted')
}

/** Gives the targets that a teardown of a plan works on. What was absent or not readable is read again. */
export function targetsIn(plan: TeardownPlan): string[] {
  const kept = new Set(keptIn(plan).map(({ id }) => id))
  return plan.targets.filter((id) => !kept.has(id))
}

/** Says whether a value is meant as a plan, and not as a list of targets. */
export function isPlan(value: unknown): value is TeardownPlan {
  return typeof value === 'object' && value !== null && 'version' in value
}
