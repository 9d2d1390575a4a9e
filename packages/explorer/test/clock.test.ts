import { expect, test } from 'vitest'
import { aheadOf } from '../src/page/emulator/clock.ts'

test('a clock that may be as far ahead as it was is so still, however long its answer took', () => {
  expect(aheadOf(0, { clockMs: 1010, sentAtMs: 1000, answeredAtMs: 1020 })).toBe(0)
  expect(aheadOf(0, { clockMs: 1010, sentAtMs: 1000, answeredAtMs: 9000 })).toBe(0)
  expect(aheadOf(500, { clockMs: 1510, sentAtMs: 1000, answeredAtMs: 1020 })).toBe(500)
})

test('one that cannot be is as near to it as it can be', () => {
  expect(aheadOf(0, { clockMs: 61_000, sentAtMs: 1000, answeredAtMs: 1020 })).toBe(59_980)
  expect(aheadOf(0, { clockMs: 500, sentAtMs: 1000, answeredAtMs: 1020 })).toBe(-500)
})
