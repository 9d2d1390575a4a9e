import type { Clock } from '@vpn-gateway/core'

/** Waits for a promise, but not past an abort. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal?.reason)
    signal?.addEventListener('abort', onAbort, { once: true })
    promise.finally(() => signal?.removeEventListener('abort', onAbort)).then(resolve, reject)
    if (signal?.aborted) onAbort()
  })
}

/** Waits for a step, but no longer than a time, and not past an abort; `leave` is called where it did not end. */
export async function within(step: Promise<unknown>, clock: Clock, ms: number, leave: () => void, signal?: AbortSignal): Promise<void> {
  const stop = new AbortController()
  let isOver = false
  const watched = step.finally(() => {
    isOver = true
  })
  try {
    const late = ms === Number.POSITIVE_INFINITY ? new Promise(() => {}) : clock.sleep(ms, stop.signal)
    await orAborted(Promise.race([watched, late]), signal)
  } finally {
    // An abort without a reason makes an error each time.
    stop.abort('over')
    if (!isOver) leave()
  }
}
