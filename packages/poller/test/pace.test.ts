import { describe, expect, test } from 'vitest'
import { Durations } from '../src/pace/durations.ts'
import { delayUntil, fitLogNormal, type Interval, shareBy } from '../src/pace/log-normal.ts'
import { growingPace, learnedPace } from '../src/pace/pace.ts'
import { seeded } from './setup.ts'

const truth = { mu: Math.log(20_000), sigma: 0.5 }

function* draws(count: number, random: () => number): Generator<number> {
  for (let at = 0; at < count; at += 1)
    yield Math.exp(truth.mu + truth.sigma * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()))
}

/** How work of a duration shows to looks every few seconds. */
function seenBy(durationMs: number, everyMs: number): Interval {
  const looks = Math.ceil(durationMs / everyMs)
  return { afterMs: (looks - 1) * everyMs, byMs: looks * everyMs }
}

describe('durations that are seen as intervals', () => {
  test('the normal distribution has its known shares', () => {
    const standard = { mu: 0, sigma: 1 }
    for (const [x, share] of [
      [-1.959964, 0.025],
      [-1, 0.158655],
      [0, 0.5],
      [1, 0.841345],
      [2.575829, 0.995],
    ] as const)
      expect(shareBy(standard, Math.exp(x))).toBeCloseTo(share, 5)
  })

  test('give back the distribution that they come from', () => {
    const fit = fitLogNormal([...draws(2_000, seeded(1))].map((ms) => seenBy(ms, 6_000)))
    expect(Math.exp(fit.mu)).toBeGreaterThan(19_000)
    expect(Math.exp(fit.mu)).toBeLessThan(21_000)
    expect(fit.sigma).toBeGreaterThan(0.46)
    expect(fit.sigma).toBeLessThan(0.54)
  })

  test('are not taken for short because the short ones end first', () => {
    const all = [...draws(400, seeded(2))]
    const bySoon = all.map((ms): Interval => (ms < 12_000 ? seenBy(ms, 3_000) : { afterMs: 12_000, byMs: Number.POSITIVE_INFINITY }))
    expect(bySoon.filter(({ byMs }) => byMs === Number.POSITIVE_INFINITY).length).toBeGreaterThan(200)
    const fit = fitLogNormal(bySoon)
    expect(Math.exp(fit.mu)).toBeGreaterThan(16_000)
    expect(Math.exp(fit.mu)).toBeLessThan(25_000)
  })

  test('few that are alike do not make it sure of itself', () => {
    expect(fitLogNormal(Array.from({ length: 3 }, () => ({ afterMs: 9_900, byMs: 10_100 }))).sigma).toBeGreaterThan(0.3)
  })
})

describe('the policy of polls', () => {
  test.each([
    [4.4, 2.0],
    [3.3, 2.8],
    [2.5, 3.9],
  ])('that takes %d polls leaves hardly more than the %d s of the optimum for that many', (polls, optimumS) => {
    let [taken, waste] = [0, 0]
    const count = 20_000
    for (const duration of draws(count, seeded(3))) {
      let age = 0
      do {
        age += delayUntil(truth, age, 1 / polls)
        taken += 1
      } while (age < duration)
      waste += age - duration
    }
    expect(taken / count / polls).toBeGreaterThan(0.97)
    expect(taken / count / polls).toBeLessThan(1.03)
    expect(waste / count / 1000 / optimumS).toBeGreaterThan(0.95)
    expect(waste / count / 1000 / optimumS).toBeLessThan(1.05)
  })

  test('goes on for work that takes far longer than any before', () => {
    for (const age of [200_000, 10 ** 7, 10 ** 12]) expect(delayUntil(truth, age, 0.3)).toBeGreaterThan(1_000)
  })
})

describe('learning', () => {
  const learned = (durations: Durations, count: number) => {
    for (const ms of draws(count, seeded(4))) durations.learn({ resource: 'VpnConnection', ...seenBy(ms, 5_000) })
  }

  test('begins with a few endings, for their kind alone', () => {
    const durations = new Durations()
    expect(durations.delayMs('VpnConnection', 0)).toBeUndefined()
    learned(durations, 20)
    expect(durations.delayMs('VpnConnection', 0)).toBeGreaterThan(8_000)
    expect(durations.delayMs('IpsecServer', 0)).toBeUndefined()
  })

  test('forgets how it was long ago', () => {
    const durations = new Durations()
    learned(durations, 500)
    for (let at = 0; at < 300; at += 1) durations.learn({ resource: 'VpnConnection', afterMs: 190_000, byMs: 210_000 })
    expect(durations.delayMs('VpnConnection', 0)).toBeGreaterThan(100_000)
  })

  test('ends with a piece of work once, however often that is told', () => {
    const durations = new Durations()
    const told: unknown[] = []
    const work = durations.watch('VpnConnection', (duration) => told.push(duration))
    work.goesOn(4_000)
    work.goesOn(3_000)
    work.ended(9_000)
    work.ended(12_000)
    expect(told).toEqual([{ resource: 'VpnConnection', afterMs: 4_000, byMs: 9_000 }])
  })

  test('keeps delays within a floor and a ceiling, with jitter', () => {
    const durations = new Durations()
    for (let at = 0; at < 30; at += 1) durations.learn({ resource: 'VpnConnection', afterMs: 3_600_000, byMs: 4_000_000 })
    const pace = learnedPace(durations, { minMs: 3_000, maxMs: 15_000 }, 60_000, seeded(5))
    const delays = Array.from({ length: 50 }, () => pace.delayMs('VpnConnection', 0))
    expect(Math.max(...delays)).toBeLessThanOrEqual(60_000)
    expect(new Set(delays).size).toBe(50)
    const quick = new Durations()
    for (let at = 0; at < 30; at += 1) quick.learn({ resource: 'VpnConnection', afterMs: 10, byMs: 20 })
    expect(learnedPace(quick, { minMs: 3_000, maxMs: 15_000 }, 60_000, seeded(5)).delayMs('VpnConnection', 0)).toBe(3_000)
  })

  test('looks at work of which nothing is known grow rarer as it grows older', () => {
    const pace = growingPace({ minMs: 3_000, maxMs: 15_000 }, () => 0.999)
    const delays = [0, 6_000, 12_000, 24_000, 600_000].map((age) => pace.delayMs('VpnConnection', age))
    expect(delays).toEqual(delays.toSorted((a, b) => a - b))
    expect(delays.at(-1)).toBeLessThanOrEqual(15_000)
    expect(delays[0]).toBeLessThanOrEqual(6_000)
  })
})
