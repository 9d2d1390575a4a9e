import { isVpnGatewayError, randomUuid, saysAbsent, saysPending, type VpnGatewayError } from '@vpn-gateway/core'
import { backoffMs } from '../backoff.ts'
import { DeletionError, isPassing } from '../errors.ts'
import { emit } from '../events.ts'
import type { DeletionSettings } from '../options.ts'
import { deletionOf } from '../service/service.ts'
import { type Engine, refOf } from './engine.ts'
import { mayBeSent, noteSent } from './provenance.ts'
import type { DeletionState, Seen } from './state.ts'

export interface Change extends Seen {
  readonly state: DeletionState
  /** Delay of the next step in milliseconds; the usual one where it is left out. */
  readonly afterMs?: number
}

/** Delays while a gateway is busy with something else, or answers do not come. */
const busyBackoff = { minMs: 2_000, maxMs: 15_000 }

/**
 * An idle gateway that refuses once may just have begun to work; one that goes on refusing means the token, for a service may remember
 * refusals too. Where an answer was lost it takes longer: had that request been accepted, the gateway would show its work by then.
 */
const [mostRefusals, mostRefusalsIfLost] = [2, 6]

/**
 * Sends the request of a deletion, once. While an answer may be unknown there is never a second token.
 *
 * @param given the state as it was made, which says whether its request was begun before
 * @param state the same with its age
 * @throws {DeletionError} `ResourceAbsent` where another caller has deleted it; `CannotObserve` where a read shows it all the same.
 * @throws {ServiceError} where the service refuses.
 */
export async function send(engine: Engine, given: DeletionState, state: DeletionState, signal: AbortSignal | undefined): Promise<Change> {
  const { service, settings } = engine
  const isFirst = !mayBeSent(given)
  const mayBeDone = !isFirst || state.mayBeDone === true
  const accepted = (alreadyGone: boolean): Change => {
    const { refusals: _, wasIdle: __, tries: ___, mayBeDone: ____, ...kept } = state
    return { state: { ...kept, phase: 'accepted', ageMs: 0, ...(alreadyGone && { alreadyGone }) } }
  }
  // If a read must show the resource and does not, it is looked up again.
  if ((!isFirst || state.tries) && !(await engine.admit(state, signal))) return { state: { ...state, phase: 'found' }, afterMs: 0 }
  noteSent(given)
  try {
    return accepted((await service.delete(refOf(state), state.clientToken, signal)).alreadyGone)
  } catch (error) {
    signal?.throwIfAborted()
    if (!isVpnGatewayError(error)) throw error
    if (!isPassing(error) && saysAbsent(error.code, state.resource)) {
      // Where no read has shown the resource, the delete call, which does not flap, is the second witness.
      if (mayBeDone || settings.ensureGone) return state.unseen ? { state: { ...state, phase: 'gone', alreadyGone: true } } : accepted(true)
      const { resource } = await engine.reader.resource(refOf(state), signal)
      if (resource === 'absent' || resource === 'unknown')
        throw new DeletionError('ResourceAbsent', state.id, 'another caller has deleted it', error)
      throw notKnown(state.id, error, 'it is still there')
    }
    const kept: DeletionState = mayBeDone || isLost(error) || saysPending(error.code) ? { ...state, mayBeDone: true } : state
    // It may be at work after all, or the gateway is busy with something else: whose work shows from here on is not known.
    if ((error.kind === 'busy' || error.kind === 'stop') && state.resent) {
      const { mayBeDone: _, ...answered } = kept
      return { state: { ...(isFirst && !state.tries ? answered : kept), phase: 'accepted', ageMs: 0, refused: true }, error }
    }
    if (error.kind === 'busy') return again(afterRefusal(kept, error.code), error, settings)
    if (error.kind !== 'transient' && error.kind !== 'throttled')
      throw mayBeDone ? notKnown(state.id, error, 'an earlier request may have been accepted') : error
    return again(kept, error, settings)
  }
}

/** Says whether a request that failed may have been carried out: one that left, and was answered by nothing, or by a fault. */
function isLost(error: VpnGatewayError): boolean {
  const { status = 0, isSent = true } = error as { readonly status?: number; readonly isSent?: boolean }
  return error.attempts > 0 && isSent && (error.kind === 'transient' || status >= 500)
}

function notKnown(id: string, error: VpnGatewayError, why: string): DeletionError {
  return new DeletionError('CannotObserve', id, `${why} (${error.message})`, error)
}

/** A gateway that is busy with something else is waited for, and the request sent again with the same token. */
function afterRefusal({ wasIdle, refusals: before = 0, ...state }: DeletionState, code: string): DeletionState {
  const refusals = before + (wasIdle && !saysPending(code) ? 1 : 0)
  const isTokenRefused = refusals >= (state.mayBeDone ? mostRefusalsIfLost : mostRefusals)
  return { ...state, phase: 'waiting', ...(isTokenRefused ? { clientToken: randomUuid() } : refusals > 0 && { refusals }) }
}

function again(state: DeletionState, error: VpnGatewayError, settings: DeletionSettings): Change {
  const afterMs = busyDelayMs(state, settings)
  const tries = (state.tries ?? 0) + 1
  emit(settings.onRetry, { operation: deletionOf(state.resource), reason: error.kind, code: error.code, attempt: tries, delayMs: afterMs })
  return { state: { ...state, tries }, afterMs, error }
}

/** Grows with the time since the request was sent first, so that another process goes on at the same pace. */
function busyDelayMs({ ageMs = 0 }: DeletionState, { random }: DeletionSettings): number {
  return backoffMs(busyBackoff, Math.log2(Math.max(ageMs / busyBackoff.minMs, 1)), random)
}

/** Waits for a busy gateway: reads it, and says whether the request is to be sent again. */
export async function awaitIdle({ reader, settings }: Engine, state: DeletionState, signal: AbortSignal | undefined): Promise<Change> {
  const { parent } = refOf(state)
  const { gateway, status, error } = parent
    ? await reader.gateway(parent, signal)
    : { gateway: undefined, status: undefined, error: undefined }
  const seen = { ...(status !== undefined && { gatewayStatus: status }), ...(error && { error }) }
  if (gateway === 'busy' || gateway === 'other' || isPassing(error)) return { state, afterMs: busyDelayMs(state, settings), ...seen }
  // If the gateway does not show why, the service does: it refuses again, or names the reason.
  return { state: { ...state, phase: 'sent', ...((gateway === 'idle' || !parent) && { wasIdle: true }) }, afterMs: 0, ...seen }
}
