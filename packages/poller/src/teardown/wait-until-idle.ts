import { resourceFacts } from '@vpn-gateway/core'
import { backoffMs, clipped, monotonic } from '../backoff.ts'
import { DeletionError, isPassing } from '../errors.ts'
import { isIdle } from '../service/reader.ts'
import type { ResourceRef } from '../service/resource-ref.ts'
import type { TeardownContext } from './context.ts'

/** Waits until a gateway is idle, and gives whether it exists. @throws {DeletionError} where it is not seen idle in time. */
export async function waitUntilIdle({ engine, signal }: TeardownContext, parent: ResourceRef, timeoutMs: number): Promise<boolean> {
  const { clock, backoff, random, unknownTimeoutMs } = engine.settings
  const { title } = resourceFacts(parent.kind)
  const startedAt = monotonic(clock)
  let unseenSince: number | undefined
  for (let polls = 0; ; polls += 1) {
    const { gateway, status, error } = await engine.reader.gateway(parent, signal)
    if (isIdle(gateway)) return true
    if (gateway === 'absent') return false
    const now = monotonic(clock)
    unseenSince = !error || isPassing(error) ? undefined : (unseenSince ?? now)
    const reason = error?.message ?? `it reads ${status}`
    const leftMs = Math.min(startedAt + timeoutMs, (unseenSince ?? now) + unknownTimeoutMs) - now
    if (leftMs <= 0)
      throw new DeletionError(
        unseenSince === undefined ? 'GatewayOccupied' : 'CannotObserve',
        parent.id,
        `the ${title} was not seen idle: ${reason}`,
        error,
      )
    await clock.sleep(clipped(backoffMs(backoff, polls, random), leftMs), signal)
  }
}
