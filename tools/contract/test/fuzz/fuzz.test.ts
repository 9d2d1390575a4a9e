import { expect, test } from 'vitest'
import { runFuzz } from '../../src/fuzz/fuzz.ts'

test('2,000 malformed requests change nothing, and the emulator goes on answering', async () => {
  const { requests, answers, violation } = await runFuzz({ seed: 1, requests: 2000 })
  expect(violation).toBeUndefined()
  expect(requests).toBe(2000)
  // Each way of refusing was met, so that none of the generators sends what is refused for another reason alone.
  expect(Object.keys(answers)).toEqual(expect.arrayContaining(['400', '403', '404', '405', '408', '413', '421', '431', 'none']))
})
