import type { Clock } from '@vpn-gateway/core'

/** Gives the monotonic reading of a clock, which no correction of the wall time moves. */
export function monotonic(clock: Clock): number {
  return clock.elapsed?.() ?? clock.now()
}
