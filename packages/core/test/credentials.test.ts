import { describe, expect, test } from 'vitest'
import type { CredentialsSource } from '../src/credentials.ts'
import { CredentialsError, OptionError } from '../src/errors/input-errors.ts'
import { ServiceError } from '../src/errors/service-error.ts'
import { NetworkError } from '../src/errors/transport-errors.ts'
import { attemptsOf } from '../src/wire/call.ts'
import type { Hooks } from '../src/wire/hooks.ts'
import type { RawClientOptions, Retry } from '../src/wire/options.ts'
import { createRawClient } from '../src/wire/raw-client.ts'
import { standingClock } from './standing-clock.ts'

const key = { accessKeyId: 'id', accessKeySecret: 'secret', securityToken: 'CAIS-1' }
const ranOut = { Code: 'InvalidSecurityToken.Expired', Message: 'Specified SecurityToken is expired.' }
const toldInTheMessage = { Code: 'InvalidParameter', Message: 'The SecurityToken you provided is expired. code: SecurityToken.Expired' }

type Refusal = { readonly Code: string; readonly Message: string }

/** A source that gives another key each time, and a service that refuses by these answers, one after another, before it accepts. */
function scene(refusals: readonly Refusal[], options: Partial<RawClientOptions> = {}) {
  const rest = [...refusals]
  const keys: string[] = []
  const events: string[] = []
  let asked = 0
  const hooks: Hooks = {
    request: () => void events.push('request'),
    response: ({ error }) => void events.push(error?.code ?? 'answer'),
    retry: ({ reason }) => void events.push(`retry after ${reason.code}`),
  }
  const wire = createRawClient({
    endpoint: 'http://127.0.0.1:1',
    credentials: () => ({ ...key, accessKeyId: `id${++asked}` }),
    hooks,
    fetch: async (request) => {
      keys.push(/Credential=(\w+)/.exec(request.headers.get('authorization') ?? '')?.[1] ?? 'none')
      const refusal = rest.shift()
      const date = { date: 'Thu, 01 Jan 2026 00:00:00 GMT' }
      return new Response(JSON.stringify({ RequestId: 'r', ...refusal }), { status: refusal ? 400 : 200, headers: date })
    },
    ...options,
  })
  return { wire, keys, events }
}

describe('keys that ran out', () => {
  test.each([
    ['by the code', ranOut],
    ['by the code in other case', { ...ranOut, Code: ' invalidsecuritytoken.EXPIRED' }],
    ['by what the message names', toldInTheMessage],
    ['by what the message names in other case', { Code: 'Never.Seen', Message: 'securitytoken.expired' }],
  ])('%s: the source is asked once more, within the attempt', async (_, refusal) => {
    let attempts = 0
    const retry: Retry = (attempt) => {
      attempts += 1
      return attempt()
    }
    const { wire, keys, events } = scene([refusal], { retry })
    const answer = await wire.call('DescribeRegions', {})
    expect(keys).toEqual(['id1', 'id2'])
    expect({ attempts, requests: attemptsOf(answer) }).toEqual({ attempts: 1, requests: 2 })
    const code = refusal.Code.trim()
    expect(events).toEqual(['request', code, `retry after ${code}`, 'request', 'answer'])
  })

  test('an object that gives keys is asked once more too', async () => {
    let asked = 0
    const credentials = { getCredential: async () => ({ ...key, accessKeyId: `id${++asked}` }) }
    const { wire, keys } = scene([ranOut], { credentials })
    await wire.call('DescribeRegions', {})
    expect(keys).toEqual(['id1', 'id2'])
  })

  test.each([ranOut, toldInTheMessage])(
    'a source that has none but those is not asked for ever, and the code stays: $Code',
    async (refusal) => {
      const { wire, keys } = scene([refusal, refusal, refusal])
      const error = await wire.call('DescribeRegions', {}).catch((caught) => caught)
      expect(error).toMatchObject({ name: 'ServiceError', code: refusal.Code, kind: 'stop', attempts: 2 })
      expect(error.message).toContain(refusal.Message)
      expect(keys).toEqual(['id1', 'id2'])
    },
  )

  test.each<[string, Partial<RawClientOptions>]>([
    ['a fixed key', { credentials: key }],
    ['no key', { credentials: undefined }],
  ])('%s is not asked for', async (_, options) => {
    const { wire, keys } = scene([ranOut], options)
    await expect(wire.call('DescribeRegions', {})).rejects.toMatchObject({ code: ranOut.Code, attempts: 1 })
    expect(keys).toHaveLength(1)
  })

  test.each(['InternalError', 'Throttling.User', 'TaskConflict'])('what is repeated anyway is left to the policy: %s', async (Code) => {
    const { wire, keys } = scene([{ ...toldInTheMessage, Code }])
    await expect(wire.call('DescribeRegions', {})).rejects.toMatchObject({ code: Code, attempts: 1 })
    expect(keys).toEqual(['id1'])
  })

  test('a message that quotes the request says nothing, and is left out', async () => {
    const { wire, keys } = scene([{ ...toldInTheMessage, Code: 'IncompleteSignature' }])
    const error = await wire.call('DescribeRegions', {}).catch((caught) => caught)
    expect(error).toMatchObject({ code: 'IncompleteSignature', attempts: 1 })
    expect(error.message).not.toContain('SecurityToken')
    expect(keys).toEqual(['id1'])
  })

  test('a clock that is wrong besides is set too', async () => {
    const { wire, keys } = scene([{ Code: 'InvalidTimeStamp.Expired', Message: 'm' }, ranOut])
    expect(attemptsOf(await wire.call('DescribeRegions', {}))).toBe(3)
    expect(keys).toEqual(['id1', 'id2', 'id3'])
  })

  test('a source that fails when it is asked once more says so, and what was sent is counted', async () => {
    let asked = 0
    const credentials = () => (++asked === 1 ? key : Promise.reject(Object.assign(new Error('planted'), { code: 'ECONNRESET' })))
    const { wire } = scene([ranOut], { credentials })
    await expect(wire.call('DescribeRegions', {})).rejects.toMatchObject({ name: 'CredentialsError', kind: 'transient', attempts: 1 })
  })
})

