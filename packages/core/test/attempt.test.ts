import { expect, test } from 'vitest'
import type { Clock } from '../src/clock.ts'
import { systemClock } from '../src/clock.ts'
import { createWire } from '../src/wire/wire.ts'
import { httpAnswer, rawServer } from './raw-http.ts'

test('nothing listens: one typed error that says where and why', async () => {
  const error = await createWire({ endpoint: 'http://127.0.0.1:1' })
    .call('DescribeRegions', {})
    .catch((caught) => caught)
  expect(error).toMatchObject({ name: 'NetworkError', kind: 'transient', operation: 'DescribeRegions', attempts: 1 })
  expect(error.message).toContain('http://127.0.0.1:1')
})

test('a connection that is cut before the answer is a network error', async () => {
  await using server = await rawServer((socket) => socket.destroy())
  await expect(createWire({ endpoint: server.url }).call('DescribeRegions', {})).rejects.toMatchObject({ name: 'NetworkError' })
})

test('a signal that is aborted already sends nothing', async () => {
  await using server = await rawServer(httpAnswer(200, '{"RequestId":"r"}'))
  const call = createWire({ endpoint: server.url }).call('DescribeRegions', {}, { signal: AbortSignal.abort(new Error('no more')) })
  await expect(call).rejects.toThrow('no more')
  expect(server.heads).toEqual([])
})

test('an abort while the answer is awaited ends the call with its reason', async () => {
  const aborted = new AbortController()
  await using server = await rawServer(() => aborted.abort(new Error('enough')))
  await expect(createWire({ endpoint: server.url }).call('DescribeRegions', {}, { signal: aborted.signal })).rejects.toThrow('enough')
})

test('an attempt that takes too long by the clock is a time-out, and leaves no sleeper behind', async () => {
  let sleepers = 0
  const hasty: Clock = {
    now: () => 0,
    sleep: (ms, signal) => {
      sleepers += 1
      return systemClock.sleep(ms === 10_000 ? 0 : ms, signal).finally(() => {
        sleepers -= 1
      })
    },
  }
  const call = createWire({ endpoint: 'http://127.0.0.1:1', clock: hasty, fetch: () => new Promise(() => {}) }).call('DescribeRegions', {})
  await expect(call).rejects.toMatchObject({ name: 'TimeoutError', kind: 'transient', timeoutMs: 10_000 })
  expect(sleepers).toBe(0)
})

test('an answered call leaves no sleeper behind', async () => {
  let signal: AbortSignal | undefined
  const watched: Clock = {
    now: () => 0,
    sleep: (ms, given) => {
      signal = given
      return systemClock.sleep(ms, given)
    },
  }
  await createWire({ endpoint: 'http://127.0.0.1:1', clock: watched, fetch: async () => new Response('{"RequestId":"r"}') }).call(
    'DescribeRegions',
    {},
  )
  expect(signal?.aborted).toBe(true)
})

test('the system clock wakes late sleepers and rejects aborted ones', async () => {
  await systemClock.sleep(-5)
  const aborted = new AbortController()
  const sleep = systemClock.sleep(2 ** 40, aborted.signal)
  aborted.abort(new Error('up'))
  await expect(sleep).rejects.toThrow('up')
  await expect(systemClock.sleep(1, aborted.signal)).rejects.toThrow('up')
})
