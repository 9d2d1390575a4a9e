import type { Clock } from '../src/clock.ts'

export interface StandingClock {
  readonly clock: Clock
  /** Lets the time pass to here, and everyone wake who slept until then. */
  readonly advanceTo: (time: number) => Promise<void>
  readonly sleepers: () => number
}

/** A clock that stands still until it is told the time. */
export function standingClock(): StandingClock {
  let now = 0
  const sleeping = new Set<{ at: number; wake: () => void }>()
  const clock: Clock = {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: now + ms, wake: resolve }
        sleeping.add(sleeper)
        signal?.addEventListener('abort', () => {
          sleeping.delete(sleeper)
          reject(signal.reason)
        })
      }),
  }
  const advanceTo = async (time: number) => {
    for (;;) {
      // Everything that is ready to run runs before the time moves on; who was woken may go to sleep again.
      for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve))
      const next = Math.min(...[...sleeping].map(({ at }) => at))
      if (next > time) break
      now = Math.max(now, next)
      for (const sleeper of [...sleeping].filter(({ at }) => at === next)) {
        sleeping.delete(sleeper)
        sleeper.wake()
      }
    }
    now = time
  }
  return { clock, advanceTo, sleepers: () => sleeping.size }
}
