import { type Clock, systemClock } from '@vpn-gateway/core'
import { styled, terminal } from '../terminal.ts'

/** Reads that take no longer need no word. */
const quietMs = 1_000

/** Waits for reads, and says that they go on where they take longer than about a second. */
export async function whileReading<T>(reads: Promise<T>, clock: Clock = systemClock): Promise<T> {
  const ended = new AbortController()
  clock.sleep(quietMs, ended.signal).then(
    () => terminal.say(styled('gray', 'Reading…')),
    () => {},
  )
  try {
    return await reads
  } finally {
    ended.abort()
  }
}
