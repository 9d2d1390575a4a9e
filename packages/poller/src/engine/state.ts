import type { DeletableResource, VpnGatewayError } from '@vpn-gateway/core'
import type { DeletionErrorCode } from '../errors.ts'
import type { Streak } from './acceptor.ts'

/** Every phase, in the order in which they are entered. */
export const deletionPhases = ['found', 'sent', 'waiting', 'accepted', 'updating', 'idle', 'gone', 'failed'] as const

/**
 * Phase of a deletion.
 *
 * - `found`: looked up; nothing was sent.
 * - `sent`: the request may be on its way; whether it was accepted is not known.
 * - `waiting`: refused, because the gateway is busy with something else; it will be sent again.
 * - `accepted`: the service works on it in the background.
 * - `updating`: the work shows, on the gateway or on the resource.
 * - `idle`: the gateway is idle again; the end is not proven yet.
 * - `gone`: the resource is absent and the gateway idle.
 * - `failed`: it is proven to have come to nothing.
 */
export type DeletionPhase = (typeof deletionPhases)[number]

/** Reason why the last poll could not see how the deletion stands. */
export interface UnknownReason {
  readonly code: string
  readonly operation?: string
  /** True where it passes by itself: a fault of the network or the service, a throttle; false for a refusal, or an unexpected response. */
  readonly isPassing: boolean
  /** For how long nothing else came, in milliseconds. */
  readonly heldMs: number
}

/** A deletion as data: what the next step needs, in any process, and no secret. Fields that are not known are kept. */
export interface DeletionState {
  readonly version: 2
  readonly resource: DeletableResource
  readonly id: string
  /** The gateway that the end shows on; without one the absence alone shows it. */
  readonly parentId?: string
  /** The region that it belongs to, where it is known. */
  readonly regionId?: string
  /** The endpoint or proxy that it was begun at, where it is known; the public endpoint for each of a region. */
  readonly endpoint?: string
  /** The idempotency token of every request of this deletion, as long as an answer may be unknown. */
  readonly clientToken: string
  readonly phase: DeletionPhase
  /** Time at which this state was made, in milliseconds since 1970. */
  readonly atMs: number
  /** After how many milliseconds the next step is due. */
  readonly afterMs: number
  /** Time since it was accepted, or before that sent first, in milliseconds. */
  readonly ageMs?: number
  /** Set where it was absent when it was looked up, so that its gateway is not known. */
  readonly unseen?: true
  /** Another gateway than its own, which one read alone has named; empty for none. */
  readonly moving?: string
  /** Set once work was seen. */
  readonly worked?: true
  /** Polls in a row that said the same. */
  readonly streak?: Streak
  /** Set while it cannot be seen how the deletion stands. */
  readonly unknown?: UnknownReason
  /** Set where a request may have been carried out though its answer did not arrive. */
  readonly mayBeDone?: true
  /** Set where the gateway was seen idle before the request was sent. */
  readonly wasIdle?: true
  /** Number of requests that were not accepted. */
  readonly tries?: number
  /** Number of refusals of this `clientToken` while the gateway was idle. */
  readonly refusals?: number
  /** Set once it was sent anew because no work had shown. */
  readonly resent?: true
  /** Set where it was refused as busy when it was sent anew, so that work that shows may be that of another. */
  readonly refused?: true
  /** Set where the resource was absent before this deletion was accepted: another caller, or an earlier request, has deleted it. */
  readonly alreadyGone?: true
  readonly failure?: DeletionErrorCode
}

/** Observations of a poll or a request beside the state. */
export interface Seen {
  /** The gateway's status as it was read. */
  readonly gatewayStatus?: string
  /** The states of the resource as they were read. */
  readonly resourceState?: string
  /** Error that stood in the way, where nothing could be seen or done. */
  readonly error?: VpnGatewayError
}

/** Report of a phase of a deletion. */
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

/** Says whether the service has accepted it, and works on it or has done so. */
export function isAccepted({ phase }: Pick<DeletionState, 'phase'>): boolean {
  return phase === 'accepted' || phase === 'updating' || phase === 'idle'
}

/** Says whether the service may work on it, or have done so: a request was accepted, or may have been. */
export function mayBeUnderway(state: Pick<DeletionState, 'phase' | 'mayBeDone'>): boolean {
  return isAccepted(state) || state.phase === 'sent' || state.mayBeDone === true
}

/** Says whether nothing more happens to a deletion in this phase. */
export function isEnded({ phase }: Pick<DeletionState, 'phase'>): boolean {
  return phase === 'gone' || phase === 'failed'
}

/** The same deletion, which may be sent again once more where none of its work has shown. */
export function onceMore(state: DeletionState): DeletionState {
  const { resent: _, refused, ...accepted } = state
  if (!isAccepted(state)) return state
  // Work that was seen after a refusal stays that of another.
  if (state.worked) return { ...accepted, ...(refused && { refused }) }
  return { ...accepted, phase: state.phase === 'updating' ? 'updating' : 'accepted' }
}

export function progressOf({ phase, id, parentId, alreadyGone, atMs }: DeletionState, gatewayStatus?: string): DeletionProgress {
  const gateway = { ...(parentId !== undefined && { gatewayId: parentId }), ...(gatewayStatus !== undefined && { gatewayStatus }) }
  return { phase, id, ...gateway, ...(alreadyGone && { alreadyGone }), atMs }
}
