import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator, createVirtualClock } from '@vpn-gateway/emulator'
import { describe, expect, test } from 'vitest'
import { createRetryBudget, type RetryBudgetOptions, retry } from '../src/index.ts'
import { optionError, seeded } from './setup.ts'

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
