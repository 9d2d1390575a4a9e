import { expect, test } from 'vitest'
import { optimalOvershootMs } from '../../src/simulation/optimum.ts'

// Known limits for a log-normal duration, median 20 s, sigma 0.5; both figures are rounded, hence two percent.
test.each([
  [4.35, 2.0],
  [3.25, 2.8],
  [2.47, 3.9],
  [1.95, 5.3],
])('with %d polls the optimal policy leaves about %d s', (polls, seconds) => {
  expect(optimalOvershootMs(20_000, 0.5, polls) / 1000 / seconds).toBeGreaterThan(0.98)
  expect(optimalOvershootMs(20_000, 0.5, polls) / 1000 / seconds).toBeLessThan(1.02)
})
