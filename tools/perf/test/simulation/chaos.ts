import { describe, expect, test } from 'vitest'
import { runChaos, smallChaos } from '../../src/simulation/chaos.ts'

/** Tests teardowns with faults, processes that die and clocks that are stepped, one for each seed. */
export function testChaos(seeds: readonly number[]): void {
  describe('a chaos test, with faults, processes that die and clocks that are stepped', () => {
    test.each(seeds)('leaves nothing, says nothing false, and does nothing twice (seed %i)', async (seed) => {
      const { violations, deaths, clockSteps, requests } = await runChaos({ ...smallChaos, seed })
      expect(violations, `replay it with: npm run storm -- --small --seed ${seed}`).toEqual([])
      expect(deaths).toBeGreaterThan(0)
      expect(clockSteps).toBeGreaterThan(0)
      expect(requests).toBeGreaterThan(500)
    })
  })
}
