import { expect, test } from 'vitest'
import { createVirtualClock } from '../src/index.ts'
import { createAdjustableClock } from '../src/node.ts'
import { optionError } from './scenario.ts'

test('moves by itself to the next sleeper, in order', async () => {
  const clock = createVirtualClock({ startMs: 0 })
  const woken: [string, number][] = []
  const sleep = async (name: string, ms: number) => {
    await clock.sleep(ms)
    woken.push([name, clock.now()])
  }
  await Promise.all([sleep('late', 60_000), sleep('early', 1_000), sleep('middle', 30_000)])
  expect(woken).toEqual([
    ['early', 1_000],
    ['middle', 30_000],
    ['late', 60_000],
  ])
})

test('stands still while it is held', async () => {
  const clock = createVirtualClock({ startMs: 0 })
  const release = clock.hold()
  const sleep = clock.sleep(1_000)
  await new Promise((resolve) => setTimeout(resolve))
  expect(clock.now()).toBe(0)
  release()
  await sleep
  expect(clock.now()).toBe(1_000)
})

test('moves only by hand where that is asked for', async () => {
  const clock = createVirtualClock({ startMs: 0, auto: false })
  let awake = false
  void clock.sleep(1_000).then(() => {
    awake = true
  })
  await clock.advance(999)
  expect([awake, clock.now()]).toEqual([false, 999])
  await clock.advance(1)
  expect([awake, clock.now()]).toEqual([true, 1_000])
})

test('an abort wakes a sleeper with its reason and leaves none behind', async () => {
  const clock = createVirtualClock({ auto: false })
  const aborted = new AbortController()
  const sleep = clock.sleep(1_000, aborted.signal)
  expect(clock.sleepers).toBe(1)
  aborted.abort(new Error('enough'))
  await expect(sleep).rejects.toThrow('enough')
  expect(clock.sleepers).toBe(0)
})

test('moving it on by hand never takes it back, and wakes no longer sleep', async () => {
  const clock = createVirtualClock({ startMs: 0 })
  const woken: number[] = []
  const release = clock.hold()
  for (const ms of [100, 1000]) void clock.sleep(ms).then(() => woken.push(clock.now()))
  const moved = clock.advance(500)
  release()
  await moved
  expect([clock.now(), woken]).toEqual([500, [100]])
})

test('two who move it on move it twice', async () => {
  const clock = createVirtualClock({ startMs: 0, auto: false })
  await Promise.all([clock.advance(100), clock.advance(100)])
  expect(clock.now()).toBe(200)
})

test.each([-5, Number.NaN, Number.POSITIVE_INFINITY, '5'])('it cannot be moved on by %s', (ms) => {
  expect(() => createVirtualClock().advance(ms as number)).toThrow(optionError('ms'))
})

test.each([3_600_000, -3_600_000])('a step of %i ms moves the wall time at once, and nothing else', async (ms) => {
  const clock = createVirtualClock({ startMs: 5_000, auto: false })
  let isAwake = false
  void clock.sleep(1_000).then(() => {
    isAwake = true
  })
  await clock.advance(400)
  const before = clock.elapsed()
  clock.step(ms)
  expect([clock.now(), clock.elapsed()]).toEqual([5_400 + ms, before])
  await clock.advance(599)
  expect([isAwake, clock.now(), clock.elapsed(), clock.sleepers]).toEqual([false, 5_999 + ms, before + 599, 1])
  await clock.advance(1)
  expect([isAwake, clock.now(), clock.elapsed()]).toEqual([true, 6_000 + ms, before + 600])
})

test('a step wakes no sleep where the clock moves by itself', async () => {
  const clock = createVirtualClock({ startMs: 0 })
  const sleep = clock.sleep(1_000)
  clock.step(10_000)
  await sleep
  expect([clock.now(), clock.elapsed()]).toEqual([11_000, 1_000])
})

/** Gives how far a clock is ahead of the machine's, to the second. */
const aheadOf = (clock: { now(): number }) => Math.round((clock.now() - Date.now()) / 1000)

test.each([3_600_000, -3_600_000])('a step of %i ms moves the wall time of an adjustable clock at once, and nothing else', async (ms) => {
  const clock = createAdjustableClock()
  let isAwake = false
  const sleep = clock.sleep(60_000).then(() => {
    isAwake = true
  })
  const before = clock.elapsed()
  clock.step(ms)
  expect(aheadOf(clock)).toBe(ms / 1000)
  await new Promise(setImmediate)
  expect([isAwake, clock.elapsed() - before < 10_000]).toEqual([false, true])
  await clock.advance(60_000)
  await sleep
  expect([aheadOf(clock), Math.round((clock.elapsed() - before) / 1000)]).toEqual([ms / 1000 + 60, 60])
})

test.each([createVirtualClock, createAdjustableClock])('the wall time that %o makes can be moved by numbers alone', (createClock) => {
  for (const ms of [Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, '5'])
    expect(() => createClock().step(ms as number)).toThrow(optionError('ms'))
})

const noSignals = [
  {},
  null,
  5,
  { aborted: true },
  { addEventListener() {} },
  { aborted: false, addEventListener() {}, removeEventListener() {} },
]

test.each(noSignals)('a sleep with %j for a signal is refused, and there is no sleeper', async (signal) => {
  const refused = optionError('signal', /^must be an AbortSignal$/)
  await expect(createAdjustableClock().sleep(0, signal as never)).rejects.toThrow(refused)
  const clock = createVirtualClock({ startMs: 0 })
  await expect(clock.sleep(10, signal as never)).rejects.toThrow(refused)
  expect(clock.sleepers).toBe(0)
  await clock.advance(20)
  expect(clock.now()).toBe(20)
})
