import { describe, expect, test } from 'vitest'
import { growingPace } from '../src/engine/pace.ts'
import type { DeletionState } from '../src/index.ts'
import { LearnedPace } from '../src/teardown/learned-pace.ts'
import { cumulative, delayUntil, fitLogNormal, type Interval } from '../src/teardown/log-normal.ts'
import { sampleState, seeded } from './setup.ts'

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
    for (const [x, share] of [
      [-1.959964, 0.025],
      [-1, 0.158655],
      [0, 0.5],
      [1, 0.841345],
      [2.575829, 0.995],
    ] as const)
      expect(cumulative(x)).toBeCloseTo(share, 5)
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
  const settings = { backoff: { minMs: 1_000, maxMs: 15_000 }, random: () => 0.5 }
  const begin = () => new LearnedPace(settings, 600_000)
  const grown = growingPace(settings.backoff, settings.random).delayMs('VpnConnection', 0)
  const learned = (pace: LearnedPace, count: number) => {
    for (const ms of draws(count, seeded(4))) pace.learn('VpnConnection', seenBy(ms, 5_000))
  }

  test('begins with a few endings, for their kind alone', () => {
    const pace = begin()
    expect(pace.delayMs('VpnConnection', 0)).toBe(grown)
    learned(pace, 20)
    expect(pace.delayMs('VpnConnection', 0)).toBeGreaterThan(8_000)
    expect(pace.delayMs('IpsecServer', 0)).toBe(grown)
  })

  test('forgets how it was long ago', () => {
    const pace = begin()
    learned(pace, 500)
    for (let at = 0; at < 300; at += 1) pace.learn('VpnConnection', { afterMs: 190_000, byMs: 210_000 })
    expect(pace.delayMs('VpnConnection', 0)).toBeGreaterThan(100_000)
  })

  test('counts a deletion once, from the last poll that saw its work to the first that saw it over; one that failed not at all', () => {
    const pace = begin()
    const note = (id: string, phase: DeletionState['phase'], ageMs: number, isOver = false) =>
      pace.note(sampleState({ id, phase, ageMs }), isOver)
    for (const id of ['vco-1', 'vco-2', 'vco-3']) {
      note(id, 'updating', 4_000)
      note(id, 'failed', 9_000, true)
    }
    expect(pace.delayMs('VpnConnection', 0)).toBe(grown)
    for (const id of ['vco-4', 'vco-5']) {
      note(id, 'accepted', 0)
      note(id, 'updating', 4_000)
      note(id, 'updating', 3_000)
      note(id, 'idle', 9_000, true)
      note(id, 'idle', 12_000, true)
    }
    expect(pace.delayMs('VpnConnection', 0)).toBe(grown)
    const same = begin()
    for (let at = 0; at < 3; at += 1) same.learn('VpnConnection', { afterMs: 4_000, byMs: 9_000 })
    note('vco-6', 'updating', 4_000)
    note('vco-6', 'idle', 9_000, true)
    expect(pace.delayMs('VpnConnection', 0)).toBe(same.delayMs('VpnConnection', 0))
  })

  test('keeps delays within a floor and a ceiling, with jitter', () => {
    const bounded = { backoff: { minMs: 3_000, maxMs: 15_000 }, random: seeded(5) }
    const [slow, quick] = [new LearnedPace(bounded, 60_000), new LearnedPace(bounded, 60_000)]
    for (let at = 0; at < 30; at += 1) slow.learn('VpnConnection', { afterMs: 3_600_000, byMs: 4_000_000 })
    const delays = Array.from({ length: 50 }, () => slow.delayMs('VpnConnection', 0))
    expect(Math.max(...delays)).toBeLessThanOrEqual(60_000)
    expect(new Set(delays).size).toBe(50)
    for (let at = 0; at < 30; at += 1) quick.learn('VpnConnection', { afterMs: 10, byMs: 20 })
    expect(quick.delayMs('VpnConnection', 0)).toBe(3_000)
  })

  test('polls of work of which nothing is known grow rarer as it grows older', () => {
    const pace = growingPace({ minMs: 3_000, maxMs: 15_000 }, () => 0.999)
    const delays = [0, 6_000, 12_000, 24_000, 600_000].map((age) => pace.delayMs('VpnConnection', age))
    expect(delays).toEqual(delays.toSorted((a, b) => a - b))
    expect(delays.at(-1)).toBeLessThanOrEqual(15_000)
    expect(delays[0]).toBeLessThanOrEqual(6_000)
  })
})
