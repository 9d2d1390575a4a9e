import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backoffMs, clipped, longestDelayMs } from '../src/backoff.ts'
import { parseState } from '../src/engine/parse-state.ts'
import { type DeletionState, deletionPhases } from '../src/engine/state.ts'
import { readEntries } from '../src/teardown/journal.ts'
import { delayUntil, fitLogNormal } from '../src/teardown/log-normal.ts'

const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('delays', () => {
  test('keep their floor and their ceiling, and what a timer can keep, whatever the step', () => {
    const bounds = fc.tuple(fc.double({ min: 0.001, max: 10 ** 12, noNaN: true }), fc.double({ min: 1, max: 10 ** 6, noNaN: true }))
    fc.assert(
      fc.property(bounds, fc.double({ min: 0, max: 10 ** 9, noNaN: true }), fraction, ([minMs, factor], step, random) => {
        const maxMs = minMs * factor
        const delay = backoffMs({ minMs, maxMs }, step, () => random)
        expect(delay).toBeGreaterThanOrEqual(Math.min(minMs, longestDelayMs))
        expect(delay).toBeLessThanOrEqual(Math.min(Math.max(maxMs, minMs), longestDelayMs))
      }),
    )
  })

  test('end no later than what is left', () => {
    const any = fc.double({ noNaN: true })
    fc.assert(
      fc.property(any, any, (delay, left) => {
        const ms = clipped(delay, left)
        expect(ms).toBeGreaterThanOrEqual(0)
        expect(ms).toBeLessThanOrEqual(longestDelayMs)
        expect(ms).toBeLessThanOrEqual(Math.max(left, 0))
      }),
    )
  })

  test('that were learned are finite and positive, whatever the intervals', () => {
    const interval = fc
      .tuple(fc.nat(10 ** 9), fc.nat(10 ** 9), fc.boolean())
      .map(([from, length, hasEnded]) => ({ afterMs: from, byMs: hasEnded ? from + length : Number.POSITIVE_INFINITY }))
    const intervals = fc
      .tuple(fc.array(interval, { maxLength: 40 }), fc.nat(10 ** 9))
      .map(([some, byMs]) => [...some, { afterMs: 0, byMs }])
    fc.assert(
      fc.property(intervals, fc.nat(10 ** 9), (seen, age) => {
        const fit = fitLogNormal(seen)
        expect(Number.isFinite(fit.mu) && fit.sigma > 0).toBe(true)
        const delay = delayUntil(fit, age, 0.65)
        expect(Number.isFinite(delay) && delay > 0).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

const state: fc.Arbitrary<DeletionState> = fc.record(
  {
    version: fc.constant(2 as const),
    resource: fc.constant('VpnConnection' as const),
    id: fc.stringMatching(/^vco-[a-z0-9]{1,20}$/),
    parentId: fc.stringMatching(/^vpn-[a-z0-9]{1,20}$/),
    clientToken: fc.stringMatching(/^[\x21-\x7e]{1,64}$/),
    phase: fc.constantFrom(...deletionPhases),
    atMs: fc.nat(),
    afterMs: fc.nat(),
    ageMs: fc.nat(),
    streak: fc.record({ verdict: fc.constantFrom('gone', 'failed', 'idle', 'notBegun'), times: fc.nat(), heldMs: fc.nat() }),
    failure: fc.constantFrom('DeletionFailed', 'ResourceAbsent'),
  },
  { requiredKeys: ['version', 'resource', 'id', 'clientToken', 'phase', 'atMs', 'afterMs'] },
)

describe('the form that outlives a process', () => {
  test('comes back as it was', () => {
    fc.assert(
      fc.property(state, (given) => {
        expect(parseState(JSON.stringify(given))).toEqual(given)
      }),
    )
  })

  test('is read whole or refused with a typed error, whatever was done to it', () => {
    const damage = fc.tuple(state, fc.constantFrom('version', 'resource', 'id', 'parentId', 'clientToken', 'phase', 'atMs'), fc.jsonValue())
    fc.assert(
      fc.property(damage, ([given, field, value]) => {
        const damaged = JSON.stringify({ ...given, [field]: value })
        // JSON has no negative zero.
        const { [field]: written } = JSON.parse(damaged)
        try {
          expect(parseState(damaged)).toMatchObject({ [field]: written })
        } catch (error) {
          expect(error).toMatchObject({ name: 'OptionError', option: `state.${field}` })
        }
      }),
    )
  })

  test('any text is refused with a typed error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(() => parseState(text)).toThrow(expect.objectContaining({ name: 'OptionError' }))
      }),
    )
  })
})

test('a journal that is cut off anywhere is a journal', () => {
  const entry = fc.oneof(
    state.map((each) => ({ state: each })),
    fc.array(fc.stringMatching(/^vco-[a-z]{1,5}$/)).map((targets) => ({ targets })),
  )
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 30 }), fc.nat(30), (entries, kept) => {
      const [before, after] = [readEntries(entries.slice(0, kept)), readEntries(entries)]
      // Nothing that was known before is lost by going on.
      for (const id of before.targets) expect(after.targets).toContain(id)
      for (const [id, { phase }] of before.states) if (phase === 'gone') expect(after.states.get(id)?.phase).toBe('gone')
    }),
  )
})
