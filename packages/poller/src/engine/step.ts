import { randomUuid, type VpnGatewayError } from '@vpn-gateway/core'
import { clipped, hintOf, longestHintMs } from '../backoff.ts'
import { isPassing } from '../errors.ts'
import type { DeletionSettings } from '../options.ts'
import { isIdle } from '../service/reader.ts'
import type { DeletionClient } from '../service/service.ts'
import { type Evidence, extendStreak, isConfirmed, type Streak } from './acceptor.ts'
import { type Engine, engineOf, refOf, type StepOptions } from './engine.ts'
import { type Observation, observe } from './observe.ts'
import { parseState } from './parse-state.ts'
import { absent } from './prepare.ts'
import { mayBeSent, noteMade, sinceMade } from './provenance.ts'
import { awaitIdle, type Change, send } from './send.ts'
import { type DeletionState, isEnded, type Seen, type UnknownReason } from './state.ts'

/** Result of a step. */
export interface DeletionStep extends Seen {
  readonly state: DeletionState
  /** After how many milliseconds the next step is due; the same is in the state. */
  readonly afterMs: number
}

/**
 * Takes one step of a deletion: sends its request, or takes one poll of at most three reads, each as one attempt. It never
 * sleeps. `found` becomes `sent` by a step that only reads: a caller that keeps each state before the next step never sends
 * what is not on record. In the phases `gone` and `failed` nothing is left to do.
 *
 * @example
 * let step = { state: await prepareDelete(client, { VpnConnectionId: 'vco-…' }), afterMs: 0 }
 * while (step.state.phase !== 'gone' && step.state.phase !== 'failed') {
 *   await store(step.state)
 *   await sleep(step.afterMs)
 *   step = await stepDelete(client, step.state)
 * }
 *
 * @param state what the last step gave, as data or as text
 *
 * @throws {OptionError} for a state that is damaged, foreign, or of another region or endpoint, and for options that cannot be used.
 * @throws {DeletionError} `ResourceAbsent` where another caller has deleted it before it was sent.
 * @throws {DeletionError} `CannotObserve` where the service refuses a deletion that an earlier request may have begun, as every
 *   state that was stored as `sent` may, or finds nothing to delete that a read right after shows: its cause is the refusal, and the
 *   record stays as it is.
 * @throws {ServiceError} where the service refuses the deletion. A read that is refused is `unknown` in the state.
 */
export async function stepDelete(client: DeletionClient, state: DeletionState | string, options: StepOptions = {}): Promise<DeletionStep> {
  const known = parseState(state)
  return step(engineOf(client, known, options), known, options.signal)
}

/** Takes a step of a state that is known to be sound. */
export async function step(engine: Engine, state: DeletionState, signal?: AbortSignal): Promise<DeletionStep> {
  if (isEnded(state)) return { state, afterMs: 0 }
  const sinceMs = sinceMade(state, engine.settings.clock)
  return made(engine, state, sinceMs, await changeOf(engine, state, agedBy(state, sinceMs), sinceMs, signal))
}

function agedBy(state: DeletionState, sinceMs: number): DeletionState {
  return state.ageMs === undefined ? state : { ...state, ageMs: Math.round(state.ageMs + sinceMs) }
}

function made({ settings, pace }: Engine, before: DeletionState, sinceMs: number, { state, afterMs, ...seen }: Change): DeletionStep {
  // On top of the hint: callers with the same hint would otherwise return at the same moment.
  const hintMs = Math.min(hintOf(seen.error), longestHintMs)
  const dueMs = isEnded(state) ? 0 : Math.ceil(clipped((afterMs ?? pace.delayMs(state.resource, state.ageMs ?? 0)) + hintMs))
  const { unknown: _, ...rest } = state
  const unknown = unknownAfter(before.unknown, seen.error, sinceMs)
  const next: DeletionState = { ...rest, ...(unknown && { unknown }), atMs: Math.max(settings.clock.now(), 0), afterMs: dueMs }
  return { state: noteMade(next, settings.clock), afterMs: dueMs, ...seen }
}

