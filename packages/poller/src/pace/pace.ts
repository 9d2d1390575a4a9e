import { type Backoff, backoffMs, clipped } from '../backoff.ts'
import type { Durations } from './durations.ts'

/** Pace of the polls of work in the background. */
export interface Pace {
  /** The delay from a poll of work that goes on for `ageMs` to the next. */
  delayMs(resource: string, ageMs: number): number
  /** The delay to a poll that is to confirm another. */
  readonly confirmMs: number
}

/**
 * For work of which nothing is known: delays with full jitter that grow with the age of the work. They need no memory, so
 * that another process goes on at the same pace.
 */
export function growingPace(backoff: Backoff, random: () => number): Pace {
  const { minMs } = backoff
  return { delayMs: (_, ageMs) => backoffMs(backoff, Math.log2(Math.max(ageMs / minMs, 2)) - 1, random), confirmMs: minMs }
}

/** Polls of many gateways should not come at once. */
const jitter = 0.05

/**
 * For work of whose kind some has ended: as the durations learned say, and growing delays until then.
 * @param longestMs nothing that was learned makes a delay longer
 */
export function learnedPace(durations: Durations, backoff: Backoff, longestMs: number, random: () => number): Pace {
  const growing = growingPace(backoff, random)
  return {
    ...growing,
    delayMs(resource, ageMs) {
      const best = durations.delayMs(resource, ageMs)
      if (best === undefined) return growing.delayMs(resource, ageMs)
      return clipped(Math.max(Math.min(best, longestMs / (1 + jitter)) * (1 + jitter * (2 * random() - 1)), backoff.minMs))
    },
  }
}
