import { createVpnGatewayClient } from '@vpn-gateway/client'
import { type Clock, NetworkError, type RetryContext, ServiceError } from '@vpn-gateway/core'
import { createEmulator, createVirtualClock } from '@vpn-gateway/emulator'
import { describe, expect, test } from 'vitest'
import { backoffMs } from '../src/backoff.ts'
import { createRetryBudget, type RetryBudgetOptions, type RetryNotice, retry } from '../src/index.ts'
import { RateLimiter } from '../src/teardown/rate-limiter.ts'
import { optionError, seeded } from './setup.ts'

function refused(kind: ServiceError['kind'], retryAfterMs?: number): ServiceError {
  return new ServiceError({ code: `Code.${kind}`, kind, message: 'm', status: 400, retryAfterMs })
}

/** Runs a policy against attempts that fail as listed and then succeed. */
async function run(policy: ReturnType<typeof retry>, failures: readonly unknown[], context: Partial<RetryContext> = {}) {
  let now = 0
  const delays: number[] = []
  const clock: Clock = {
    now: () => now,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted()
      delays.push(ms)
      now += ms
    },
  }
  let attempts = 0
  const attempt = async () => {
    attempts += 1
    if (attempts <= failures.length) throw failures[attempts - 1]
    return 'done'
  }
  const outcome = await policy(attempt, { operation: 'DeleteVpnConnection', repeatable: true, clock, ...context } as RetryContext).catch(
    (error) => error,
  )
  return { outcome, attempts, delays }
}

const policy = retry({ random: seeded(1) })

describe('by the kind of the error', () => {
  test('busy is waited for, longer than anything else', async () => {
    const { outcome, attempts, delays } = await run(
      policy,
      Array.from({ length: 12 }, () => refused('busy')),
    )
    expect(outcome).toBe('done')
    expect(attempts).toBe(13)
    for (const delay of delays) expect(delay).toBeGreaterThanOrEqual(2_000)
  })

  test('busy for ever ends within its time', async () => {
    const { outcome, delays } = await run(
      policy,
      Array.from({ length: 1000 }, () => refused('busy')),
    )
    expect(outcome).toMatchObject({ kind: 'busy' })
    const waited = delays.reduce((sum, delay) => sum + delay, 0)
    expect(waited).toBeLessThanOrEqual(300_000)
    expect(waited).toBeGreaterThan(280_000)
  })

  test('a throttle waits at least as long as its hint', async () => {
    const { outcome, delays } = await run(policy, [refused('throttled', 7_000)], { repeatable: false })
    expect(outcome).toBe('done')
    expect(delays[0]).toBeGreaterThanOrEqual(7_000)
  })

  test('a hint that is too long is not waited for', async () => {
    expect(await run(policy, [refused('throttled', 3_600_000)])).toMatchObject({ attempts: 1, outcome: { kind: 'throttled' } })
  })

  test('a passing fault is repeated where that does no harm', async () => {
    expect(await run(policy, [refused('transient'), new NetworkError({})])).toMatchObject({ outcome: 'done', attempts: 3 })
    expect(await run(policy, [refused('transient')], { repeatable: false })).toMatchObject({ attempts: 1, outcome: { kind: 'transient' } })
  })

  test('a passing fault that stays is given up after five attempts', async () => {
    expect(
      await run(
        policy,
        Array.from({ length: 9 }, () => refused('transient')),
      ),
    ).toMatchObject({ attempts: 5, outcome: { kind: 'transient' } })
  })

  test.each(['stop', 'gone', 'passed'] as const)('%s is never repeated', async (kind) => {
    expect(await run(policy, [refused(kind)])).toMatchObject({ attempts: 1, outcome: { kind } })
  })

  test('what is no error of the family is never repeated', async () => {
    const foreign = new RangeError('a bug')
    expect(await run(policy, [foreign])).toMatchObject({ attempts: 1, outcome: foreign })
  })
})

test('an abort ends it, also during a delay', async () => {
  const aborted = new AbortController()
  const waiting = retry({ onRetry: () => aborted.abort(new Error('enough')) })
  expect(await run(waiting, [refused('busy'), refused('busy')], { signal: aborted.signal })).toMatchObject({
    attempts: 1,
    outcome: { message: 'enough' },
  })
})

