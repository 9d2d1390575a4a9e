import { type Clock, isVpnGatewayError, saysPending } from '@vpn-gateway/core'
import { backoffMs, clipped } from '../delay.ts'
import { isPassing } from '../errors.ts'
import { parentOf, readParent } from '../service/parent.ts'
import type { DeletionService } from '../service/service.ts'
import type { Subject } from '../service/target.ts'
import type { DeletionState } from './state.ts'

export interface Submission {
  readonly service: DeletionService
  readonly subject: Subject
  readonly clock: Clock
  readonly random: () => number
  /** How long a gateway that is busy with something else is waited for. */
  readonly busyTimeoutMs: number
  readonly signal: AbortSignal | undefined
  /** Keeps a state, and tells of it; awaited before the request that it stands for. */
  readonly enter: (state: DeletionState, gatewayStatus?: string) => Promise<unknown>
}

/**
 * A free gateway that refuses once may just have begun to work; one that goes on refusing means the token. Where an answer
 * was lost it takes longer: had that request been accepted, the gateway would show its work by then.
 */
const refusalsOfToken = { known: 2, lost: 6 }

/** How often a gateway is read that is busy with something else. */
const busyBackoff = { minMs: 2_000, maxMs: 15_000 }

/**
 * Sends a deletion until the service has accepted it. A busy gateway is waited for, and the same request sent again with
 * the same token: while an answer may be unknown there is never a second one. Only a token that was refused although its
 * gateway was free is given up, for a service may remember refusals too.
 *
 * @throws {ServiceError} where the service refuses, or the gateway stays busy.
 */
export async function submit(submission: Submission, from: DeletionState): Promise<DeletionState> {
  const { service, subject, clock, busyTimeoutMs, signal, enter } = submission
  const startedAt = clock.now()
  // What was sent before may have been done though nobody read the answer.
  let mayBeDone = from.phase === 'sent' || from.phase === 'waiting'
  let state = from
  let wasFree = false
  let refusedWhileFree = 0
  for (;;) {
    state = { ...state, phase: 'sent' }
    await enter(state)
    try {
      await service.delete(subject, state.token, signal)
      break
    } catch (error) {
      if (!isVpnGatewayError(error)) throw error
      if (error.kind === 'gone' && mayBeDone) break
      const leftMs = startedAt + busyTimeoutMs - clock.now()
      if (error.kind !== 'busy' || leftMs <= 0) throw error
      mayBeDone ||= error.attempts > 1
      if (wasFree && !saysPending(error.code)) refusedWhileFree += 1
      if (refusedWhileFree >= refusalsOfToken[mayBeDone ? 'lost' : 'known']) {
        state = { ...state, token: crypto.randomUUID() }
        refusedWhileFree = 0
      }
      state = { ...state, phase: 'waiting' }
      await enter(state)
      wasFree = await untilFree(submission, state, leftMs)
    }
  }
  const accepted: DeletionState = { ...state, phase: 'accepted', acceptedAtMs: clock.now() }
  await enter(accepted)
  return accepted
}

/** Waits until a gateway is free, and gives whether it was seen so; without a gateway, or rights to read it, a while. */
async function untilFree(
  { service, subject, clock, random, signal }: Submission,
  { parentId, id }: DeletionState,
  leftMs: number,
): Promise<boolean> {
  const parent = parentOf(subject.facts, parentId)
  const endsAt = clock.now() + leftMs
  for (let step = 0; ; step += 1) {
    await clock.sleep(clipped(backoffMs(busyBackoff, step, random), Math.max(endsAt - clock.now(), busyBackoff.minMs)), signal)
    const status = parent && (await readParent(service, parent, id, signal).catch((error) => unreadable(error, signal)))
    if (status === undefined || status === 'refused') return false
    if (status !== 'passing' && status.parent === 'settled') return true
    if (clock.now() >= endsAt) return false
  }
}

/** A status that cannot be read now may be read later, or never; only what was found out for sure is an error. */
function unreadable(error: unknown, signal: AbortSignal | undefined): 'passing' | 'refused' {
  signal?.throwIfAborted()
  if (isPassing(error)) return 'passing'
  if (isVpnGatewayError(error) && error.name === 'ServiceError') return 'refused'
  throw error
}
