import { describe, expect, test } from 'vitest'
import { CredentialsError, OptionError } from '../src/errors/input-errors.ts'
import { ServiceError } from '../src/errors/service-error.ts'
import { NetworkError } from '../src/errors/transport-errors.ts'
import { attemptsOf } from '../src/wire/call.ts'
import type { Hooks } from '../src/wire/hooks.ts'
import type { RawClientOptions, Retry } from '../src/wire/options.ts'
import { clientOf, deletion, endOf, fetchFailed, inTurn, key, never, standingClock } from './setup.ts'

const temporary = { ...key, securityToken: 'CAIS-1' }
const deny = () => Promise.reject(fetchFailed('ECONNRESET'))
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
  const wire = clientOf({
    credentials: () => ({ ...temporary, accessKeyId: `id${++asked}` }),
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
    const credentials = { getCredential: async () => ({ ...temporary, accessKeyId: `id${++asked}` }) }
    const { wire, keys } = scene([ranOut], { credentials })
    await wire.call('DescribeRegions', {})
    expect(keys).toEqual(['id1', 'id2'])
  })

  test.each([ranOut, toldInTheMessage])(
    'a source that has none but those is not asked for ever, and the code stays: $Code',
    async (refusal) => {
      const { wire, keys } = scene([refusal, refusal, refusal])
      const error = await endOf(wire.call('DescribeRegions', {}))
      expect(error).toMatchObject({ name: 'ServiceError', code: refusal.Code, kind: 'stop', attempts: 2 })
      expect(error.message).toContain(refusal.Message)
      expect(keys).toEqual(['id1', 'id2'])
    },
  )

  test.each<[string, Partial<RawClientOptions>]>([
    ['a fixed key', { credentials: temporary }],
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
    const error = await endOf(wire.call('DescribeRegions', {}))
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
    const { wire } = scene([ranOut], { credentials: inTurn(async () => temporary, deny) })
    await expect(wire.call('DescribeRegions', {})).rejects.toMatchObject({ name: 'CredentialsError', kind: 'transient', attempts: 1 })
  })
})

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
    const error = await endOf(wire.call('DescribeRegions', {}))
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
    const { wire } = scene([], { clock, credentials: never })
    const outcome = wire.call('DescribeRegions', {}).catch((caught) => caught)
    await advanceTo(10_000)
    expect(await outcome).toMatchObject({ name: 'CredentialsError', kind: 'transient', attempts: 0 })
  })

  const gone = { Code: 'InvalidVpnConnectionInstanceId.NotFound', Message: 'm' }
  const thrice: Retry = (attempt) => attempt().catch(attempt).catch(attempt)

  test('an absence after it is no deletion of ours', async () => {
    const { wire } = scene([gone], { credentials: inTurn<Promise<typeof temporary>>(deny, deny, async () => temporary), retry: thrice })
    await expect(wire.call('DeleteVpnConnection', deletion)).rejects.toMatchObject({ kind: 'gone', attempts: 1 })
  })

  test.each<[string, Error]>([
    ['a foreign error', fetchFailed('ECONNRESET')],
    ['an error of its own', Object.freeze(new CredentialsError('were not found', { kind: 'transient' }))],
  ])('with %s after a request whose answer was lost tells that one was sent', async (_, failure) => {
    const credentials = inTurn(
      async () => temporary,
      () => Promise.reject(failure),
    )
    const { wire } = scene([], { credentials, fetch: deny, retry: thrice })
    await expect(wire.call('DeleteVpnConnection', deletion)).rejects.toMatchObject({ name: 'CredentialsError', attempts: 1, isSent: true })
  })

  test.each([
    ['was refused', async () => Response.json({ Code: 'Throttling' }, { status: 400 })],
    ['never left', () => Promise.reject(fetchFailed('ENOTFOUND'))],
  ])('after a request that %s tells that nothing was done', async (_, fetch) => {
    const credentials = inTurn(
      async () => temporary,
      () => Promise.reject(new Error('none')),
    )
    const { wire } = scene([], { credentials, fetch, retry: thrice })
    await expect(wire.call('DeleteVpnConnection', deletion)).rejects.toMatchObject({ name: 'CredentialsError', attempts: 1, isSent: false })
  })
})
