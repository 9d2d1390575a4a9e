import { randomUuid, resourceFacts, type VpnGatewayError } from '@vpn-gateway/core'
import { isPassing } from '../errors.ts'
import { checkRegion, type DeletionOptions, type DeletionSettings, regionOf, settingsOf } from '../options.ts'
import { growingPace, type Pace } from '../pace/pace.ts'
import { type DeletionReader, readerOf } from '../service/reader.ts'
import type { DeletableRef } from '../service/resource-ref.ts'
import { type DeletionClient, DeletionService } from '../service/service.ts'
import { extendStreak, isConfirmed } from './acceptor.ts'
import { type Observation, observe } from './observe.ts'
import { parseState } from './parse-state.ts'
import { isOwn, noteMade, sinceMade } from './provenance.ts'
import { awaitIdle, type Change, send } from './send.ts'
import { type DeletionState, isEnded, type UnknownReason } from './state.ts'

/** How a step is taken. */
export interface StepOptions extends DeletionOptions {
  /** Ends the step; the state that was given stays good. */
  readonly signal?: AbortSignal | undefined
  /** Where observations come from, so that one reading can serve many deletions; a request for each by default. */
  readonly reader?: DeletionReader | undefined
  /** Sends an accepted deletion again, once, with a new token, where no work has shown for `startTimeoutMs`. @defaultValue false */
  readonly resend?: boolean | undefined
}

/** What a step has led to. */
export interface DeletionStep {
  readonly state: DeletionState
  /** After how many milliseconds the next step is due; the same is in the state. */
  readonly afterMs: number
  /** The gateway's status, where this step read it. */
  readonly gatewayStatus?: string
  /** What stood in the way, where this step could not see or do what it was to. */
  readonly error?: VpnGatewayError
}

/**
 * Takes one step of a deletion: sends its request, or takes one poll of at most three reads, each as one attempt. It never
 * sleeps. `found` becomes `sent` by a step that sends nothing: whoever keeps each state before the next step never sends
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
 * @throws {OptionError} for a state that is damaged or foreign, and for options that cannot be used.
 * @throws {DeletionError} `ResourceAbsent` where another caller has deleted it before it was sent.
 * @throws {ServiceError} where the service refuses the deletion. A read that is refused is `unknown` in the state.
 */
export async function stepDelete(client: DeletionClient, state: DeletionState | string, options: StepOptions = {}): Promise<DeletionStep> {
  const { signal, ...rest } = options
  const known = isOwn(state) ? state : parseState(state)
  return step(engineOf(client, known, rest), known, signal)
}

/**
 * Makes what the steps of a deletion need.
 *
 * @throws {OptionError} for options that cannot be used, and for another region than the deletion's own.
 */
export function engineOf(client: DeletionClient, state: DeletionState, options: Omit<StepOptions, 'signal'>): Engine {
  const settings = settingsOf(options, ['reader', 'resend'])
  const region = regionOf(client, options)
  checkRegion(state, region)
  const service = new DeletionService(client, once, region === undefined ? state.regionId : options.regionId)
  const { reader = readerOf(service), resend = false } = options
  return { service, reader, settings, pace: growingPace(settings.backoff, settings.random), leavesAbsence: false, resend: () => resend }
}

/** What the steps of deletions share. */
export interface Engine {
  readonly service: DeletionService
  readonly reader: DeletionReader
  readonly settings: DeletionSettings
  readonly pace: Pace
  /** Whether others verify absences, so that a deletion is left in the phase `idle`. */
  readonly leavesAbsence: boolean
  /** Says whether a deletion of which no work shows may be sent again. */
  readonly resend: (state: DeletionState) => boolean
}

/** An attempt of its own for each request: what failed is for the next step. */
export const once = <T>(attempt: () => Promise<T>): Promise<T> => attempt()

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
  const dueMs = isEnded(state) ? 0 : Math.ceil(afterMs ?? pace.delayMs(state.resource, state.ageMs ?? 0)) + hintOf(seen.error)
  const { unknown: _, ...rest } = state
  const unknown = unknownAfter(before.unknown, seen.error, sinceMs)
  const next: DeletionState = { ...rest, ...(unknown && { unknown }), atMs: settings.clock.now(), afterMs: dueMs }
  return { state: noteMade(next, settings.clock), afterMs: dueMs, ...seen }
}

