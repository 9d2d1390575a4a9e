import type { Clock } from '@vpn-gateway/core'

/** Waits for a look, but no longer than a time, and not past an abort; `leave` is called where it did not end. */
export async function within(
  look: Promise<unknown>,
  clock: Clock,
  ms: number,
  signal: AbortSignal | undefined,
  leave: () => void,
): Promise<void> {
  const ended = new AbortController()
  const stop = signal ? AbortSignal.any([ended.signal, signal]) : ended.signal
  let over = false
  const watched = look.finally(() => {
    over = true
  })
  try {
    await Promise.race([watched, ms === Number.POSITIVE_INFINITY ? untilAborted(stop) : clock.sleep(ms, stop)])
  } finally {
    ended.abort()
    if (!over) leave()
  }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
