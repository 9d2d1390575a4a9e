import { resourceFacts } from '@vpn-gateway/core'
import { backoffMs, clipped, monotonic } from '../backoff.ts'
import { DeletionError, isPassing } from '../errors.ts'
import type { ResourceRef } from '../service/resource-ref.ts'
import type { TeardownContext } from './context.ts'

/** Says whether a gateway reads idle now. */
export async function isIdle({ engine, signal }: TeardownContext, parent: ResourceRef): Promise<boolean> {
  const { gateway } = await engine.reader.gateway(parent, signal)
  return gateway === 'idle' || gateway === 'locked'
}

/**
 * Waits until a gateway is idle, and gives whether it exists.
 *
 * @throws {DeletionError} `GatewayOccupied` where it does not read idle in time, `CannotObserve` where only refusals and
 *   unexpected responses come.
 */
export async function waitUntilIdle({ engine, signal, timeoutMs }: TeardownContext, parent: ResourceRef): Promise<boolean> {
  const { clock, backoff, random, unknownTimeoutMs } = engine.settings
  const startedAt = monotonic(clock)
  let seenAt = startedAt
  for (let polls = 0; ; polls += 1) {
    signal.throwIfAborted()
    const { gateway, status, error } = await engine.reader.gateway(parent, signal)
    if (gateway === 'idle' || gateway === 'locked') return true
    if (gateway === 'absent') return false
    const now = monotonic(clock)
    if (gateway !== 'unknown' || isPassing(error)) seenAt = now
    const { title } = resourceFacts(parent.kind)
    if (now - seenAt >= unknownTimeoutMs)
      throw new DeletionError(
        'CannotObserve',
        parent.id,
        `the ${title} could not be read for ${unknownTimeoutMs} ms (${error?.message})`,
        error,
      )
    const leftMs = startedAt + timeoutMs - now
    if (leftMs <= 0) {
      const what = error ? `it could not be read (${error.message})` : `it reads ${status}`
      throw new DeletionError('GatewayOccupied', parent.id, `the ${title} was not idle for ${timeoutMs} ms: ${what}`, error)
    }
    await clock.sleep(clipped(backoffMs(backoff, polls, random), leftMs), signal)
  }
}
