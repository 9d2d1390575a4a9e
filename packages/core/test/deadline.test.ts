import { expect, test } from 'vitest'
import { systemClock } from '../src/clock.ts'
import { Deadline, withDeadline } from '../src/transport/deadline.ts'
import { endOf, never, standingClock } from './setup.ts'

function setup() {
  const standing = standingClock()
  const deadline = new Deadline(standing.clock, 100)
  const late: string[] = []
  return { ...standing, deadline, late, start: (name: string) => deadline.start(() => late.push(name)) }
}

test('each piece of work is late by its own time, and leaves no sleeper', async () => {
  const { start, advanceTo, late, sleepers } = setup()
  start('a')
  await advanceTo(40)
  start('b')
  expect(sleepers()).toBe(2)
  await advanceTo(99)
  expect(late).toEqual([])
  await advanceTo(100)
  expect(late).toEqual(['a'])
  expect(sleepers()).toBe(1)
  await advanceTo(140)
  expect(late).toEqual(['a', 'b'])
  expect(sleepers()).toBe(0)
})

test.each([
  [0, ['b', 'c']],
  [1, ['a', 'c']],
  [2, ['a', 'b']],
])('what is called off, here the one at %i, is never late; the others are', async (index, expected) => {
  const { start, advanceTo, late, sleepers } = setup()
  const callOff = ['a', 'b', 'c'].map(start)
  callOff[index]!()
  callOff[index]!()
  await advanceTo(100)
  expect(late).toEqual(expected)
  expect(sleepers()).toBe(0)
})

test('no sleeper is left when no call waits', async () => {
  const { start, advanceTo, late, sleepers } = setup()
  const callOff = ['a', 'b'].map(start)
  for (const off of callOff) off()
  expect(sleepers()).toBe(0)
  await advanceTo(50)
  start('c')
  expect(sleepers()).toBe(1)
  await advanceTo(150)
  expect(late).toEqual(['c'])
})

test('what is called off when another is late is not late itself', async () => {
  const { deadline, advanceTo, clock } = setup()
  const late: string[] = []
  let offB = () => {}
  deadline.start(() => {
    late.push('a')
    offB()
  })
  offB = deadline.start(() => late.push('b'))
  await advanceTo(100)
  expect(late).toEqual(['a'])
  expect(clock.now()).toBe(100)
})

test('a clock that sleeps as the machine does is late once, and not at all when called off', async () => {
  const deadline = new Deadline({ ...systemClock }, 5)
  const late: string[] = []
  const { promise: isLate, resolve } = Promise.withResolvers<void>()
  const start = (name: string) => deadline.start(() => resolve(void late.push(name)))
  const callOff = start('a')
  callOff()
  callOff()
  start('b')
  await isLate
  expect(late).toEqual(['b'])
})

const late = () => new Error('late')

test('work that is late ends so, and what it holds open is closed', async () => {
  const { deadline, advanceTo } = setup()
  const destroyed: string[] = []
  const work = withDeadline(deadline, undefined, late, (cancellation) => {
    cancellation.attach({ destroy: () => void destroyed.push('connection') })
    return never()
  })
  const end = endOf(work)
  await advanceTo(100)
  expect((await end).message).toBe('late')
  expect(destroyed).toEqual(['connection'])
})

test('a signal that is asked for after the end is aborted with its reason', async () => {
  const { deadline } = setup()
  const aborted = new AbortController()
  const reason = new Error('enough')
  let signal: AbortSignal | undefined
  const work = withDeadline(deadline, aborted.signal, late, async (cancellation) => {
    aborted.abort(reason)
    signal = cancellation.signal
  })
  await expect(work).rejects.toBe(reason)
  expect(signal?.reason).toBe(reason)
})

test('a clock that is set meanwhile moves no limit', async () => {
  const { clock, advanceTo } = standingClock()
  let setBy = 0
  const deadline = new Deadline({ ...clock, now: () => clock.now() + setBy, elapsed: () => clock.now() }, 100)
  const late: string[] = []
  deadline.start(() => late.push('a'))
  await advanceTo(50)
  setBy = -3_600_000
  deadline.start(() => late.push('b'))
  setBy = 3_600_000
  await advanceTo(149)
  expect(late).toEqual(['a'])
  await advanceTo(150)
  expect(late).toEqual(['a', 'b'])
})