async function changeOf(engine: Engine, given: DeletionState, aged: DeletionState, sinceMs: number, signal?: AbortSignal): Promise<Change> {
  const { phase, atMs } = given
  const hasRested = phase === 'sent' && engine.settings.clock.now() - atMs > longestRestMs
  if (phase === 'found') return lookAgain(engine, given, sinceMs, signal)
  if (hasRested) return lookAgain(engine, mayBeSent(given) ? { ...given, mayBeDone: true } : given, sinceMs, signal)
  if (phase === 'sent') return send(engine, given, aged, signal)
  if (phase === 'waiting') {
    const change = await awaitIdle(engine, aged, signal)
    return change.state.phase === 'sent' ? lookAgain(engine, change.state, sinceMs, signal) : change
  }
  return afterPoll(engine, aged, await observe(engine, refOf(given), given.worked === true, signal), sinceMs)
}

/** A request that was to be sent so long ago, in milliseconds, may be one to another gateway by now. */
const longestRestMs = 60_000

/** Finds the gateway a second time before anything is sent: one answer may be wrong, and it may have another one by now. */
async function lookAgain(engine: Engine, given: DeletionState, sinceMs: number, signal: AbortSignal | undefined): Promise<Change> {
  const { reader, pace, settings, isResolved, admit } = engine
  const { moving, streak: before, ...state } = given
  const isFirst = given.phase === 'found'
  const toSend = async (to: DeletionState): Promise<Change> =>
    (await admit(to, signal))
      ? { state: { ...to, phase: 'sent', ageMs: state.ageMs ?? 0 }, afterMs: 0 }
      : to.unseen
        ? { state: { ...state, phase: 'gone', alreadyGone: true } }
        : whereUnseen('absent')
  const whereUnseen = async (resource: 'absent' | 'unknown', error?: VpnGatewayError): Promise<Change> => {
    const { parent } = refOf(state)
    // The work of another caller may hide it.
    const { gateway } = resource === 'absent' && parent ? await reader.gateway(parent, signal) : { gateway: 'absent' as const }
    const isAbsent = resource === 'absent' && (isIdle(gateway) || gateway === 'absent')
    const streak = isAbsent ? extendStreak(before, 'gone', sinceMs) : undefined
    if (streak && streak.times > settings.confirmations) {
      // Where an earlier request may have done it, the deletion itself says so.
      if (state.mayBeDone) return toSend(state)
      if (settings.ensureGone) return toSend({ ...movedOf(state, null), unseen: true })
      throw absent(refOf(state), state.regionId)
    }
    return {
      state: { ...state, phase: 'found', ...(moving !== undefined && { moving }), ...(streak && { streak }) },
      afterMs: pace.confirmMs,
      ...(error && { error }),
    }
  }
  if (isFirst && moving === undefined && !before && isResolved(given)) return toSend(state)
  const { parentId, resource, error } = await reader.resource(refOf(state), signal)
  // One answer alone has named the gateway, so it is not known yet.
  if (isFirst && !state.unseen && (resource === 'absent' || resource === 'unknown')) return whereUnseen(resource, error)
  if (parentId === undefined || parentId === (state.parentId ?? null)) return toSend(state)
  if (moving === (parentId ?? '')) return toSend(movedOf(state, parentId))
  return { state: { ...state, phase: isFirst ? 'found' : 'waiting', moving: parentId ?? '' }, afterMs: pace.confirmMs }
}

