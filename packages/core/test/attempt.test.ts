import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import type { Clock } from '../src/clock.ts'
import { systemClock } from '../src/clock.ts'
import { ServiceError } from '../src/errors/service-error.ts'
import type { Retry } from '../src/wire/options.ts'
import { createRawClient } from '../src/wire/raw-client.ts'
import {
  absent,
  clientOf,
  deleteConnection,
  describeRegions,
  endOf,
  fetchFailed,
  httpAnswer,
  inTurn,
  key,
  never,
  notFound,
  optionError,
  rawServer,
  refused,
  standingClock,
  throwing,
  twice,
} from './setup.ts'

test('nothing listens: one typed error that says where and why', async () => {
  const error = await endOf(describeRegions())
  expect(error).toMatchObject({ name: 'NetworkError', kind: 'transient', operation: 'DescribeRegions', attempts: 1 })
  expect(error.message).toContain('http://127.0.0.1:1')
})

test('a connection that is cut before the answer is a network error', async () => {
  await using server = await rawServer((socket) => socket.destroy())
  await expect(describeRegions({ endpoint: server.url })).rejects.toMatchObject({ name: 'NetworkError' })
})

test('a signal that is aborted already sends nothing', async () => {
  await using server = await rawServer()
  const call = describeRegions({ endpoint: server.url }, { signal: AbortSignal.abort(new Error('no more')) })
  await expect(call).rejects.toThrow('no more')
  expect(server.heads).toEqual([])
})

test('an abort while the answer is awaited ends the call with its reason', async () => {
  const aborted = new AbortController()
  await using server = await rawServer(() => aborted.abort(new Error('enough')))
  await expect(describeRegions({ endpoint: server.url }, { signal: aborted.signal })).rejects.toThrow('enough')
})

test('an attempt that takes too long by the clock is a time-out, and leaves no sleeper behind', async () => {
  const { clock, advanceTo, sleepers } = standingClock()
  const end = endOf(describeRegions({ clock, fetch: never }))
  await advanceTo(10_000)
  expect(await end).toMatchObject({ name: 'TimeoutError', kind: 'transient', timeoutMs: 10_000 })
  expect(sleepers()).toBe(0)
})

test('an answered call leaves no sleeper behind', async () => {
  const { clock, sleepers } = standingClock()
  await describeRegions({ clock, fetch: async () => new Response('{"RequestId":"r"}') })
  expect(sleepers()).toBe(0)
})

test('a sleep of the machine never ends early, though timers count whole milliseconds', async () => {
  const early: number[] = []
  for (let times = 0; times < 40; times += 1) {
    const from = performance.now()
    await systemClock.sleep(5.9)
    if (performance.now() - from < 5.9) early.push(performance.now() - from)
  }
  expect(early).toEqual([])
})

test('the system clock wakes late sleepers and rejects aborted ones', async () => {
  await systemClock.sleep(-5)
  const aborted = new AbortController()
  const sleep = systemClock.sleep(2 ** 40, aborted.signal)
  aborted.abort(new Error('up'))
  await expect(sleep).rejects.toThrow('up')
  await expect(systemClock.sleep(1, aborted.signal)).rejects.toThrow('up')
})

test('an abort while the credentials are asked for ends the call and sends nothing', async () => {
  await using server = await rawServer()
  const aborted = new AbortController()
  const credentials = async () => {
    aborted.abort(new Error('enough'))
    return key
  }
  const call = describeRegions({ endpoint: server.url, credentials }, { signal: aborted.signal })
  await expect(call).rejects.toThrow('enough')
  await new Promise((resolve) => setTimeout(resolve))
  expect(server.heads).toEqual([])
})

test('a whole call has a limit of its own, through repeats and delays, and leaves no sleeper behind', async () => {
  const { clock, advanceTo, sleepers } = standingClock()
  const fail = async () => new Response(refused('ServiceUnavailable'), { status: 503 })
  const forever: Retry = async (attempt, context) => {
    for (;;) {
      const outcome = await attempt().catch(() => undefined)
      if (outcome !== undefined) return outcome
      await context.clock.sleep(400, context.signal)
    }
  }
  const outcome = endOf(describeRegions({ clock, fetch: fail, retry: forever }, { timeoutMs: 1_000 }))
  for (let time = 250; time <= 1_250; time += 250) await advanceTo(time)
  expect(await outcome).toMatchObject({ name: 'TimeoutError', timeoutMs: 1_000, attempts: 3 })
  expect(sleepers()).toBe(0)
})

