import type { DeletableResource } from '@vpn-gateway/core'
import type { DeletionErrorCode } from '../errors.ts'
import type { Said } from './proof.ts'

/** Every phase, in the order in which they are entered. */
export const deletionPhases = ['found', 'sent', 'waiting', 'accepted', 'updating', 'settled', 'gone', 'failed'] as const

/**
 * Where a deletion stands.
 *
 * - `found`: looked up; nothing was sent.
 * - `sent`: the request is on its way; whether it was accepted is not known.
 * - `waiting`: refused, because the gateway works on something else; it will be sent again.
 * - `accepted`: the service works on it in the background.
 * - `updating`: the gateway shows that it works.
 * - `settled`: the gateway is free again.
 * - `gone`: the resource is absent and the gateway free.
 * - `failed`: it did not end with the resource gone.
 */
export type DeletionPhase = (typeof deletionPhases)[number]

/** A deletion as data, to be kept where it outlives the process. It holds no secret. */
export interface DeletionState {
  readonly version: 1
  readonly resource: DeletableResource
  readonly id: string
  /** The gateway that the end shows on; without one the absence alone shows it. */
  readonly parentId?: string
  /** The idempotency token of every request of this deletion, as long as an answer may be unknown. */
  readonly token: string
  readonly phase: DeletionPhase
  /** When it was accepted, in milliseconds since 1970. */
  readonly acceptedAtMs?: number
  /** Set where the resource was absent before this deletion was accepted: somebody, or an earlier request, has deleted it. */
  readonly alreadyGone?: true
  /** The region that it belongs to, where it is known. */
  readonly regionId?: string
  /** What the last looks have said, where more than one must say so. */
  readonly said?: Said
  /** Why it failed: a code of {@link DeletionError}, or one of the service. */
  readonly failure?: DeletionErrorCode | (string & Record<never, never>)
}

/** What is reported while a deletion runs. */
export interface DeletionProgress {
  readonly phase: DeletionPhase
  readonly id: string
  readonly gatewayId?: string
  /** The gateway's status as it was last read. */
  readonly gatewayStatus?: string
  /** Set where the resource was absent before the deletion was accepted. */
  readonly alreadyGone?: true
  /** Milliseconds since 1970. */
  readonly atMs: number
}

/** Whether the service has it, and works on it or has done so. */
export function isAccepted({ phase }: Pick<DeletionState, 'phase'>): boolean {
  return phase === 'accepted' || phase === 'updating' || phase === 'settled'
}

/** Whether nothing more happens to a deletion in this phase. */
export function isEnded({ phase }: Pick<DeletionState, 'phase'>): boolean {
  return phase === 'gone' || phase === 'failed'
}

export function progressOf(state: DeletionState, gatewayStatus: string | undefined, atMs: number): DeletionProgress {
  const { phase, id, parentId, alreadyGone } = state
  return {
    phase,
    id,
    ...(parentId !== undefined && { gatewayId: parentId }),
    ...(gatewayStatus !== undefined && { gatewayStatus }),
    ...(alreadyGone && { alreadyGone }),
    atMs,
  }
}
