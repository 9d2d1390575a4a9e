import { type Clock, monotonic } from '@vpn-gateway/core'

/** Moment by both readings of a clock. */
export interface Moment {
  readonly elapsedMs: number
  readonly wallMs: number
}

export function momentOf(clock: Clock): Moment {
  return { elapsedMs: monotonic(clock), wallMs: clock.now() }
}

/** Two readings are not taken in the same instant, and some clocks have whole milliseconds alone. */
const inexactMs = 1

/**
 * Gives the wall time of a monotonic reading, counted from a moment before it. A step of the wall clock since then counts as
 * made before the reading: the readings do not show when it was made.
 */
export function wallTimeAt(elapsedMs: number, since: Moment, now: Moment): number {
  const movedMs = now.wallMs - since.wallMs - (now.elapsedMs - since.elapsedMs)
  return since.wallMs + (elapsedMs - since.elapsedMs) + (Math.abs(movedMs) < inexactMs ? 0 : Math.round(movedMs))
}