function afterPoll({ settings, pace, resend }: Engine, state: DeletionState, observation: Observation, sinceMs: number): Change {
  const { verdict, evidence, movedTo, ...seen } = observation
  const { streak: before, moving, ...rest } = state
  if (movedTo !== undefined) {
    // One answer alone may be wrong.
    const isConfirmedMove = moving === (movedTo ?? '')
    return { state: isConfirmedMove ? movedOf(rest, movedTo) : { ...rest, moving: movedTo ?? '' }, afterMs: pace.confirmMs, ...seen }
  }
  const streak = extendStreak(isDisproved(before, evidence) ? undefined : before, verdict, sinceMs)
  // Work that the resource alone shows, and then does not, may go on; on its gateway it may not have begun.
  const isShown = evidence.before === 'busy' || evidence.after === 'busy'
  const worked = state.worked === true || (verdict === 'working' && isShown)
  const next: DeletionState = { ...rest, ...(worked && { worked }), ...(streak && { streak }) }
  // A resource that was never seen needs a long absence as proof: which gateway may hide it is not known.
  const isHeld = !state.unseen || (streak?.heldMs ?? 0) >= settings.confirmFailureMs
  // Where a status may flap, the work that was seen may be none, and the real one has so long to show.
  const mayShow = verdict === 'failed' && settings.confirmations > 1 && (state.ageMs ?? 0) <= settings.startTimeoutMs
  // After it was seen present on an idle gateway, one poll to the contrary may be a read that flaps.
  const isContradicted = verdict === 'gone' && before?.verdict === 'failed'
  const isConfirmedNow =
    streak?.verdict === verdict && isHeld && !mayShow && !isContradicted && isConfirmed(streak, evidence, worked, settings)
  const isStill = isIdle(evidence.before)
  switch (verdict) {
    case 'working':
      return { state: { ...next, phase: 'updating' }, ...seen }
    case 'gone':
      // The work of a gateway that is not known may hide it; the deletion itself, sent anew, finds nothing where it is gone.
      if (isConfirmedNow && state.unseen) return { state: anew(rest), afterMs: 0, ...seen }
      if (isConfirmedNow) return { state: { ...rest, phase: 'gone' }, ...seen }
      return { state: isStill ? { ...next, phase: 'idle' } : next, afterMs: pace.confirmMs, ...seen }
    case 'failed':
      if (isConfirmedNow && state.refused) return { state: unworked(rest), ...seen }
      if (isConfirmedNow) return { state: { ...rest, phase: 'failed', failure: 'DeletionFailed' }, ...seen }
      // Two further polls: one step of a clock alone, between two processes, must not make up the whole time.
      return { state: isStill ? { ...next, phase: 'idle' } : next, afterMs: settings.confirmFailureMs / 2, ...seen }
    case 'idle':
      return isConfirmedNow ? { state: { ...next, phase: 'idle' }, afterMs: 0, ...seen } : { state: next, afterMs: pace.confirmMs, ...seen }
    case 'notBegun':
      if (streak && isOverdue(state, sinceMs, streak, settings) && !state.resent && resend(state))
        return { state: { ...anew(rest), resent: true }, afterMs: 0, ...seen }
      return { state: next, ...seen }
    case 'pending':
    case 'unknown':
      return { state: next, ...seen }
  }
}

/** The same deletion on another gateway: what the one before has shown is not about it. */
function movedOf({ parentId: _, unseen: __, ...state }: DeletionState, parentId: string | null): DeletionState {
  return { ...unworked(state), ...(parentId !== null && { parentId }) }
}

/** The same deletion, of which no work has shown: what was seen was the work of another, or may have been. */
function unworked({ worked: _, ...state }: DeletionState): DeletionState {
  return { ...state, phase: 'accepted' }
}

/** Says whether no work has shown at two times after the limit, nor for as long since the resource alone has shown some. */
function isOverdue({ ageMs = 0, unknown, phase }: DeletionState, sinceMs: number, streak: Streak, limits: DeletionSettings): boolean {
  const heldMs = phase === 'updating' ? streak.heldMs : ageMs
  return streak.times > 1 && !unknown && heldMs - sinceMs > limits.startTimeoutMs
}

/** The same, to be sent again: with a new token unless an answer was lost; the request before may have been carried out. */
function anew({ ageMs: _, ...state }: DeletionState): DeletionState {
  return { ...state, phase: 'found', clientToken: state.mayBeDone ? state.clientToken : randomUuid(), mayBeDone: true }
}

/** Says whether a poll has read of the resource the contrary of what polls in a row did, whatever else it could not read. */
function isDisproved(streak: Streak | undefined, { resource }: Evidence): boolean {
  if (streak?.verdict === 'gone') return resource === 'present' || resource === 'working'
  return streak !== undefined && streak.verdict !== 'idle' && (resource === 'absent' || resource === 'working')
}

/** For how long nothing but errors of one class came. */
function unknownAfter(before: UnknownReason | undefined, error: VpnGatewayError | undefined, sinceMs: number): UnknownReason | undefined {
  if (error === undefined) return undefined
  // Words of the service, or of a client of one's own, could be anything; a state has names.
  const nameOf = (word: unknown) => (/^[\w.]{1,100}$/.test(`${word}`) ? `${word}` : 'Unknown')
  const operation = error.operation !== undefined && { operation: nameOf(error.operation) }
  const passes = isPassing(error)
  const heldMs = before?.isPassing === passes ? Math.round(before.heldMs + sinceMs) : 0
  return { code: nameOf(error.code), ...operation, isPassing: passes, heldMs }
}
