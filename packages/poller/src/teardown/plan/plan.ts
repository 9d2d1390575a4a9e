import type { AccessDenied, DeletableResource, ResourceName } from '@vpn-gateway/core'
import type { Fields } from '../../service/resource-ref.ts'

/** A resource that would be deleted. */
export interface PlannedDeletion {
  readonly id: string
  readonly resource: DeletableResource
  /** The gateway that it is on; left out where it has none. */
  readonly gatewayId?: string
  /** Fields that were read of it, without secrets; left out where it was not seen: its deletion was sent before, and may have ended. */
  readonly fields?: Fields
  /** Set where a journal tells that its deletion was sent, or may have been. */
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
 * Reason why something that was named is not to be deleted. `changed` and `unplanned` are of a journal that was begun by a plan:
 * it is not any more what that plan named, or came after it.
 */
export type LeaveReason = 'absent' | 'protected' | 'excepted' | 'unreadable' | 'changed' | 'unplanned'

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
  readonly reason: 'busy' | 'locked' | 'deleting' | 'incomplete' | 'unreadable' | 'refused'
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
  /** The origin that was called, where it is known. */
  readonly endpoint?: string
  /** The ids that were named, those that a journal adds among them. */
  readonly targets: readonly string[]
  /** Deletions that would be sent: on a gateway in this order, one after another, on different gateways side by side. */
  readonly deletions: readonly PlannedDeletion[]
  readonly gateways: readonly PlannedGateway[]
  readonly left: readonly LeftOut[]
  readonly obstacles: readonly Obstacle[]
}
