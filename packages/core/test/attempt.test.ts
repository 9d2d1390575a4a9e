import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import type { Clock } from '../src/clock.ts'
import { systemClock } from '../src/clock.ts'
import { ServiceError } from '../src/errors/service-error.ts'
import type { Retry } from '../src/wire/options.ts'
import { createRawClient } from '../src/wire/raw-client.ts'
import { httpAnswer, rawServer } from './raw-http.ts'
import { standingClock } from './standing-clock.ts'

test('nothing listens: one typed error that says where and why', async () => {
  const error = await createRawClient({ endpoint: 'http://127.0.0.1:1' })
    .call('DescribeRegions', {})
    .catch((caught) => caught)
  expect(error).toMatchObject({ name: 'NetworkError', kind: 'transient', operation: 'DescribeRegions', attempts: 1 })
  expect(error.message).toContain('http://127.0.0.1:1')
})

test('a connection that is cut before the answer is a network error', async () => {
  await using server = await rawServer((socket) => socket.destroy())
  await expect(createRawClient({ endpoint: server.url }).call('DescribeRegions', {})).rejects.toMatchObject({ name: 'NetworkError' })
})

test('a signal that is aborted already sends nothing', async () => {
  await using server = await rawServer(httpAnswer(200, '{"RequestId":"r"}'))
  const call = createRawClient({ endpoint: server.url }).call('DescribeRegions', {}, { signal: AbortSignal.abort(new Error('no more')) })
  await expect(call).rejects.toThrow('no more')
  expect(server.heads).toEqual([])
})