test('each repeat is told before its delay', async () => {
  const notices: RetryNotice[] = []
  const { delays } = await run(retry({ onRetry: (notice) => notices.push(notice) }), [refused('busy'), refused('transient')])
  expect(notices).toEqual([
    { operation: 'DeleteVpnConnection', reason: 'busy', code: 'Code.busy', attempt: 1, delayMs: delays[0] },
    { operation: 'DeleteVpnConnection', reason: 'transient', code: 'Code.transient', attempt: 2, delayMs: delays[1] },
  ])
})

test.each([
  [{ maxAttempts: 0 }, 'maxAttempts'],
  [{ maxAttempts: Number.NaN }, 'maxAttempts'],
  [{ busyTimeoutMs: Number.NaN }, 'busyTimeoutMs'],
  [{ backoff: { minMs: 0, maxMs: 10 } }, 'backoff'],
  [{ busyBackoff: { minMs: 20, maxMs: 10 } }, 'busyBackoff'],
])('bounds that cannot be kept are refused: %j', (options, option) => {
  expect(() => retry(options)).toThrow(optionError(option))
})

test('a delay keeps to its bounds and grows', () => {
  const bounds = { minMs: 100, maxMs: 5_000 }
  const random = seeded(7)
  for (let step = 0; step < 200; step += 1) {
    const delay = backoffMs(bounds, step, random)
    expect(delay).toBeGreaterThanOrEqual(100)
    expect(delay).toBeLessThanOrEqual(5_000)
  }
  expect(backoffMs(bounds, 0, () => 0.999)).toBeLessThan(backoffMs(bounds, 3, () => 0.999))
})

function outage(options: RetryBudgetOptions) {
  const clock = createVirtualClock()
  const emulator = createEmulator({ gateways: [{ connections: ['vco-1', 'vco-2'] }], progression: { timeMs: 20_000 }, clock })
  const budget = createRetryBudget({ clock, ...options })
  let isDown = false
  let calls = 0
  const client = createVpnGatewayClient({
    regionId: 'cn-hangzhou',
    clock,
    retry: retry({ budget, random: seeded(1) }),
    fetch: async (request) => {
      calls += 1
      return isDown ? new Response(null, { status: 503 }) : emulator.fetch(request)
    },
  })
  return {
    clock,
    emulator,
    budget,
    client,
    get calls() {
      return calls
    },
    goDown: (value: boolean) => {
      isDown = value
    },
  }
}

describe('a retry budget', () => {
  test('keeps an outage from being multiplied, and its level can be read', async () => {
    const world = outage({ capacity: 6, clock: createVirtualClock() })
    world.goDown(true)
    const failures = await Promise.allSettled(Array.from({ length: 50 }, () => world.client.describeRegions()))
    expect(failures.every(({ status }) => status === 'rejected')).toBe(true)
    expect(world.calls).toBe(50 + 6)
    expect(world.budget.level).toBe(0)
    world.goDown(false)
    for (let success = 0; success < 10; success += 1) await world.client.describeRegions()
    expect(world.budget.level).toBeCloseTo(1)
  })

  test('comes back with time, up to its capacity', async () => {
    const clock = createVirtualClock()
    const world = outage({ capacity: 4, clock })
    world.goDown(true)
    await world.client.describeRegions().catch(() => {})
    expect(world.budget.level).toBeLessThan(4)
    await clock.sleep(1_000)
    expect(world.budget.level).toBe(4)
  })

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('of a capacity of %j is refused', (capacity) => {
    expect(() => createRetryBudget({ capacity })).toThrow(optionError('capacity'))
  })
})

function paced(mostPerSecond: number) {
  const clock = createVirtualClock()
  const rate = new RateLimiter(clock, mostPerSecond)
  const limited = rate.around((attempt) => attempt())
  const context = { operation: 'DescribeRegions', repeatable: true, clock } as unknown as RetryContext
  return { clock, rate, send: (attempt: () => Promise<unknown>) => limited(attempt, context) }
}

const throttled = (retryAfterMs?: number) => () => Promise.reject(refused('throttled', retryAfterMs))

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
