import { type Clock, monotonic } from '@vpn-gateway/core'

/** One moment by both readings of a clock. */
export interface Moment {
  readonly elapsedMs: number
  readonly wallMs: number
}

/** Reads both. */
export function momentOf(clock: Clock): Moment {
  return { elapsedMs: monotonic(clock), wallMs: clock.now() }
}

/** Two readings are not taken in the same instant, and some clocks tell whole milliseconds alone. */
const inexactMs = 1

/**
 * The wall time of a monotonic reading, counted from a moment before it. What the wall clock was moved by since then counts as
 * moved before the reading: when it was moved nobody can tell.
 */
export function wallTimeAt(elapsedMs: number, since: Moment, now: Moment): number {
  const movedMs = now.wallMs - since.wallMs - (now.elapsedMs - since.elapsedMs)
  return since.wallMs + (elapsedMs - since.elapsedMs) + (Math.abs(movedMs) < inexactMs ? 0 : Math.round(movedMs))
}
