import { expect, test } from 'vitest'
import { refusal, refusalCases } from '../src/gate/refusal.ts'

test.each(refusalCases)('a request is refused in the case %s by an error of the spec', (when) => {
  expect(refusal(when)).toMatchObject({ code: expect.any(String), status: expect.any(Number) })
})
