import type { Clock } from '@vpn-gateway/core'

/** Waits for a promise, but not past an abort. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const onAbort = () => reject(signal?.reason)
    signal?.addEventListener('abort', onAbort, { once: true })
    promise.finally(() => signal?.removeEventListener('abort', onAbort)).then(resolve, reject)
  })
}

/** Waits for a step, but no longer than a time, and not past an abort; `leave` is called where it did not end. */
export async function within(step: Promise<unknown>, clock: Clock, ms: number, leave: () => void, signal?: AbortSignal): Promise<void> {
  const stop = new AbortController()
  // Not `AbortSignal.any`, which refuses signals of another realm.
  const onAbort = () => stop.abort(signal?.reason)
  if (signal?.aborted) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  let isOver = false
  const watched = step.finally(() => {
    isOver = true
  })
  try {
    const late = ms === Number.POSITIVE_INFINITY ? orAborted(new Promise(() => {}), stop.signal) : clock.sleep(ms, stop.signal)
    await Promise.race([watched, late])
  } finally {
    signal?.removeEventListener('abort', onAbort)
    stop.abort()
    if (!isOver) leave()
  }
}
