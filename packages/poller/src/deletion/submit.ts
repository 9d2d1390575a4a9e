import { type Clock, isVpnGatewayError, randomUuid, saysPending, type VpnGatewayError } from '@vpn-gateway/core'
import { backoffMs, clipped, elapsed } from '../delay.ts'
import { DeletionError, isPassing } from '../errors.ts'
import type { RetryNotice } from '../retry/retry.ts'
import { parentOf, readParent } from '../service/parent.ts'
import type { DeletionService } from '../service/service.ts'
import type { Subject } from '../service/target.ts'
import { tell } from '../tell.ts'
import type { DeletionState } from './state.ts'

export interface Submission {
  readonly service: DeletionService
  readonly subject: Subject
  readonly clock: Clock
  readonly random: () => number
  /** How long a gateway that is busy with something else, or an answer that does not come, is waited for. */
  readonly busyTimeoutMs: number
  /** Whether it is all the same who has deleted it. */
  readonly ensureGone: boolean
  readonly signal: AbortSignal | undefined
  readonly onRetry: ((notice: RetryNotice) => void) | undefined
  /** Keeps a state, and tells of it; awaited before the request that it stands for. */
  readonly enter: (state: DeletionState, gatewayStatus?: string) => Promise<unknown>
}

/** Delays while a gateway is busy with something else, or answers do not come. */
const busyBackoff = { minMs: 2_000, maxMs: 15_000 }

/**
 * A free gateway that refuses once may just have begun to work; one that goes on refusing means the token. Where an answer
 * was lost it takes longer: had that request been accepted, the gateway would show its work by then.
 */
const refusalsOfToken = { known: 2, lost: 6 }

/**
 * Sends a deletion until the service has accepted it. A busy gateway is waited for, and the same request sent again with
 * the same token, as it is where no answer came: while one may be unknown there is never a second token. Only a token that
 * was refused although its gateway was free is given up, for a service may remember refusals too.
 *
 * @throws {DeletionError} `ResourceAbsent` where somebody else has deleted it.
 * @throws {ServiceError} where the service refuses, or the gateway stays busy.
 */
export async function submit(submission: Submission, from: DeletionState): Promise<DeletionState> {
  const { service, subject, clock, busyTimeoutMs, ensureGone, signal, enter } = submission
  const endsAt = elapsed(clock) + busyTimeoutMs
  // What was sent before may have been done though nobody read the answer.
  let mayBeDone = from.phase === 'sent' || from.phase === 'waiting'
  let state = from
  let wasFree = false
  let refusedWhileFree = 0
  let isGone = true
  for (let repeat = 1; ; repeat += 1) {
    state = { ...state, phase: 'sent' }
    await enter(state)
    try {
      isGone = await service.delete(subject, state.token, signal)
    } catch (error) {
      signal?.throwIfAborted()
      if (!isVpnGatewayError(error)) throw error
      if (error.kind === 'gone' && !mayBeDone && !ensureGone)
        throw new DeletionError('ResourceAbsent', subject.id, 'somebody else has deleted it', error)
      if (error.kind === 'gone') break
      const leftMs = endsAt - elapsed(clock)
      if (!isPassing(error) || leftMs <= 0) throw error
      const delayMs = clipped(backoffMs(busyBackoff, repeat - 1, submission.random), leftMs)
      told(submission, error, repeat, delayMs)
      if (error.kind !== 'busy') {
        mayBeDone ||= error.kind === 'transient'
        await clock.sleep(delayMs, signal)
        continue
      }
      mayBeDone ||= error.attempts > 1
      if (wasFree && !saysPending(error.code)) refusedWhileFree += 1
      if (refusedWhileFree >= refusalsOfToken[mayBeDone ? 'lost' : 'known']) {
        state = { ...state, token: randomUuid() }
        refusedWhileFree = 0
      }
      state = { ...state, phase: 'waiting' }
      await enter(state)
      await clock.sleep(delayMs, signal)
      wasFree = await untilFree(submission, state, endsAt)
      continue
    }
    break
  }
  const accepted: DeletionState = { ...state, phase: 'accepted', acceptedAtMs: clock.now(), ...(isGone && { alreadyGone: true }) }
  await enter(accepted)
  return accepted
}

function told({ onRetry, subject }: Submission, { kind, code }: VpnGatewayError, attempt: number, delayMs: number): void {
  tell(onRetry, { operation: subject.deleteBy, reason: kind, code, attempt, delayMs })
}

/** Waits until a gateway is free, and gives whether it was seen so; without a gateway, or rights to read it, not at all. */
async function untilFree(
  { service, subject, clock, random, signal }: Submission,
  { parentId, id }: DeletionState,
  endsAt: number,
): Promise<boolean> {
  const parent = parentOf(subject.facts, parentId)
  if (!parent) return false
  for (let step = 0; ; step += 1) {
    const status = await readParent(service, parent, id, signal).catch((error) => unreadable(error, signal))
    if (status === 'refused') return false
    if (status !== 'passing' && status.parent === 'settled') return true
    const leftMs = endsAt - elapsed(clock)
    if (leftMs <= 0) return false
    await clock.sleep(clipped(backoffMs(busyBackoff, step, random), leftMs), signal)
  }
}

/** A status that cannot be read now may be read later, or never; only what was found out for sure is an error. */
function unreadable(error: unknown, signal: AbortSignal | undefined): 'passing' | 'refused' {
  signal?.throwIfAborted()
  if (isPassing(error)) return 'passing'
  if (isVpnGatewayError(error) && error.name === 'ServiceError') return 'refused'
  throw error
}