/** An error as runtimes make it: its code one cause down. */
const fetchFailed = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error('planted'), { code }) })
const refusedBy = (kind: 'throttled' | 'gone') => new ServiceError({ kind, code: 'C', message: 'm', status: 400 })

describe('a source that fails', () => {
  test.each<[string, 'transient' | 'stop', unknown]>([
    ...['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'EAI_AGAIN', 'ENOTFOUND', 'EPIPE', 'UND_ERR_CONNECT_TIMEOUT'].map(
      (code): [string, 'transient', unknown] => [code, 'transient', fetchFailed(code)],
    ),
    ['a code of its own', 'transient', Object.assign(new Error('planted'), { code: 'ECONNRESET' })],
    ['a passing error of these packages', 'transient', new NetworkError({ operation: 'DescribeRegions', attempts: 3 })],
    ['a throttle of these packages', 'transient', refusedBy('throttled')],
    ['its own error, passing', 'transient', new CredentialsError('were not found', { cause: fetchFailed('ECONNRESET') })],
    ['its own error', 'stop', new CredentialsError('were not found')],
    ['an absent resource of these packages', 'stop', refusedBy('gone')],
    ['another error of these packages', 'stop', new OptionError('o', 'is wrong')],
    ['no such file', 'stop', Object.assign(new Error('planted'), { code: 'ENOENT' })],
    ['an untrusted certificate', 'stop', fetchFailed('CERT_HAS_EXPIRED')],
    ['no code', 'stop', new Error('planted')],
    ['no error', 'stop', undefined],
  ])('with %s is %s, and nothing was sent', async (_, kind, failure) => {
    const { wire, keys } = scene([], { credentials: () => Promise.reject(failure) })
    const error = await wire.call('DescribeRegions', {}).catch((caught) => caught)
    expect(error).toMatchObject({ name: 'CredentialsError', code: 'InvalidCredentials', kind, attempts: 0 })
    expect(JSON.stringify(error)).not.toContain('planted')
    expect(keys).toEqual([])
  })

  test('its own words are kept', async () => {
    const failure = new CredentialsError('were not found: set a profile', { cause: fetchFailed('ECONNRESET') })
    const { wire } = scene([], { credentials: () => Promise.reject(failure) })
    await expect(wire.call('DescribeRegions', {})).rejects.toMatchObject({
      message: 'credentials were not found: set a profile',
      cause: { name: 'TypeError', code: 'ECONNRESET' },
    })
  })

  test('a source that does not come in time is passing', async () => {
    const { clock, advanceTo } = standingClock()
    const { wire } = scene([], { clock, credentials: () => new Promise(() => {}) })
    const outcome = wire.call('DescribeRegions', {}).catch((caught) => caught)
    await advanceTo(10_000)
    expect(await outcome).toMatchObject({ name: 'CredentialsError', kind: 'transient', attempts: 0 })
  })

  const deletion = { VpnConnectionId: 'vco-typo', RegionId: 'cn-hangzhou' }
  const absent = { Code: 'InvalidVpnConnectionInstanceId.NotFound', Message: 'm' }
  const thrice: Retry = (attempt) => attempt().catch(attempt).catch(attempt)

  test('an absence after it is no deletion of ours', async () => {
    let asked = 0
    const credentials: CredentialsSource = () => (++asked < 3 ? Promise.reject(fetchFailed('ECONNRESET')) : key)
    const { wire } = scene([absent], { credentials, retry: thrice })
    await expect(wire.call('DeleteVpnConnection', deletion)).rejects.toMatchObject({ kind: 'gone', attempts: 1 })
  })

  test.each<[string, () => unknown]>([
    ['a foreign error', () => fetchFailed('ECONNRESET')],
    ['an error of its own', () => Object.freeze(new CredentialsError('were not found', { kind: 'transient' }))],
  ])('with %s after a request whose answer was lost tells that one was sent', async (_, failure) => {
    let asked = 0
    const credentials: CredentialsSource = () => (++asked === 1 ? key : Promise.reject(failure()))
    const fetch = () => Promise.reject(fetchFailed('ECONNRESET'))
    const { wire } = scene([], { credentials, fetch, retry: thrice })
    await expect(wire.call('DeleteVpnConnection', deletion)).rejects.toMatchObject({ name: 'CredentialsError', attempts: 1, isSent: true })
  })

  test('after a request that was refused, or that never left, tells that nothing was done', async () => {
    for (const fetch of [
      async () => Response.json({ Code: 'Throttling' }, { status: 400 }),
      () => Promise.reject(fetchFailed('ENOTFOUND')),
    ]) {
      let asked = 0
      const credentials: CredentialsSource = () => (++asked === 1 ? key : Promise.reject(new Error('none')))
      const { wire } = scene([], { credentials, fetch, retry: thrice })
      await expect(wire.call('DeleteVpnConnection', deletion)).rejects.toMatchObject({
        name: 'CredentialsError',
        attempts: 1,
        isSent: false,
      })
    }
  })
})
