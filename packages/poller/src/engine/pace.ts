import { type Backoff, backoffMs } from '../backoff.ts'

/** Pace of the polls of work in the background; another one is made here, and given in engine.ts or, to a teardown, in its run.ts. */
export interface Pace {
  /** The delay from a poll of work that goes on for `ageMs` to the next. */
  delayMs(resource: string, ageMs: number): number
  /** The delay to a poll that is to confirm another. */
  readonly confirmMs: number
}

/** Grows delays with the age of the work, with full jitter, and needs no memory: another process goes on at the same pace. */
export function growingPace(backoff: Backoff, random: () => number): Pace {
  const { minMs } = backoff
  return { delayMs: (_, ageMs) => backoffMs(backoff, Math.log2(Math.max(ageMs / minMs, 2)) - 1, random), confirmMs: minMs }
}
