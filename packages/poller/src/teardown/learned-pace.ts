import { clipped, drawn } from '../backoff.ts'
import { growingPace, type Pace } from '../engine/pace.ts'
import type { DeletionState } from '../engine/state.ts'
import type { DeletionSettings } from '../options.ts'
import { delayUntil, fitLogNormal, type Interval, type LogNormal } from './log-normal.ts'

/** Endings needed before they are relied on. */
const fewest = 3
/** Older endings are forgotten: the service may change. */
const most = 200
/** Each poll comes when this share of the work that goes on should have ended, so that a piece of work takes 1 / 0.38 = 2.6. */
const endedByPoll = 0.38
/** Polls of many gateways should not come at once. */
const jitter = 0.05

/** Knowledge of the work on one kind of resource. */
interface Kind {
  ended: Interval[]
  /** Ages at which work was seen to go on, by id: without it only the quick ones would count. */
  readonly running: Map<string, number>
  fit: LogNormal | undefined
  /** Number of endings that it was fitted to. */
  fittedFrom: number
  count: number
}

/**
 * Learns how long work takes from deletions that are watched, for each kind of resource, and when to poll the next. A poll
 * sees that work has ended, not when: each ending is an interval. Until some have ended delays grow.
 */
export class LearnedPace implements Pace {
  readonly confirmMs: number
  readonly #kinds = new Map<string, Kind>()
  readonly #growing: Pace
  readonly #settings: Pick<DeletionSettings, 'backoff' | 'random'>
  readonly #longestMs: number

  /** @param longestMs nothing that was learned makes a delay longer */
  constructor(settings: Pick<DeletionSettings, 'backoff' | 'random'>, longestMs: number) {
    this.#settings = settings
    this.#longestMs = longestMs
    this.#growing = growingPace(settings.backoff, settings.random)
    this.confirmMs = this.#growing.confirmMs
  }

  /** Notes a state of a deletion, and whether its work is over. */
  note({ id, resource, phase, streak, unknown, ageMs = 0 }: DeletionState, isOver: boolean): void {
    const { running } = this.#kind(resource)
    const afterMs = running.get(id) ?? 0
    const isShown = phase === 'updating' && !streak && !unknown
    if (!isOver) running.set(id, isShown ? Math.max(ageMs, afterMs) : afterMs)
    // Work that is noted as ended again has ended once, and what has failed did not end.
    else if (running.delete(id) && phase !== 'failed') this.learn(resource, { afterMs, byMs: Math.max(ageMs, afterMs) })
  }

  learn(resource: string, duration: Interval): void {
    const kind = this.#kind(resource)
    kind.ended = [...kind.ended, duration].slice(-most)
    kind.count += 1
  }

  delayMs(resource: string, ageMs: number): number {
    const { backoff, random } = this.#settings
    const fit = this.#fitOf(this.#kind(resource))
    if (!fit) return this.#growing.delayMs(resource, ageMs)
    const best = Math.min(delayUntil(fit, ageMs, endedByPoll), this.#longestMs / (1 + jitter))
    return clipped(Math.max(best * (1 + jitter * (2 * drawn(random) - 1)), backoff.minMs))
  }

  #fitOf(kind: Kind): LogNormal | undefined {
    if (kind.count >= fewest && (!kind.fit || kind.count >= kind.fittedFrom * 1.1 + 1)) {
      const running = [...kind.running.values()].slice(0, most).map((afterMs) => ({ afterMs, byMs: Number.POSITIVE_INFINITY }))
      kind.fit = fitLogNormal([...kind.ended, ...running])
      kind.fittedFrom = kind.count
    }
    return kind.fit
  }

  #kind(resource: string): Kind {
    const known = this.#kinds.get(resource) ?? { ended: [], running: new Map(), fit: undefined, fittedFrom: 0, count: 0 }
    this.#kinds.set(resource, known)
    return known
  }
}