test('an abort while the answer is awaited ends the call with its reason', async () => {
  const aborted = new AbortController()
  await using server = await rawServer(() => aborted.abort(new Error('enough')))
  await expect(createRawClient({ endpoint: server.url }).call('DescribeRegions', {}, { signal: aborted.signal })).rejects.toThrow('enough')
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
  const call = createRawClient({ endpoint: 'http://127.0.0.1:1', clock: hasty, fetch: () => new Promise(() => {}) }).call(
    'DescribeRegions',
    {},
  )
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
  await createRawClient({ endpoint: 'http://127.0.0.1:1', clock: watched, fetch: async () => new Response('{"RequestId":"r"}') }).call(
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

const key = { accessKeyId: 'id', accessKeySecret: 'secret' }
const deletion = { VpnConnectionId: 'vco-typo', RegionId: 'cn-hangzhou' }

test('an abort while the credentials are asked for ends the call and sends nothing', async () => {
  await using server = await rawServer(httpAnswer(200, '{"RequestId":"r"}'))
  const aborted = new AbortController()
  const credentials = async () => {
    aborted.abort(new Error('enough'))
    return key
  }
  const call = createRawClient({ endpoint: server.url, credentials }).call('DescribeRegions', {}, { signal: aborted.signal })
  await expect(call).rejects.toThrow('enough')
  await new Promise((resolve) => setTimeout(resolve))
  expect(server.heads).toEqual([])
})

test('a whole call has a limit of its own, through repeats and delays, and leaves no sleeper behind', async () => {
  const { clock, advanceTo, sleepers } = standingClock()
  const fail = async () => new Response('{"RequestId":"r","Code":"ServiceUnavailable","Message":"m"}', { status: 503 })
  const forever: Retry = async (attempt, context) => {
    for (;;) {
      const outcome = await attempt().catch(() => undefined)
      if (outcome !== undefined) return outcome
      await context.clock.sleep(400, context.signal)
    }
  }
  const call = createRawClient({ endpoint: 'http://127.0.0.1:1', clock, fetch: fail, retry: forever }).call(
    'DescribeRegions',
    {},
    { timeoutMs: 1_000 },
  )
  const outcome = call.catch((caught) => caught)
  for (let time = 250; time <= 1_250; time += 250) await advanceTo(time)
  expect(await outcome).toMatchObject({ name: 'TimeoutError', timeoutMs: 1_000, attempts: 3 })
  expect(sleepers()).toBe(0)
})

test('a limit that is no time is refused', async () => {
  const call = createRawClient({ endpoint: 'http://127.0.0.1:1' }).call('DescribeRegions', {}, { timeoutMs: 0 })
  await expect(call).rejects.toMatchObject({ name: 'OptionError', option: 'timeoutMs' })
})

test('credentials that never come are no fault of the service', async () => {
  const wire = createRawClient({ endpoint: 'http://127.0.0.1:1', credentials: () => new Promise(() => {}), attemptTimeoutMs: 1 })
  await expect(wire.call('DescribeRegions', {})).rejects.toMatchObject({ name: 'CredentialsError', kind: 'transient', attempts: 0 })
})

test.each([
  ['a function that fails', () => Promise.reject(Object.assign(new Error('planted'), { code: 'ENOENT' }))],
  ['nothing', () => null as never],
  [
    'an object that throws where it is read',
    {
      ...key,
      get securityToken(): string {
        throw new Error('planted')
      },
    },
  ],
  ['an id with a line break', { ...key, accessKeyId: 'planted\nid' }],
  ['a token with a NUL', { ...key, securityToken: 'planted\0' }],
  ['a token that is no text', { ...key, securityToken: 5 as never }],
  ['an empty secret', { ...key, accessKeySecret: '' }],
])('credentials that cannot be used, %s: one typed error, nothing sent, nothing told', async (_, credentials) => {
  await using server = await rawServer(httpAnswer(200, '{"RequestId":"r"}'))
  const error = await createRawClient({ endpoint: server.url, credentials })
    .call('DescribeRegions', {})
    .catch((caught) => caught)
  expect(error).toMatchObject({ name: 'CredentialsError', kind: 'stop' })
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('planted')
  expect(server.heads).toEqual([])
})

test.each([
  ['a key with no token, as null', { ...key, securityToken: null as never }],
  ['a function', () => key],
  ['an object with getCredential', { getCredential: async () => ({ ...key, securityToken: '', bearerToken: 'b', type: 'access_key' }) }],
])('credentials from %s', async (_, credentials) => {
  await using server = await rawServer(httpAnswer(200, '{"RequestId":"r"}'))
  await createRawClient({ endpoint: server.url, credentials }).call('DescribeRegions', {})
  expect(server.heads[0]).toContain('Credential=id,')
  expect(server.heads[0]).not.toContain('x-acs-security-token')
})

test('credentials are asked for at each attempt', async () => {
  await using server = await rawServer(httpAnswer(500, '{"RequestId":"r","Code":"InternalError","Message":"m"}'))
  let asked = 0
  const credentials = { getCredential: () => ({ ...key, accessKeyId: `id${++asked}` }) }
  const wire = createRawClient({ endpoint: server.url, credentials, retry: (attempt) => attempt().catch(attempt) })
  await expect(wire.call('DescribeRegions', {})).rejects.toMatchObject({ attempts: 2 })
  expect(server.heads.map((head) => /Credential=(\w+)/.exec(head)?.[1])).toEqual(['id1', 'id2'])
})

test.each<[string, 'v3' | 'v1', () => number]>(
  (['v3', 'v1'] as const).flatMap((signing) => [
    ['no time', signing, () => Number.NaN],
    ['a time that no calendar has', signing, () => 9e15],
  ]),
)('a request that cannot be signed for %s, by %s, was not sent, and will not be', async (_, signing, now) => {
  await using server = await rawServer(httpAnswer(200, '{"RequestId":"r"}'))
  const wire = createRawClient({ endpoint: server.url, credentials: key, signing, clock: { ...systemClock, now } })
  const error = await wire.call('DeleteVpnConnection', deletion).catch((caught) => caught)
  expect(error).toMatchObject({ name: 'CredentialsError', kind: 'stop', attempts: 0, cause: { name: 'RangeError' } })
  expect(server.heads).toEqual([])
})

test('a request that was not even made ready was not sent', async () => {
  await using server = await rawServer(httpAnswer(200, '{"RequestId":"r"}'))
  const hold = () => {
    throw new Error('planted')
  }
  const wire = createRawClient({ endpoint: server.url, credentials: key, clock: { ...systemClock, hold } })
  await expect(wire.call('DeleteVpnConnection', deletion)).rejects.toMatchObject({ name: 'NetworkError', isSent: false, attempts: 0 })
  expect(server.heads).toEqual([])
})

test('what a fetch throws is kept by name and code only', async () => {
  const fetch = () => Promise.reject(Object.assign(new Error('planted'), { code: 'ECONNRESET', headers: { authorization: 'planted' } }))
  const error = await createRawClient({ endpoint: 'http://127.0.0.1:1', fetch })
    .call('DescribeRegions', {})
    .catch((caught) => caught)
  expect(error).toMatchObject({ name: 'NetworkError', cause: { name: 'Error', code: 'ECONNRESET' } })
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('planted')
})

test('a redirect is not followed', async () => {
  await using other = await rawServer(httpAnswer(200, '{"RequestId":"r"}'))
  await using server = await rawServer(httpAnswer(307, '', 'text/plain', [`location: ${other.url}/`]))
  const call = createRawClient({ endpoint: server.url, credentials: { ...key, securityToken: 'token' } }).call('DescribeRegions', {})
  await expect(call).rejects.toMatchObject({ name: 'UnreadableAnswerError', status: 307, kind: 'stop' })
  expect(other.heads).toEqual([])
})

test('the connection of an answer that was not read to its end is closed', async () => {
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  await using server = await rawServer((socket) => {
    socket.on('close', () => resolve())
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 20971520\r\n\r\nx')
  })
  await expect(createRawClient({ endpoint: server.url }).call('DescribeRegions', {})).rejects.toMatchObject({
    name: 'UnreadableAnswerError',
  })
  await closed
})

test('an abort with no reason is an abort all the same', async () => {
  const aborted = new AbortController()
  aborted.abort(null)
  const call = createRawClient({ endpoint: 'http://127.0.0.1:1' }).call('DescribeRegions', {}, { signal: aborted.signal })
  expect(await call.catch((caught) => ({ caught }))).toEqual({ caught: null })
})

test.each([0, -1, Number.NaN, 'x', '500', [700], 5n, true])('an attempt time of %s is refused', (attemptTimeoutMs) => {
  expect(() => createRawClient({ endpoint: 'http://127.0.0.1:1', attemptTimeoutMs: attemptTimeoutMs as number })).toThrow(
    expect.objectContaining({ name: 'OptionError', option: 'attemptTimeoutMs' }),
  )
})

test('an abort by a hook that sees the request sends nothing', async () => {
  await using server = await rawServer(() => {})
  const aborted = new AbortController()
  const hooks = { request: () => aborted.abort(new Error('enough')) }
  const call = createRawClient({ endpoint: server.url, hooks }).call('DescribeRegions', {}, { signal: aborted.signal })
  await expect(call).rejects.toThrow('enough')
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(server.heads).toEqual([])
})

const absent = '{"RequestId":"r","Code":"InvalidVpnConnectionInstanceId.NotFound","Message":"m"}'
const twice: Retry = (attempt) => attempt().catch(attempt)

test.each([
  [
    'credentials that failed to come in time',
    () => {
      let asked = 0
      return {
        attemptTimeoutMs: 50,
        credentials: () => (++asked === 1 ? new Promise<typeof key>(() => {}) : key),
        fetch: async () => new Response(absent, { status: 404 }),
      }
    },
  ],
  [
    'a connection that was refused',
    () => {
      let calls = 0
      const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
      return {
        fetch: () =>
          ++calls === 1
            ? Promise.reject(new TypeError('fetch failed', { cause: refused }))
            : Promise.resolve(new Response(absent, { status: 404 })),
      }
    },
  ],
])('NotFound after %s is no deletion: nothing had been sent', async (_, options) => {
  const wire = createRawClient({ endpoint: 'http://127.0.0.1:1', retry: twice, ...options() })
  await expect(wire.call('DeleteVpnConnection', deletion)).rejects.toMatchObject({ kind: 'gone' })
})

test('NotFound after a connection that was cut is a deletion that was done', async () => {
  let calls = 0
  const cut = Object.assign(new Error('cut'), { code: 'ECONNRESET' })
  const fetch = () => (++calls === 1 ? Promise.reject(cut) : Promise.resolve(new Response(absent, { status: 404 })))
  const wire = createRawClient({ endpoint: 'http://127.0.0.1:1', retry: twice, fetch })
  expect(await wire.call('DeleteVpnConnection', deletion)).toEqual({ RequestId: 'r', alreadyGone: true })
})

test.each([
  ['a refusal of another call', { kind: 'gone', code: 'InvalidVpnConnectionInstanceId.NotFound' }],
  ['null', null],
  ['a text', 'stop'],
])('an abort by %s after an answer was lost rejects with that, and is no deletion', async (_, fields) => {
  const reason =
    typeof fields === 'object' && fields !== null
      ? new ServiceError({ ...(fields as { kind: 'gone'; code: string }), message: 'm', status: 404, requestId: 'other', attempts: 1 })
      : fields
  const stop = new AbortController()
  let calls = 0
  const fetch = (): Promise<Response> => {
    if (++calls === 1) return Promise.reject(Object.assign(new Error('cut'), { code: 'ECONNRESET' }))
    stop.abort(reason)
    return new Promise(() => {})
  }
  for (const retry of [twice, undefined]) {
    calls = retry ? 0 : 1
    const wire = createRawClient({ endpoint: 'http://127.0.0.1:1', fetch, ...(retry && { retry }) })
    expect(await wire.call('DeleteVpnConnection', deletion, { signal: stop.signal }).catch((error) => ({ error }))).toEqual({
      error: reason,
    })
  }
})

test('NotFound of something else is no deletion, also after a connection that was cut', async () => {
  let calls = 0
  const cut = Object.assign(new Error('cut'), { code: 'ECONNRESET' })
  const elsewhere = absent.replace('InvalidVpnConnectionInstanceId', 'InvalidIpsecServerId')
  const fetch = () => (++calls === 1 ? Promise.reject(cut) : Promise.resolve(new Response(elsewhere, { status: 404 })))
  const wire = createRawClient({ endpoint: 'http://127.0.0.1:1', retry: twice, fetch })
  await expect(wire.call('DeleteVpnConnection', deletion)).rejects.toMatchObject({ kind: 'gone' })
})

test('a policy that throws at once leaves no sleeper behind', async () => {
  const { clock, sleepers } = standingClock()
  const retry: Retry = () => {
    throw new Error('policy')
  }
  const call = createRawClient({ endpoint: 'http://127.0.0.1:1', clock, retry }).call('DescribeRegions', {}, { timeoutMs: 1_000 })
  await expect(call).rejects.toThrow('policy')
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
  expect(() => createRawClient({ endpoint: 'http://127.0.0.1:1', [option]: value })).toThrow(
    expect.objectContaining({ name: 'OptionError', option }),
  )
})

test.each([
  ['signal', {}],
  ['signal', { aborted: true }],
  ['signal', { aborted: false, addEventListener() {}, throwIfAborted() {} }],
  ['timeoutMs', '500'],
  ['retry', 'x'],
])('the option %s of a call cannot be %j', async (option, value) => {
  const call = createRawClient({ endpoint: 'http://127.0.0.1:1' }).call('DescribeRegions', {}, { [option]: value })
  await expect(call).rejects.toMatchObject({ name: 'OptionError', option })
})

test('a signal that cannot be asked is refused as one that is none', async () => {
  const broken = {
    get aborted() {
      throw new Error('planted')
    },
  }
  const call = createRawClient({ endpoint: 'http://127.0.0.1:1' }).call('DescribeRegions', {}, { signal: broken as never })
  await expect(call).rejects.toMatchObject({ name: 'OptionError', option: 'signal' })
})

test('options that are none are refused', async () => {
  expect(() => createRawClient(undefined as never)).toThrow(expect.objectContaining({ name: 'OptionError', option: 'options' }))
  const call = createRawClient({ endpoint: 'http://127.0.0.1:1' }).call('DescribeRegions', {}, null as never)
  await expect(call).rejects.toMatchObject({ name: 'OptionError', option: 'options' })
})

test('a clock that cannot sleep ends the call instead of letting it wait for ever', async () => {
  const clock: Clock = { now: () => 0, sleep: () => Promise.reject(new Error('broken')) }
  const wire = createRawClient({ endpoint: 'http://127.0.0.1:1', clock, fetch: () => new Promise(() => {}) })
  await expect(wire.call('DescribeRegions', {})).rejects.toMatchObject({ name: 'TimeoutError' })
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
    const body = JSON.stringify({ RequestId: 'r', Code: code, Message: 'm' })
    await using server = await rawServer(httpAnswer(400, body, 'application/json', [`date: ${date}`]))
    const wire = createRawClient({ endpoint: server.url, credentials: key })
    for (let call = 0; call < 2; call += 1) await expect(wire.call('DescribeRegions', {})).rejects.toMatchObject({ code, attempts: 1 })
    expect(server.heads[1]).toMatch(new RegExp(`x-acs-date: ${new Date().getUTCFullYear()}-`))
  }
})

test('a Date that came twice is the first one', async () => {
  const now = new Date(Date.now() + 3_600_000).toUTCString()
  const body = JSON.stringify({ RequestId: 'r', Code: 'IllegalTimestamp', Message: 'm' })
  await using server = await rawServer(httpAnswer(400, body, 'application/json', [`date: ${now}`, `date: ${new Date(0).toUTCString()}`]))
  const wire = createRawClient({ endpoint: server.url, credentials: key })
  await expect(wire.call('DescribeRegions', {})).rejects.toMatchObject({ attempts: 2 })
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
      return new Response(JSON.stringify({ RequestId: 'r', Code: code, Message: 'm' }), { status: 400, headers })
    }
    const wire = createRawClient({ endpoint: 'http://127.0.0.1:1', credentials: key, clock: behind, fetch })
    expect(await wire.call('DescribeRegions', {})).toEqual({ RequestId: 'r' })
    expect(signedAt).toHaveLength(3)
    signedAt = []
    expect(await wire.call('DescribeRegions', {})).toEqual({ RequestId: 'r' })
    expect(signedAt).toHaveLength(1)
  },
)

test.each([408, 429])('a status of %d says nothing of the clock, whatever code came with it', async (status) => {
  const body = JSON.stringify({ RequestId: 'r', Code: 'IllegalTimestamp', Message: 'm' })
  await using server = await rawServer(
    httpAnswer(status, body, 'application/json', [`date: ${new Date(Date.now() + 3_600_000).toUTCString()}`]),
  )
  const client = createRawClient({ endpoint: server.url, credentials: key })
  await expect(client.call('DeleteVpnConnection', deletion)).rejects.toMatchObject({ attempts: 1 })
})
