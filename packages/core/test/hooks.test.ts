import { expect, test } from 'vitest'
import type { Clock } from '../src/clock.ts'
import type { Hooks } from '../src/wire/hooks.ts'
import { describeRegions, endOf, key, never, refused, throwing, twice } from './setup.ts'

/** Hooks that keep what they are told, in order, and a clock that moves on by 5 ms at each look. */
function recorder() {
  const events: (readonly [string, unknown])[] = []
  const keep = (name: string) => (event: unknown) => void events.push([name, event])
  const hooks: Hooks = { request: keep('request'), response: keep('response'), retry: keep('retry') }
  let now = 0
  const clock: Clock = {
    now: () => {
      now += 5
      return now
    },
    sleep: never,
  }
  return { events, hooks, clock }
}

const answers = (...all: [status: number, body: object, headers?: Record<string, string>][]) => {
  const rest = [...all]
  return async () => {
    const [status, body, headers] = rest.shift() ?? [200, { RequestId: 'last' }]
    return new Response(JSON.stringify(body), { status, headers: headers ?? {} })
  }
}

const fault = { RequestId: 'r-1', Code: 'ServiceUnavailable', Message: 'm' }
const sent = (attempt: number) => ({ operation: 'DescribeRegions', attempt, origin: 'http://127.0.0.1:1' })

test('a call that succeeds: one request, one response', async () => {
  const { events, ...watch } = recorder()
  await describeRegions({ ...watch, fetch: answers([200, { RequestId: 'r-1', Regions: {} }]) })
  expect(events).toEqual([
    ['request', sent(1)],
    ['response', { ...sent(1), durationMs: 5, status: 200, requestId: 'r-1' }],
  ])
})

test('a call that is repeated: why, and how long after', async () => {
  const { events, ...watch } = recorder()
  await describeRegions({ ...watch, retry: twice, fetch: answers([503, fault]) })
  const reason = { name: 'ServiceError', code: 'ServiceUnavailable', kind: 'transient' }
  expect(events).toEqual([
    ['request', sent(1)],
    ['response', { ...sent(1), durationMs: 5, status: 503, requestId: 'r-1', error: reason }],
    ['retry', { ...sent(2), reason, delayMs: expect.any(Number) }],
    ['request', sent(2)],
    ['response', { ...sent(2), durationMs: 5, status: 200, requestId: 'last' }],
  ])
})

test('a clock that was corrected is a repeat too, and its request is counted', async () => {
  const { events, ...watch } = recorder()
  const late = { RequestId: 'r-1', Code: 'InvalidTimeStamp.Expired', Message: 'm' }
  const date = { date: 'Thu, 01 Jan 2026 00:00:00 GMT' }
  const fetch = answers([400, late, date], [403, { RequestId: 'r-2', Code: 'Forbidden', Message: 'm' }])
  await expect(describeRegions({ credentials: key, ...watch, fetch })).rejects.toMatchObject({ code: 'Forbidden', attempts: 2 })
  expect(events.map(([name]) => name)).toEqual(['request', 'response', 'retry', 'request', 'response'])
})

test('a clock that is refused again is not corrected for ever', async () => {
  let requests = 0
  const fetch = async () => {
    requests += 1
    const headers = { date: new Date(Date.now() + requests * 1e6).toUTCString() }
    return new Response(refused('InvalidTimeStamp.Expired'), { status: 400, headers })
  }
  await expect(describeRegions({ credentials: key, fetch })).rejects.toMatchObject({ attempts: 4 })
  expect(requests).toBe(4)
})

test('a call without an answer, and one that the caller ends', async () => {
  const { events, ...watch } = recorder()
  const aborted = new AbortController()
  await endOf(describeRegions({ ...watch, fetch: () => Promise.reject(new TypeError('planted')) }))
  const fetch = () => {
    aborted.abort(new Error('planted'))
    return never()
  }
  await endOf(describeRegions({ ...watch, fetch }, { signal: aborted.signal }))
  expect(events.filter(([name]) => name === 'response').map(([, event]) => (event as { error: unknown }).error)).toEqual([
    { name: 'NetworkError', code: 'NetworkFailure', kind: 'transient' },
    { name: 'Aborted' },
  ])
})

test('what never left is told to nobody', async () => {
  const { events, ...watch } = recorder()
  const call = describeRegions({ ...watch, credentials: () => Promise.reject(new Error('no key')) })
  await expect(call).rejects.toMatchObject({ name: 'CredentialsError', attempts: 0 })
  expect(events).toEqual([])
})

test('an id that is none is not passed on', async () => {
  const { events, ...watch } = recorder()
  await describeRegions({ ...watch, fetch: answers([200, { RequestId: 'a b\nplanted' }]) })
  expect(events[1]?.[1]).not.toHaveProperty('requestId')
})

test.each([
  ['throw', throwing],
  ['reject', () => Promise.reject(new Error('hook'))],
])('hooks that %s change nothing', async (_, hook) => {
  const hooks = { request: hook, response: hook, retry: hook }
  const fetch = answers([503, fault])
  expect(await describeRegions({ hooks, fetch, retry: twice })).toEqual({ RequestId: 'last' })
})

test('hooks can be an instance of a class', async () => {
  class Metrics implements Hooks {
    requests = 0
    request() {
      this.requests += 1
    }
  }
  const hooks = new Metrics()
  await describeRegions({ hooks, fetch: answers() })
  expect(hooks.requests).toBe(1)
})

test('a repeat that the caller has called off is not told of', async () => {
  const aborted = new AbortController()
  const retries: unknown[] = []
  const hooks: Hooks = { response: () => aborted.abort(new Error('enough')), retry: (event) => retries.push(event) }
  const fetch = answers([503, fault])
  await expect(describeRegions({ hooks, fetch, retry: twice }, { signal: aborted.signal })).rejects.toThrow('enough')
  expect(retries).toEqual([])
})