async function changeOf(
  engine: Engine,
  given: DeletionState,
  aged: DeletionState,
  sinceMs: number,
  signal: AbortSignal | undefined,
): Promise<Change> {
  const { service, reader, settings } = engine
  const ref = refOf(given)
  if (given.phase === 'found') return { state: { ...aged, phase: 'sent', ageMs: 0 }, afterMs: 0 }
  if (given.phase === 'sent') return send(service, ref, given, aged, settings, signal)
  if (given.phase === 'waiting') return awaitIdle(reader, ref, aged, settings, signal)
  const question = { worked: given.worked === true, isDoubted: settings.confirmations > 1, leavesAbsence: engine.leavesAbsence }
  return afterPoll(engine, aged, await observe(reader, ref, question, signal), sinceMs)
}

/** What a deletion becomes by an observation. */
function afterPoll({ settings, pace, resend }: Engine, state: DeletionState, observation: Observation, sinceMs: number): Change {
  const { verdict, evidence, ...seen } = observation
  const { streak: before, ...rest } = state
  const streak = extendStreak(before, verdict, sinceMs)
  const worked = state.worked === true || verdict === 'working'
  const next: DeletionState = { ...rest, ...(worked && { worked }), ...(streak && { streak }) }
  const isConfirmedNow = streak?.verdict === verdict && isConfirmed(streak, evidence, worked, settings)
  const isIdle = evidence.before === 'idle' || evidence.before === 'locked'
  switch (verdict) {
    case 'working':
      return { state: { ...next, phase: 'updating' }, ...seen }
    case 'gone':
      if (isConfirmedNow) return { state: { ...rest, phase: 'gone' }, ...seen }
      return { state: isIdle ? { ...next, phase: 'idle' } : next, afterMs: pace.confirmMs, ...seen }
    case 'failed':
      if (isConfirmedNow) return { state: { ...rest, phase: 'failed', failure: 'DeletionFailed' }, ...seen }
      // Two further polls: one step of a clock alone, between two processes, must not make up the whole time.
      return { state: isIdle ? { ...next, phase: 'idle' } : next, afterMs: settings.confirmFailureMs / 2, ...seen }
    case 'idle':
      return isConfirmedNow ? { state: { ...next, phase: 'idle' }, afterMs: 0, ...seen } : { state: next, afterMs: pace.confirmMs, ...seen }
    case 'notBegun':
      if (isOverdue(state, sinceMs, streak?.times ?? 0, settings) && !state.resent && resend(state))
        return { state: anew(rest), afterMs: 0, ...seen }
      return { state: next, ...seen }
    case 'pending':
    case 'unknown':
      return { state: next, ...seen }
  }
}

/** Says whether no work has shown at two times after the limit. */
function isOverdue({ ageMs = 0 }: DeletionState, sinceMs: number, times: number, { startTimeoutMs }: DeletionSettings): boolean {
  return times > 1 && ageMs - sinceMs > startTimeoutMs
}

/** The same deletion with a new token, to be sent again; the request before may have been carried out all the same. */
function anew({ ageMs: _, ...state }: DeletionState): DeletionState {
  return { ...state, phase: 'found', clientToken: randomUuid(), resent: true, mayBeDone: true }
}

/** No hint of the service makes a delay longer. */
const longestHintMs = 60_000

/** How long the service asks to wait; whoever was told the same comes back at different moments, for the delay comes on top. */
function hintOf(error: VpnGatewayError | undefined): number {
  const { retryAfterMs = 0 } = Object(error) as { readonly retryAfterMs?: number }
  return Math.min(Math.max(retryAfterMs, 0), longestHintMs)
}

/** For how long nothing but errors of one class came. */
function unknownAfter(before: UnknownReason | undefined, error: VpnGatewayError | undefined, sinceMs: number): UnknownReason | undefined {
  if (error === undefined) return undefined
  const { code, operation } = error
  const passes = isPassing(error)
  const heldMs = before?.isPassing === passes ? Math.round(before.heldMs + sinceMs) : 0
  // A code of the service could be anything; a state has words.
  return { code: /^[\w.]{1,100}$/.test(code) ? code : 'Unknown', ...(operation !== undefined && { operation }), isPassing: passes, heldMs }
}

/** The resource of a state, with its gateway. */
export function refOf({ resource: kind, id, parentId }: DeletionState): DeletableRef {
  const { parent } = resourceFacts(kind)
  return { kind, id, ...(parent && parentId !== undefined && { parent: { kind: parent.resource, id: parentId } }) }
}
