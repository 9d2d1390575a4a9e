import { describe, expect, test } from 'vitest'
import { runStorm } from '../src/storm.ts'

describe('a storm of faults, with processes that die', () => {
  test.each(Array.from({ length: 12 }, (_, at) => at + 1))('leaves nothing, nothing early, nothing twice (seed %i)', async (seed) => {
    const { violations, deaths, requests } = await runStorm({ size: { gateways: 20, connections: 5 }, seed, deaths: 5, faultRate: 0.05 })
    expect(violations, `replay it with: npm run storm -- --seed ${seed}`).toEqual([])
    expect(deaths).toBeGreaterThan(0)
    expect(requests).toBeGreaterThan(500)
  })
})