test('a limit that is no time is refused', async () => {
  await expect(describeRegions({}, { timeoutMs: 0 })).rejects.toEqual(optionError('timeoutMs'))
})

test('credentials that never come are no fault of the service', async () => {
  const call = describeRegions({ credentials: never, attemptTimeoutMs: 1 })
  await expect(call).rejects.toMatchObject({ name: 'CredentialsError', kind: 'transient', attempts: 0 })
})

test.each([
  ['a function that fails', () => Promise.reject(Object.assign(new Error('planted'), { code: 'ENOENT' }))],
  ['nothing', () => null as never],
  ['an object that throws where it is read', Object.defineProperty({ ...key }, 'securityToken', { get: throwing, enumerable: true })],
  ['an id with a line break', { ...key, accessKeyId: 'planted\nid' }],
  ['a token with a NUL', { ...key, securityToken: 'planted\0' }],
  ['a token that is no text', { ...key, securityToken: 5 as never }],
  ['an empty secret', { ...key, accessKeySecret: '' }],
])('credentials that cannot be used, %s: one typed error, nothing sent, nothing told', async (_, credentials) => {
  await using server = await rawServer()
  const error = await endOf(describeRegions({ endpoint: server.url, credentials }))
  expect(error).toMatchObject({ name: 'CredentialsError', kind: 'stop' })
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('planted')
  expect(server.heads).toEqual([])
})

test.each([
  ['a key with no token, as null', { ...key, securityToken: null as never }],
  ['a function', () => key],
  ['an object with getCredential', { getCredential: async () => ({ ...key, securityToken: '', bearerToken: 'b', type: 'access_key' }) }],
])('credentials from %s', async (_, credentials) => {
  await using server = await rawServer()
  await describeRegions({ endpoint: server.url, credentials })
  expect(server.heads[0]).toContain('Credential=id,')
  expect(server.heads[0]).not.toContain('x-acs-security-token')
})

test('credentials are asked for at each attempt', async () => {
  await using server = await rawServer(httpAnswer(500, refused('InternalError')))
  let asked = 0
  const credentials = { getCredential: () => ({ ...key, accessKeyId: `id${++asked}` }) }
  await expect(describeRegions({ endpoint: server.url, credentials, retry: twice })).rejects.toMatchObject({ attempts: 2 })
  expect(server.heads.map((head) => /Credential=(\w+)/.exec(head)?.[1])).toEqual(['id1', 'id2'])
})

test.each([
  ['no time', 'v3', Number.NaN],
  ['no time', 'v1', Number.NaN],
  ['a time that no calendar has', 'v3', 9e15],
  ['a time that no calendar has', 'v1', 9e15],
] as const)('a request that cannot be signed for %s, by %s, was not sent, and will not be', async (_, signing, now) => {
  await using server = await rawServer()
  const end = endOf(deleteConnection({ endpoint: server.url, credentials: key, signing, clock: { ...systemClock, now: () => now } }))
  expect(await end).toMatchObject({ name: 'CredentialsError', kind: 'stop', attempts: 0, cause: { name: 'RangeError' } })
  expect(server.heads).toEqual([])
})

test('a request that was not even made ready was not sent', async () => {
  await using server = await rawServer()
  const call = deleteConnection({ endpoint: server.url, credentials: key, clock: { ...systemClock, hold: throwing } })
  await expect(call).rejects.toMatchObject({ name: 'NetworkError', isSent: false, attempts: 0 })
  expect(server.heads).toEqual([])
})

test('what a fetch throws is kept by name and code only', async () => {
  const fetch = () => Promise.reject(Object.assign(new Error('planted'), { code: 'ECONNRESET', headers: { authorization: 'planted' } }))
  const error = await endOf(describeRegions({ fetch }))
  expect(error).toMatchObject({ name: 'NetworkError', cause: { name: 'Error', code: 'ECONNRESET' } })
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('planted')
})

test('a redirect is not followed', async () => {
  await using other = await rawServer()
  await using server = await rawServer(httpAnswer(307, '', 'text/plain', [`location: ${other.url}/`]))
  const call = describeRegions({ endpoint: server.url, credentials: { ...key, securityToken: 'token' } })
  await expect(call).rejects.toMatchObject({ name: 'UnreadableAnswerError', status: 307, kind: 'stop' })
  expect(other.heads).toEqual([])
})

