import { type RetryContext, ServiceError } from '@vpn-gateway/core'
import { createVirtualClock } from '@vpn-gateway/emulator'
import { expect, test } from 'vitest'
import { RateLimiter } from '../src/teardown/rate-limiter.ts'

function paced(mostPerSecond: number) {
  const clock = createVirtualClock()
  const rate = new RateLimiter(clock, mostPerSecond)
  const limited = rate.around((attempt) => attempt())
  const context = { operation: 'DescribeRegions', repeatable: true, clock } as unknown as RetryContext
  return { clock, rate, send: (attempt: () => Promise<unknown>) => limited(attempt, context) }
}

const throttled = (retryAfterMs?: number) => async () => {
  throw new ServiceError({ code: 'Throttling.User', kind: 'throttled', status: 400, message: 'm', retryAfterMs })
}

test('a throttle halves the rate, once for all that went at the same time, and it grows again step by step', async () => {
  const { clock, rate, send } = paced(64)
  await Promise.allSettled(Array.from({ length: 10 }, () => send(throttled())))
  expect(rate.perSecond).toBe(32)
  await clock.sleep(1_000)
  await send(throttled()).catch(() => {})
  expect(rate.perSecond).toBe(16.5)
  await clock.sleep(5_000)
  await send(async () => {})
  expect(rate.perSecond).toBe(21.5)
  await clock.sleep(600_000)
  await send(async () => {})
  expect(rate.perSecond).toBe(64)
})

test('a hint holds back every request, and no longer than a minute', async () => {
  const { clock, send } = paced(64)
  const startedAt = clock.now()
  await send(throttled(7_000)).catch(() => {})
  await send(async () => {})
  expect(clock.now() - startedAt).toBeGreaterThanOrEqual(7_000)
  await send(throttled(3_600_000)).catch(() => {})
  await send(async () => {})
  expect(clock.now() - startedAt).toBeLessThan(75_000)
})

test('a rate never falls so low that nothing moves', async () => {
  const { clock, rate, send } = paced(2)
  for (let times = 0; times < 20; times += 1) {
    await clock.sleep(1_000)
    await send(throttled()).catch(() => {})
  }
  expect(rate.perSecond).toBeGreaterThanOrEqual(1)
})
