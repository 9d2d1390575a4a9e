/** Source of all time; with one of their own, callers control it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Milliseconds since any moment, monotonic: no correction of the clock moves it, and time limits go by it. @defaultValue `now` */
  elapsed?(): number
  /**
   * Keeps a virtual time from moving until the returned function is called, while signing and reading take turns of the event
   * loop, as they do in browsers.
   */
  hold?(): () => void
  /** Resolves after `ms` milliseconds; rejects with the signal's reason at its abort, and leaves no timer. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Gives the milliseconds since any moment, monotonic where the clock is: ages and time limits go by it. */
export function monotonic(clock: Clock): number {
  return clock.elapsed?.() ?? clock.now()
}

/** Key under which a client carries its clock, for those who wait for what it began. */
export const clockOfClient: unique symbol = Symbol.for('@vpn-gateway/clock')

/** Gives the clock of a client; that of the machine where it has none. */
export function clockOf(client: object): Clock {
  return (client as { readonly [clockOfClient]?: Clock } | null)?.[clockOfClient] ?? systemClock
}

/** Gives work during which a virtual time does not move. */
export function held<T>(clock: Clock, work: Promise<T>): Promise<T> {
  const release = clock.hold?.()
  return release ? work.finally(release) : work
}

/** Longer timers fire at once in every runtime. */
const longestTimerMs = 2 ** 31 - 1

/** Calls back after so many milliseconds, unless what it gives is called before. */
export function after(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, Math.min(Math.max(ms, 0), longestTimerMs))
  return () => clearTimeout(timer)
}

/** Timers count whole milliseconds from the beginning of a turn of the event loop, and so may fire early, by this at most. */
const mostEarlyMs = 100

/** Clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const onAbort = () => {
        callOff()
        reject(signal?.reason)
      }
      const endsAt = performance.now() + ms
      const wake = () => {
        const leftMs = endsAt - performance.now()
        // What is left of far more is that of a clock that a test has put in the place of timers alone.
        if (leftMs > 0 && leftMs < mostEarlyMs) callOff = after(leftMs, wake)
        else {
          signal?.removeEventListener('abort', onAbort)
          resolve()
        }
      }
      let callOff = after(ms, wake)
      signal?.addEventListener('abort', onAbort, { once: true })
    }),
}