test('the connection of an answer that was not read to its end is closed', async () => {
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  await using server = await rawServer((socket) => {
    socket.on('close', () => resolve())
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 20971520\r\n\r\nx')
  })
  await expect(describeRegions({ endpoint: server.url })).rejects.toMatchObject({ name: 'UnreadableAnswerError' })
  await closed
})

test('an abort with no reason is an abort all the same', async () => {
  const aborted = new AbortController()
  aborted.abort(null)
  const call = describeRegions({}, { signal: aborted.signal })
  expect(await call.catch((caught) => ({ caught }))).toEqual({ caught: null })
})

test.each([0, -1, Number.NaN, 'x', '500', [700], 5n, true])('an attempt time of %s is refused', (attemptTimeoutMs) => {
  expect(() => clientOf({ attemptTimeoutMs: attemptTimeoutMs as number })).toThrow(optionError('attemptTimeoutMs'))
})

test('an abort by a hook that sees the request sends nothing', async () => {
  await using server = await rawServer(() => {})
  const aborted = new AbortController()
  const hooks = { request: () => aborted.abort(new Error('enough')) }
  const call = describeRegions({ endpoint: server.url, hooks }, { signal: aborted.signal })
  await expect(call).rejects.toThrow('enough')
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(server.heads).toEqual([])
})

test.each([
  [
    'credentials that failed to come in time',
    { attemptTimeoutMs: 50, credentials: inTurn<Promise<typeof key>>(never, async () => key), fetch: notFound },
  ],
  ['a connection that was refused', { fetch: inTurn(() => Promise.reject(fetchFailed('ECONNREFUSED')), notFound) }],
])('NotFound after %s is no deletion: nothing had been sent', async (_, options) => {
  await expect(deleteConnection({ retry: twice, ...options })).rejects.toMatchObject({ kind: 'gone' })
})

const cut = () => Promise.reject(Object.assign(new Error('cut'), { code: 'ECONNRESET' }))

test('NotFound after a connection that was cut is a deletion that was done', async () => {
  const fetch = inTurn(cut, notFound)
  expect(await deleteConnection({ retry: twice, fetch })).toEqual({ RequestId: 'r', alreadyGone: true })
})

const elsewhere = { kind: 'gone', code: 'InvalidVpnConnectionInstanceId.NotFound', message: 'm', status: 404 } as const

test.each([
  ['a refusal of another call', new ServiceError({ ...elsewhere, requestId: 'other', attempts: 1 })],
  ['null', null],
  ['a text', 'stop'],
])('an abort by %s after an answer was lost rejects with that, and is no deletion', async (_, reason) => {
  for (const [retry, turns] of [
    [twice, [cut]],
    [undefined, []],
  ] as const) {
    const stop = new AbortController()
    const abort = () => {
      stop.abort(reason)
      return never()
    }
    const call = deleteConnection({ fetch: inTurn(...turns, abort), retry }, { signal: stop.signal })
    expect(await call.catch((error) => ({ error }))).toEqual({ error: reason })
  }
})

test('NotFound of something else is no deletion, also after a connection that was cut', async () => {
  const elsewhere = absent.replace('InvalidVpnConnectionInstanceId', 'InvalidIpsecServerId')
  const fetch = inTurn(cut, async () => new Response(elsewhere, { status: 404 }))
  await expect(deleteConnection({ retry: twice, fetch })).rejects.toMatchObject({ kind: 'gone' })
})

test('a policy that throws at once leaves no sleeper behind', async () => {
  const { clock, sleepers } = standingClock()
  await expect(describeRegions({ clock, retry: throwing }, { timeoutMs: 1_000 })).rejects.toThrow('planted')
  expect(sleepers()).toBe(0)
})

test.each([
  ['fetch', 5],
  ['fetch', null],
  ['fetch', ''],
  ['retry', 'x'],
  ['clock', { now: Date.now }],
  ['clock', {}],
  ['hooks', 5],
  ['hooks', { request: 5 }],
  ['hooks', null],
  ['allowInsecureHttp', 'false'],
  ['credentials', 'x'],
  ['credentials', null],
])('the option %s cannot be %j', (option, value) => {
  expect(() => clientOf({ [option]: value })).toThrow(optionError(option))
})

