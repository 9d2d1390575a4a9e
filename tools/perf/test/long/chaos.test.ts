import { describe, expect, test } from 'vitest'
import { runChaos, smallChaos } from '../../src/simulation/chaos.ts'

describe('a chaos test, with faults, processes that die and clocks that are stepped', () => {
  // The first ones are run by every test.
  const seeds = Array.from({ length: 24 }, (_, at) => at + 7)

  test.each(seeds)('leaves nothing, says nothing false, and does nothing twice (seed %i)', async (seed) => {
    const { violations, deaths, clockSteps, requests } = await runChaos({ ...smallChaos, seed })
    expect(violations, `replay it with: npm run storm -- --small --seed ${seed}`).toEqual([])
    expect(deaths).toBeGreaterThan(0)
    expect(clockSteps).toBeGreaterThan(0)
    expect(requests).toBeGreaterThan(500)
  })
})
