import { describe, expect, test } from 'vitest'
import type { CredentialsSource } from '../src/credentials.ts'
import { CredentialsError, OptionError } from '../src/errors/input-errors.ts'
import { ServiceError } from '../src/errors/service-error.ts'
import { NetworkError } from '../src/errors/transport-errors.ts'
import type { Hooks } from '../src/wire/hooks.ts'
import type { Retry } from '../src/wire/retry.ts'
import { createWire, type WireOptions } from '../src/wire/wire.ts'
import { standingClock } from './standing-clock.ts'

const key = { accessKeyId: 'id', accessKeySecret: 'secret', securityToken: 'CAIS-1' }

type Refusal = { readonly Code: string; readonly Message: string }

/** A source that gives another key each time, and a service that refuses by these answers, one after another, before it accepts. */
function scene(refusals: readonly Refusal[], options: Partial<WireOptions> = {}) {
  const rest = [...refusals]
  const keys: string[] = []
  const events: string[] = []
  let asked = 0
  const hooks: Hooks = {
    request: () => void events.push('request'),
    response: ({ error }) => void events.push(error?.code ?? 'answer'),
    retry: ({ reason }) => void events.push(`retry after ${reason.code}`),
  }
  const wire = createWire({
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
    await expect(wire.call('DeleteVpnConnection', deletion)).rejects.toMatchObject({ name: 'CredentialsError', attempts: 1 })
  })
})