test.each([
  ['signal', {}],
  ['signal', { aborted: true }],
  ['signal', { aborted: false, addEventListener() {}, throwIfAborted() {} }],
  ['timeoutMs', '500'],
  ['retry', 'x'],
])('the option %s of a call cannot be %j', async (option, value) => {
  await expect(describeRegions({}, { [option]: value })).rejects.toEqual(optionError(option))
})

test('a signal that cannot be asked is refused as one that is none', async () => {
  const broken = Object.defineProperty({}, 'aborted', { get: throwing })
  await expect(describeRegions({}, { signal: broken as never })).rejects.toEqual(optionError('signal'))
})

test('options that are none are refused', async () => {
  expect(() => createRawClient(undefined as never)).toThrow(optionError('options'))
  await expect(describeRegions({}, null as never)).rejects.toEqual(optionError('options'))
})

test('a clock that cannot sleep ends the call instead of letting it wait for ever', async () => {
  const clock: Clock = { now: () => 0, sleep: () => Promise.reject(new Error('broken')) }
  await expect(describeRegions({ clock, fetch: () => new Promise(() => {}) })).rejects.toMatchObject({ name: 'TimeoutError' })
})

const yearsAhead = new Date(Date.now() + 8 * 366 * 86_400_000).toUTCString()

test.each([
  'Sat, 13 Sep 275760 00:00:00 GMT',
  'Sat, 13 Sep 12000 00:00:00 GMT',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Tue, 30 Dec 2025 00:00:00 GMT',
  yearsAhead,
  'soon',
  '2027',
  '2027-01-01T00:00:00Z',
])('a service that says it is %s teaches nothing', async (date) => {
  for (const code of ['InvalidTimeStamp.Expired', 'IllegalTimestamp']) {
    await using server = await rawServer(httpAnswer(400, refused(code), 'application/json', [`date: ${date}`]))
    const wire = clientOf({ endpoint: server.url, credentials: key })
    for (let call = 0; call < 2; call += 1) await expect(wire.call('DescribeRegions', {})).rejects.toMatchObject({ code, attempts: 1 })
    expect(server.heads[1]).toMatch(new RegExp(`x-acs-date: ${new Date().getUTCFullYear()}-`))
  }
})

test('a Date that came twice is the first one', async () => {
  const now = new Date(Date.now() + 3_600_000).toUTCString()
  const dates = [`date: ${now}`, `date: ${new Date(0).toUTCString()}`]
  await using server = await rawServer(httpAnswer(400, refused('IllegalTimestamp'), 'application/json', dates))
  await expect(describeRegions({ endpoint: server.url, credentials: key })).rejects.toMatchObject({ attempts: 2 })
  const [, signedAt = ''] = /x-acs-date: (\S+)/.exec(server.heads[1] ?? '') ?? []
  expect(Math.abs(Date.parse(signedAt) - Date.parse(now))).toBeLessThan(60_000)
})

test.each(['InvalidTimeStamp.Expired', 'IllegalTimestamp', 'illegaltimestamp '])(
  'a time that %s tells is corrected by a better one, in the same call or a later one',
  async (code) => {
    const start = Date.now()
    const behind: Clock = { ...systemClock, now: () => Date.now() - 20 * 60_000 }
    // Something between has kept an answer for a day; the next ones are fresh.
    const told = [start - 86_400_000, start, start - 86_400_000, start]
    let signedAt: number[] = []
    const fetch = async (request: Request) => {
      const at = Date.parse(request.headers.get('x-acs-date') ?? '')
      signedAt.push(at)
      if (Math.abs(at - Date.now()) < 15 * 60_000) return Response.json({ RequestId: 'r' })
      const headers = { date: new Date(told.shift() ?? start).toUTCString() }
      return new Response(refused(code), { status: 400, headers })
    }
    const wire = clientOf({ credentials: key, clock: behind, fetch })
    expect(await wire.call('DescribeRegions', {})).toEqual({ RequestId: 'r' })
    expect(signedAt).toHaveLength(3)
    signedAt = []
    expect(await wire.call('DescribeRegions', {})).toEqual({ RequestId: 'r' })
    expect(signedAt).toHaveLength(1)
  },
)

test.each([408, 429])('a status of %d says nothing of the clock, whatever code came with it', async (status) => {
  const date = `date: ${new Date(Date.now() + 3_600_000).toUTCString()}`
  await using server = await rawServer(httpAnswer(status, refused('IllegalTimestamp'), 'application/json', [date]))
  await expect(deleteConnection({ endpoint: server.url, credentials: key })).rejects.toMatchObject({ attempts: 1 })
})
