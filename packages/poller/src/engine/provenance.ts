import { type Clock, monotonic } from '@vpn-gateway/core'
import type { DeletionState } from './state.ts'

/** Knowledge of this process of a state, beyond its data. */
interface Made {
  readonly clock: Clock
  /** By the clock's monotonic reading. */
  readonly at: number
  /** Set once the request of this state was begun; until then it is certain that nothing of it was sent. */
  isSent: boolean
}

const states = new WeakMap<DeletionState, Made>()

/** Notes when a state was made, by a clock that corrections do not move. */
export function noteMade(state: DeletionState, clock: Clock): DeletionState {
  states.set(state, { clock, at: monotonic(clock), isSent: false })
  return state
}

/** Says whether the request of a state may have been begun before. */
export function mayBeSent(state: DeletionState): boolean {
  return states.get(state)?.isSent ?? true
}

/** Notes that the request of a state is begun. */
export function noteSent(state: DeletionState): void {
  const made = states.get(state)
  if (made) made.isSent = true
}

/**
 * Gives how long ago a state was made, in milliseconds. One of another process is at most as old as the delay that was asked
 * for: its wall clock may have been stepped since, and a time that is too long could confirm what did not hold so long.
 */
export function sinceMade(state: DeletionState, clock: Clock): number {
  const made = states.get(state)
  if (made?.clock === clock && clock.elapsed) return Math.max(monotonic(clock) - made.at, 0)
  return Math.min(Math.max(clock.now() - state.atMs, 0), state.afterMs)
}
