import { expect, test } from 'vitest'
import { createAdjustableClock } from '../src/node.ts'
import { optionError } from './scenario.ts'

/** Gives how far a clock is ahead of the machine's, to the second. */
const aheadOf = (clock: { now(): number }) => Math.round((clock.now() - Date.now()) / 1000)
const turn = () => new Promise((resolve) => setImmediate(resolve))

test.each([3_600_000, -3_600_000])('a step of %i ms moves the wall time at once, and nothing else', async (ms) => {
  const clock = createAdjustableClock()
  let isAwake = false
  const sleep = clock.sleep(60_000).then(() => {
    isAwake = true
  })
  const before = clock.elapsed()
  clock.step(ms)
  expect(aheadOf(clock)).toBe(ms / 1000)
  await turn()
  expect([isAwake, clock.elapsed() - before < 10_000]).toEqual([false, true])
  await clock.advance(60_000)
  await sleep
  expect([aheadOf(clock), Math.round((clock.elapsed() - before) / 1000)]).toEqual([ms / 1000 + 60, 60])
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, '5'])('it cannot be moved by %s', async (ms) => {
  expect(() => createAdjustableClock().step(ms as number)).toThrow(optionError('ms'))
})

test.each([{}, null, { aborted: true }])('a sleep with %j for a signal is refused', async (signal) => {
  await expect(createAdjustableClock().sleep(0, signal as never)).rejects.toThrow(optionError('signal', /^must be an AbortSignal$/))
})
