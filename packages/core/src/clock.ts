/** Everything that takes time asks one of these; give your own to own the time. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Milliseconds since any moment, which no correction of the clock moves; limits of time go by it. `now` where it is not given. */
  elapsed?(): number
  /**
   * Where the time is virtual: keeps it from moving until the returned function is called, while work of our own takes turns of
   * the event loop: in browsers signing and reading do.
   */
  hold?(): () => void
  /** Resolves after `ms` milliseconds; rejects with the signal's reason at its abort, and leaves no timer. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Longer timers fire at once in every runtime. */
const longestTimerMs = 2 ** 31 - 1

/** The time of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const onAbort = () => {
        clearTimeout(timer)
        reject(signal?.reason)
      }
      const timer = setTimeout(
        () => {
          signal?.removeEventListener('abort', onAbort)
          resolve()
        },
        Math.min(Math.max(ms, 0), longestTimerMs),
      )
      signal?.addEventListener('abort', onAbort, { once: true })
    }),
}
