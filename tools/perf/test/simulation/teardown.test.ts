import { describe, expect, test } from 'vitest'
import { ours, pollAtOnce, terraform } from '../../src/simulation/policies.ts'
import { meanOfSeeds } from '../../src/simulation/trace.ts'

const many = { gateways: 100, connections: 10 }
const one = { gateways: 1, connections: 100 }

describe.each([
  { name: '1,000 connections on 100 gateways', size: many, seeds: 2, time: 1.15 },
  { name: '100 connections on one gateway', size: one, seeds: 8, time: 1.2 },
])('$name', ({ size, seeds, time }) => {
  test('takes little longer than the work, few calls, and no refusal', async () => {
    const figures = await meanOfSeeds(ours(1), size, seeds)
    expect(figures).toMatchObject({ refusals: 0, givenUp: 0, early: 0 })
    expect(figures.time).toBeLessThanOrEqual(time)
    expect(figures.callsPerDeletion).toBeLessThanOrEqual(5)
  })

  test('two confirmations take a call more', async () => {
    const figures = await meanOfSeeds(ours(2), size, seeds)
    expect(figures).toMatchObject({ refusals: 0, givenUp: 0, early: 0 })
    expect(figures.callsPerDeletion).toBeLessThanOrEqual(6.5)
  })
})

test('the ways of others are refused, give up, or report early', async () => {
  const size = { gateways: 5, connections: 10 }
  const [others, pages] = [await meanOfSeeds(terraform, size, 1), await meanOfSeeds(pollAtOnce, size, 1)]
  expect(others.refusals).toBeGreaterThan(100)
  expect(pages.early).toBe(50)
})
