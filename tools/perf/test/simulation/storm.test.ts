import { describe, expect, test } from 'vitest'
import { runStorm, smallStorm } from '../../src/simulation/storm.ts'

describe('a storm of faults, with processes that die and clocks that are stepped', () => {
  const seeds = Array.from({ length: 30 }, (_, at) => at + 1)

  test.each(seeds)('leaves nothing, says nothing false, and does nothing twice (seed %i)', async (seed) => {
    const { violations, deaths, clockSteps, requests } = await runStorm({ ...smallStorm, seed })
    expect(violations, `replay it with: npm run storm -- --small --seed ${seed}`).toEqual([])
    expect(deaths).toBeGreaterThan(0)
    expect(clockSteps).toBeGreaterThan(0)
    expect(requests).toBeGreaterThan(500)
  })
})
