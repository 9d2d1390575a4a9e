import { type Clock, systemClock } from '@vpn-gateway/core'

/** The time of the machine, which can be moved on. */
export interface AdjustableClock extends Clock {
  /** Moves the time on, and wakes who waited for less. */
  advance(ms: number): Promise<void>
}

/** A clock that runs as the machine's does and jumps when told to, so that a test over a port need not wait. */
export function createAdjustableClock(): AdjustableClock {
  let ahead = 0
  let moved = new AbortController()
  const now = () => systemClock.now() + ahead
  return {
    now,
    async sleep(ms, signal) {
      const end = now() + ms
      while (now() < end) {
        const either = signal ? AbortSignal.any([signal, moved.signal]) : moved.signal
        await systemClock.sleep(end - now(), either).catch((error) => {
          if (signal?.aborted) throw error
        })
      }
      signal?.throwIfAborted()
    },
    async advance(ms) {
      ahead += ms
      const before = moved
      moved = new AbortController()
      before.abort()
    },
  }
}
