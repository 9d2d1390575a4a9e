import { type Clock, monotonic, systemClock } from '@vpn-gateway/core'
import { checkSignal, checkStep } from '../support/checks.ts'

/** Clock of the machine that can be moved. */
export interface AdjustableClock extends Clock {
  /** Moves the time on, and wakes sleeps that end by then. */
  advance(ms: number): Promise<void>
  /** Milliseconds that have passed, monotonic: no step moves them. */
  elapsed(): number
  /**
   * Moves the wall time (`now`) alone and at once, as a correction of the machine's clock does: on, or back where `ms` is below
   * 0. No sleep ends sooner or later.
   *
   * @throws {OptionError} where `ms` is no finite number.
   */
  step(ms: number): void
}

/** Makes a clock that runs as the machine's does and can be moved on, so that a test over a port need not wait. */
export function createAdjustableClock(): AdjustableClock {
  let ahead = 0
  let stepped = 0
  let moved = new AbortController()
  const elapsed = () => monotonic(systemClock) + ahead
  return {
    now: () => systemClock.now() + ahead + stepped,
    elapsed,
    async sleep(ms, signal) {
      checkSignal(signal)
      const end = elapsed() + ms
      while (elapsed() < end) {
        // Not `AbortSignal.any`, which refuses signals of another realm.
        const either = new AbortController()
        const wake = () => either.abort()
        for (const each of [signal, moved.signal]) each?.addEventListener('abort', wake)
        if (!signal?.aborted) await systemClock.sleep(end - elapsed(), either.signal).catch(() => {})
        for (const each of [signal, moved.signal]) each?.removeEventListener('abort', wake)
        signal?.throwIfAborted()
      }
      signal?.throwIfAborted()
    },
    async advance(ms) {
      ahead += ms
      const before = moved
      moved = new AbortController()
      before.abort()
    },
    step(ms) {
      checkStep(ms)
      stepped += ms
    },
  }
}
