import { OptionError } from '@vpn-gateway/core'
import { absencesNeeded, absent, newState } from '../deletion/begin.ts'
import { checkRegion, type DeletionSettings } from '../deletion/settings.ts'
import { type DeletionProgress, type DeletionState, isEnded, progressOf } from '../deletion/state.ts'
import { DeletionError, type DeletionErrorCode, failedEarlier } from '../errors.ts'
import type { EventLog } from '../event-log.ts'
import type { WatchedWork } from '../pace/durations.ts'
import { learnedPace } from '../pace/pace.ts'
import { type Parent, parentOf } from '../service/parent.ts'
import { DeletionService } from '../service/service.ts'
import { type Subject, subjectOf, targetOf } from '../service/target.ts'
import { type Journal, type JournalEntry, type Kept, readEntries } from './journal.ts'
import { Lane } from './lane.ts'
import { type Location, locate } from './locate.ts'
import type { Outcome, TeardownEvent } from './outcome.ts'
import { RequestRate } from './rate.ts'
import type { TeardownSetup } from './setup.ts'
import { type Targets, targetsOf } from './targets.ts'

/** No look at a deletion is later than this after the one before, unless a ceiling is given. */
const longestLookMs = 60_000

/** Failures after which a target has ended; after any other one a later teardown can go on with it. */
const absence: DeletionErrorCode = 'ResourceAbsent'
const finalFailures: readonly unknown[] = ['DeletionFailed', 'DeletionNotBegun', absence] satisfies DeletionErrorCode[]

/** Journals of teardowns that have not ended. */
const inUse = new WeakSet<Journal>()

/** One teardown from its targets to its report. */
export class TeardownRun {
  readonly #events: EventLog<TeardownEvent>
  readonly #given: Targets
  readonly #options: TeardownSetup['options']
  readonly #settings: DeletionSettings
  readonly #service: DeletionService
  readonly #outcomes = new Map<string, Outcome>()
  readonly #lanes = new Map<string, Lane>()
  readonly #stop = new AbortController()
  readonly #signal: AbortSignal
  readonly #regionId: string | undefined
  /** Entries on their way into the journal. */
  #writing: Promise<void> = Promise.resolve()

  constructor({ client, given, options, settings, policies, regionId, events }: TeardownSetup) {
    this.#events = events
    this.#given = given
    this.#options = options
    this.#settings = settings
    this.#regionId = regionId
    const rate = new RequestRate(settings.clock, options.requestsPerSecond)
    this.#service = new DeletionService(client, rate.around(policies), options.regionId)
    this.#signal = options.signal ? AbortSignal.any([options.signal, this.#stop.signal]) : this.#stop.signal
  }

