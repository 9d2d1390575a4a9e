import type { Clock } from '../clock.ts'

/**
 * Does work that ends with the caller's abort, or when a time is over, whichever comes first. The work is given a signal
 * for both; it is not waited for past either, and the signal is aborted in any case when the work is over, which frees
 * what was left open.
 *
 * @param late makes the error of a time that is over
 */
export async function withDeadline<T>(
  clock: Clock,
  timeoutMs: number,
  signal: AbortSignal | undefined,
  late: () => Error,
  work: (ending: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted()
  const ending = new AbortController()
  const timer = new AbortController()
  const { promise: ended, reject } = Promise.withResolvers<never>()
  // Nobody listens any more once the race is won by the work.
  ended.catch(() => {})
  const end = (reason: unknown) => {
    reject(reason)
    ending.abort(reason)
  }
  const onAbort = () => end(signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  clock.sleep(timeoutMs, timer.signal).then(
    () => end(late()),
    () => {},
  )
  try {
    return await Promise.race([ended, work(ending.signal)])
  } finally {
    timer.abort()
    signal?.removeEventListener('abort', onAbort)
    ending.abort()
  }
}
