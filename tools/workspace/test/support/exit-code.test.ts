import { expect, test } from 'vitest'
import { exitCodeOf } from '../../src/exit-code.ts'

test('any problem is a failure', () => {
  expect(exitCodeOf([])).toBe(0)
  expect(exitCodeOf(['one'])).toBe(1)
})