  async all(): Promise<readonly Outcome[]> {
    const { journal } = this.#options
    if (journal && inUse.has(journal)) throw new OptionError('journal', 'is in use by a teardown that has not ended')
    if (journal) inUse.add(journal)
    try {
      const kept = readEntries((await journal?.read()) ?? [])
      for (const state of kept.states.values()) if (!isEnded(state)) checkRegion(state, this.#regionId)
      const targets = targetsOf([...this.#given.ids, ...kept.targets])
      if (this.#given.ids.length > 0) void this.#append({ targets: this.#given.ids })
      await this.#plan(targets, kept)
      await this.#workOff([...this.#lanes.values()])
      await this.#writing
      return this.#report(targets)
    } finally {
      if (journal) inUse.delete(journal)
    }
  }

  async #plan({ subjects, parents }: Targets, kept: Kept): Promise<void> {
    const context = {
      service: this.#service,
      settings: this.#settings,
      pace: learnedPace(kept.durations, this.#settings.backoff, this.#options.backoff?.maxMs ?? longestLookMs, this.#settings.random),
      timeoutMs: this.#options.timeoutMs,
      signal: this.#signal,
      onRetry: this.#options.onRetry,
      regionId: this.#regionId,
      enter: (state: DeletionState, gatewayStatus?: string) => this.#enter(state, gatewayStatus),
      fail: (subject: Subject, state: DeletionState, error: unknown) => this.#fail(subject.id, state, error),
      failParent: (parent: Parent, error: unknown) =>
        void this.#outcomes.set(parent.id, { id: parent.id, outcome: 'failed', error, isFinal: false }),
      watched: (resource: string): WatchedWork => kept.durations.watch(resource, (learned) => void this.#append({ learned })),
    }
    const laneOf = (key: string, parent: Parent | undefined): Lane => {
      const lane = this.#lanes.get(key) ?? new Lane(context, parent)
      this.#lanes.set(key, lane)
      return lane
    }
    const add = (subject: Subject, state: DeletionState) =>
      laneOf(state.parentId ?? subject.id, parentOf(subject.facts, state.parentId)).add(subject, state)
    for (const state of kept.states.values()) {
      if (this.#hasEnded(state)) this.#outcomes.set(state.id, outcomeOf(state))
      else if (!this.#isToBeEnsured(state)) {
        this.#events.push(progressOf(state, undefined, this.#settings.clock.now()))
        add(subjectOf(targetOf(state.id)), state)
      }
    }
    for (const parent of parents) laneOf(parent.id, parent).takeEverything()
    for (const { id, parentId } of kept.states.values()) this.#lanes.get(parentId ?? id)?.know(id)
    const unknown = subjects.filter(({ id }) => !kept.states.has(id) || this.#isToBeEnsured(kept.states.get(id)))
    const { clock, backoff } = this.#settings
    const again = { clock, againMs: backoff.minMs, absences: absencesNeeded, signal: this.#signal }
    const found: [Subject, DeletionState][] = []
    await locate(this.#service, unknown, again, (subject, location) => {
      const state = this.#located(subject, location)
      if (state) found.push([subject, state])
    })
    for (const [subject, state] of found) {
      void this.#enter(state)
      add(subject, state)
    }
  }

  #hasEnded(state: DeletionState): boolean {
    return isEnded(state) && !this.#isToBeEnsured(state)
  }

  /** An absence that was an error to an earlier teardown may be success to this one. */
  #isToBeEnsured(state: DeletionState | undefined): boolean {
    return this.#settings.ensureGone && state?.phase === 'failed' && state.failure === absence
  }

  /** The state of a target that is there; for any other its end is noted. */
  #located(subject: Subject, location: Location): DeletionState | undefined {
    if ('parentId' in location) return newState(subject, location.parentId, this.#regionId)
    const state = newState(subject, undefined, this.#regionId)
    if ('error' in location) this.#fail(subject.id, state, location.error)
    else if (!this.#settings.ensureGone) this.#fail(subject.id, state, absent(subject))
    else void this.#enter({ ...state, phase: 'gone', alreadyGone: true })
    return undefined
  }

  /** All lanes, so many at once. */
  async #workOff(lanes: readonly Lane[]): Promise<void> {
    const waiting = lanes[Symbol.iterator]()
    const next = async () => {
      for (const lane of waiting) await lane.work()
    }
    await Promise.all(Array.from({ length: Math.min(this.#options.gatewaysAtOnce, lanes.length) }, next))
  }

  /** What is sent is kept first; everything else is kept by the time of the report. */
  async #enter(state: DeletionState, gatewayStatus?: string): Promise<DeletionProgress> {
    if (['found', 'sent', 'accepted', 'gone'].includes(state.phase)) {
      const written = this.#append({ state })
      if (state.phase === 'sent') await written
    }
    const progress = progressOf(state, gatewayStatus, this.#settings.clock.now())
    if (state.phase === 'gone') this.#outcomes.set(state.id, outcomeOf(state))
    // What fails is told with the reason.
    if (state.phase !== 'failed') this.#events.push(progress)
    return progress
  }

  #fail(id: string, state: DeletionState, error: unknown): void {
    const { code } = Object(error) as { code?: string }
    const isFinal = finalFailures.includes(code)
    if (isFinal) void this.#append({ state: { ...state, phase: 'failed', failure: code ?? 'DeletionFailed' } })
    this.#outcomes.set(id, { id, outcome: 'failed', error, isFinal })
    this.#events.push({ ...progressOf({ ...state, phase: 'failed' }, undefined, this.#settings.clock.now()), error })
  }

  /** A journal that keeps nothing any more ends the teardown: what it could not keep must not be done. */
  #append(entry: JournalEntry): Promise<void> {
    const { journal } = this.#options
    if (!journal) return Promise.resolve()
    const written = (async () => journal.append(entry))()
    this.#writing = Promise.all([this.#writing, written]).then(() => {})
    this.#writing.catch((error) => this.#stop.abort(error))
    return written
  }

  #report({ ids }: Targets): Outcome[] {
    const reported = new Set([...ids, ...this.#outcomes.keys()])
    return [...reported].map((id) => this.#outcomes.get(id) ?? this.#outcomeOfParent(id))
  }

  /** A gateway is emptied when everything is gone that was found on it. */
  #outcomeOfParent(id: string): Outcome {
    const left =
      this.#lanes
        .get(id)
        ?.ids.flatMap((child) => this.#outcomes.get(child) ?? [])
        .filter(({ outcome }) => outcome !== 'gone') ?? []
    if (left.length === 0) return { id, outcome: 'emptied' }
    const error = new DeletionError('NotEmptied', id, `${left.length} of what was on it did not go`)
    return { id, outcome: 'failed', error, isFinal: left.every((outcome) => outcome.outcome === 'failed' && outcome.isFinal) }
  }
}

function outcomeOf({ id, phase, failure, alreadyGone }: DeletionState): Outcome {
  return phase === 'gone'
    ? { id, outcome: 'gone', ...(alreadyGone && { alreadyGone }) }
    : { id, outcome: 'failed', error: failedEarlier(id, failure), isFinal: true }
}
