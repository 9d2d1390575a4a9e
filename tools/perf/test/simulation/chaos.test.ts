import { describe, expect, test } from 'vitest'
import { runChaos, smallChaos } from '../../src/simulation/chaos.ts'

describe('a chaos test, with faults, processes that die and clocks that are stepped', () => {
  const seeds = Array.from({ length: 6 }, (_, at) => at + 1)

  test.each(seeds)('leaves nothing, says nothing false, and does nothing twice (seed %i)', async (seed) => {
    const { violations, deaths, clockSteps, requests } = await runChaos({ ...smallChaos, seed })
    expect(violations, `replay it with: npm run storm -- --small --seed ${seed}`).toEqual([])
    expect(deaths).toBeGreaterThan(0)
    expect(clockSteps).toBeGreaterThan(0)
    expect(requests).toBeGreaterThan(500)
  })
})
