import { inspect } from 'node:util'
import { type Clock, createRawClient, type RawClientOptions } from '@vpn-gateway/core'
import { signV1, signV3, type V3Request, v3Authorization } from '@vpn-gateway/core/signing'
import { describe, expect, test } from 'vitest'
import { createEmulator, createVirtualClock, type EmulatedKey } from '../src/index.ts'
import { codeOf, optionError } from './scenario.ts'

const key = { accessKeyId: 'id', accessKeySecret: 'secret' }
const temporary = { accessKeyId: 'sts', accessKeySecret: 'secret', securityToken: 'token' }
const v3Key = 'ACS3-HMAC-SHA256 Credential=id'
const incomplete: [number, string] = [400, 'IncompleteSignature']
const bodyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

function setup({ credentials = [key, temporary] }: { readonly credentials?: readonly EmulatedKey[] } = {}) {
  const clock = createVirtualClock({ auto: false })
  const emulator = createEmulator({ credentials, clock })
  /** Calls an operation as a client does, with a change to its options. */
  const call = (options: Partial<RawClientOptions> = {}, parameters = {}) =>
    createRawClient({ regionId: 'cn-hangzhou', fetch: emulator.fetch, credentials: key, clock, ...options }).call(
      'DescribeRegions',
      parameters,
    )
  /** Sends a signed request, and gives its status and code. */
  const send = async (change?: Parameters<typeof signed>[1], atMs = clock.now()) => codeOf(emulator.fetch(await signed(atMs, change)))
  return { clock, emulator, call, send }
}

const isAnswered = expect.objectContaining({ RequestId: expect.any(String) })

/** A signed request, with whatever a test changes about it before or after it is signed. */
async function signed(
  now: number,
  { before = {}, after = {}, query = 'Action=DescribeRegions', as = key.accessKeyId, secret = key.accessKeySecret } = {},
) {
  const headers: Record<string, string> = {
    host: 'vpc.cn-hangzhou.aliyuncs.com',
    'x-acs-action': 'DescribeRegions',
    'x-acs-version': '2016-04-28',
    'x-acs-date': `${new Date(now).toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': crypto.randomUUID(),
    'x-acs-content-sha256': bodyHash,
    ...before,
  }
  const request: V3Request = { method: 'POST', query, headers, bodyHash }
  const authorization = v3Authorization(as, await signV3(request, secret))
  return new Request(`https://vpc.cn-hangzhou.aliyuncs.com/?${query}`, { method: 'POST', headers: { ...headers, authorization, ...after } })
}

describe('with credentials', () => {
  test.each([
    ['v3', 'query'],
    ['v3', 'form'],
    ['v1', 'query'],
    ['v1', 'form'],
  ] as const)('a request that is signed right by %s in the %s passes, also with a temporary key', async (signing, parametersIn) => {
    const { call } = setup()
    for (const credentials of [key, temporary])
      expect(await call({ credentials, signing, parametersIn }, { AcceptLanguage: "!'()*~+/ %阿" })).toEqual(isAnswered)
  })

  test.each<[string, Parameters<typeof signed>[1], [number, string]]>([
    ['a wrong secret', { secret: 'Secret' }, [400, 'SignatureDoesNotMatch']],
    ['a header changed after signing', { after: { 'x-acs-content-sha256': 'other' } }, [400, 'SignatureDoesNotMatch']],
    ['an unknown key', { as: 'nobody' }, [404, 'InvalidAccessKeyId.NotFound']],
    ['a time in another format', { before: { 'x-acs-date': 'today' } }, [400, 'InvalidTimeStamp.Format']],
    ['a time long ago', { before: { 'x-acs-date': '2016-01-01T00:00:00Z' } }, [400, 'InvalidTimeStamp.Expired']],
    ['a temporary key without its token', { as: 'sts' }, [400, 'MissingSecurityToken']],
    ['a token of another key', { before: { 'x-acs-security-token': 'token' } }, [400, 'InvalidSecurityToken.MismatchWithAccessKey']],
    ['another algorithm', { after: { authorization: 'ACS4 Credential=id' } }, [400, 'InvalidSignatureMethod']],
    ['names of headers that are none', { after: { authorization: `${v3Key},SignedHeaders=foo@bar;;,Signature=x` } }, incomplete],
    ['half a header', { after: { authorization: v3Key } }, incomplete],
  ])('%s is refused', async (_, change, expected) => {
    expect(await setup().send(change)).toEqual(expected)
  })

  const withToken = (token: string) => ({ before: { 'x-acs-security-token': token } })
  test.each<[string, Partial<EmulatedKey>, Parameters<typeof signed>[1], [number, string]]>([
    ['an inactive key', { status: 'inactive' }, {}, [400, 'InvalidAccessKeyId.Inactive']],
    ['a disabled key', { status: 'disabled' }, {}, [403, 'Forbidden.AccessKeyDisabled']],
    ['a token whose time is over', { securityToken: 'token', expiresAtMs: 1 }, withToken('token'), [400, 'InvalidSecurityToken.Expired']],
    ['a token that is none', { securityToken: 'token' }, withToken('to ken'), [400, 'InvalidSecurityToken.Malformed']],
    ['another token', { securityToken: 'token' }, withToken('other'), [400, 'InvalidSecurityToken.MismatchWithAccessKey']],
  ])('%s is refused', async (_, state, change, expected) => {
    expect(await setup({ credentials: [{ ...key, ...state }] }).send(change)).toEqual(expected)
  })

  test('a token counts until its time is over', async () => {
    const credentials = { ...temporary, expiresAtMs: createVirtualClock().now() + 60_000 }
    const { clock, call } = setup({ credentials: [credentials] })
    expect(await call({ credentials })).toEqual(isAnswered)
    await clock.advance(60_000)
    await expect(call({ credentials })).rejects.toMatchObject({ code: 'InvalidSecurityToken.Expired' })
  })

  test('plain http is refused where TLS is demanded, before anything else', async () => {
    const emulator = createEmulator({ credentials: [key], requireTls: true })
    expect(await codeOf(emulator.fetch(new Request('http://127.0.0.1/')))).toEqual([403, 'InvalidProtocol.NeedSsl'])
    expect(await setup().call({ fetch: emulator.fetch, clock: emulator.clock })).toEqual(isAnswered)
  })

  test.each([
    [{ accessKeyId: 'id' }],
    [{ ...key, securityToken: 'to ken' }],
    [{ ...key, status: 'gone' }],
    [{ ...key, expiresAtMs: 'soon' }],
    [{ ...key, secret: 'x' }],
    'key',
  ])('credentials that mean nothing are refused: %j', (credentials) => {
    expect(() => createEmulator({ credentials: credentials as never })).toThrow(optionError('credentials'))
  })

  test('a request without a signature is refused', async () => {
    const { emulator } = setup()
    expect(await codeOf(emulator.fetch(new Request('https://vpc.aliyuncs.com/?Action=DescribeRegions')))).toEqual(incomplete)
  })

  const withNonce = (nonce: string) => ({ before: { 'x-acs-signature-nonce': nonce } })
  test.each([0, 3_600_000, -3_600_000])(
    'a nonce counts once; a step of the wall clock by %i ms moves what is in time, not how long it counts',
    async (ms) => {
      const { clock, send } = setup()
      const once = withNonce('once')
      expect(await send(once)).toEqual([200, undefined])
      clock.step(ms)
      if (ms !== 0) expect(await send({}, clock.now() - ms)).toEqual([400, 'InvalidTimeStamp.Expired'])
      expect(await send(once)).toEqual([400, 'SignatureNonceUsed'])
      await clock.advance(30 * 60_000)
      expect(await send(once)).toEqual([200, undefined])
    },
  )

  test('a nonce that is longer than any client makes is refused, since each is remembered', async () => {
    const { send } = setup()
    expect(await send(withNonce('n'.repeat(256)))).toEqual([200, undefined])
    expect(await send(withNonce('n'.repeat(257)))).toEqual([400, 'InvalidParameter'])
  })

  const v1Parameters = {
    Action: 'DescribeRegions',
    AccessKeyId: 'id',
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: 'n',
    Timestamp: '2026-01-01T00:00:00Z',
  }
  const sendV1 = async (parameters: Record<string, string>, secret: string, change = (signature: string) => signature) => {
    const { signature } = await signV1({ method: 'GET', pairs: Object.entries(parameters) }, secret)
    const query = new URLSearchParams({ ...parameters, Signature: change(signature) })
    return codeOf(setup().emulator.fetch(new Request(`https://vpc.aliyuncs.com/?${query}`)))
  }

  test.each<[string, Record<string, string>, string, [number, string | undefined]]>([
    ['nothing', {}, 'secret', [200, undefined]],
    ['the secret', {}, 'Secret', [400, 'SignatureDoesNotMatch']],
    ['the key', { AccessKeyId: 'nobody' }, 'secret', [404, 'InvalidAccessKeyId.NotFound']],
    ['the method', { SignatureMethod: 'HMAC-MD5' }, 'secret', [400, 'InvalidSignatureMethod']],
    ['the version', { SignatureVersion: '2.0' }, 'secret', [400, 'InvalidSignatureMethod']],
    ['the nonce, to none', { SignatureNonce: '' }, 'secret', [400, 'IncompleteSignature']],
    ['the time', { Timestamp: '2025-01-01T00:00:00Z' }, 'secret', [400, 'InvalidTimeStamp.Expired']],
    ['the format of the time', { Timestamp: 'now' }, 'secret', [400, 'InvalidTimeStamp.Format']],
    ['the token, to one of another key', { SecurityToken: 'token' }, 'secret', [400, 'InvalidSecurityToken.MismatchWithAccessKey']],
  ])('by V1, with a change to %s', async (_, change, secret, expected) => {
    expect(await sendV1({ ...v1Parameters, ...change }, secret)).toEqual(expected)
  })

  test.each([0, 10, 27])('one other character in a V1 signature, at %i, is refused', async (index) => {
    const change = (signature: string) => `${signature.slice(0, index)}${signature[index] === 'A' ? 'B' : 'A'}${signature.slice(index + 1)}`
    expect(await sendV1(v1Parameters, 'secret', change)).toEqual([400, 'SignatureDoesNotMatch'])
  })
})

describe('a caller whose clock is wrong', () => {
  const wrongBy = (clock: Clock, ms: number): Clock => ({ ...clock, now: () => clock.now() + ms })

  test.each([
    ['v3', 7_200_000],
    ['v3', -7_200_000],
    ['v1', 86_400_000],
  ] as const)('learns the service’s time from its answer and signs once more (%s, %i ms)', async (signing, ms) => {
    const { emulator, clock } = setup()
    const { fetch } = emulator
    const wire = createRawClient({ regionId: 'cn-hangzhou', fetch, credentials: key, clock: wrongBy(clock, ms), signing })
    expect(await wire.call('DescribeRegions', {})).toEqual(isAnswered)
    expect(emulator.ledger.requests).toHaveLength(2)
    // What was learned is kept.
    await wire.call('DescribeRegions', {})
    expect(emulator.ledger.requests).toHaveLength(3)
  })

  test('gets the refusal where the answer has no time to learn from', async () => {
    const { emulator, clock, call } = setup()
    const fetch = async (request: Request) => {
      const response = await emulator.fetch(request)
      response.headers.delete('date')
      return response
    }
    const refused = call({ fetch, clock: wrongBy(clock, 7_200_000) })
    await expect(refused).rejects.toMatchObject({ code: 'InvalidTimeStamp.Expired' })
  })
})

describe('a refused signature says what differs, without quoting either', () => {
  const refusalOf = async (accessKeySecret: string, change: (request: Request) => Request, signing: 'v1' | 'v3') => {
    const { emulator, clock } = setup()
    const fetch = (request: Request) => emulator.fetch(change(request))
    const credentials = { ...key, accessKeySecret }
    const wire = createRawClient({ regionId: 'cn-hangzhou', fetch, credentials, clock, signing })
    return wire.call('DescribeVpnGateway', { RegionId: 'cn-hangzhou', VpnGatewayId: 'vpn-planted' }).catch((error) => error)
  }

  test.each(['v1', 'v3'] as const)('the secret (%s)', async (signing) => {
    const error = await refusalOf('planted', (request) => request, signing)
    expect(error).toMatchObject({ code: 'SignatureDoesNotMatch', message: expect.stringContaining('the access key secret is wrong') })
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('planted')
  })

  test.each([
    ['one line', (text: string) => text.replace(/\s+/g, ' ')],
    ['other ends of lines', (text: string) => text.replace(/\n/g, '\r\n')],
    ['escaped ends of lines', (text: string) => text.replace(/\n/g, '\\n')],
    ['ends of lines as in a page', (text: string) => text.replace(/\n/g, '&#10;')],
    ['no white space', (text: string) => text.replace(/\s+/g, '')],
  ])('the secret, where the text is quoted with %s', async (_, requote) => {
    const { emulator, call } = setup()
    const fetch = async (request: Request) => {
      const response = await emulator.fetch(request)
      const { Message, ...rest } = (await response.json()) as { Message: string }
      return Response.json({ ...rest, Message: requote(Message) }, { status: response.status })
    }
    for (const signing of ['v1', 'v3'] as const) {
      const refused = call({ fetch, credentials: { ...key, accessKeySecret: 'other' }, signing })
      await expect(refused, signing).rejects.toThrow('the access key secret is wrong')
    }
  })

  test.each(['v1', 'v3'] as const)('the text that was signed (%s)', async (signing) => {
    const error = await refusalOf('secret', (request) => new Request(`${request.url}&Added=planted`, request), signing)
    expect(error).toMatchObject({ code: 'SignatureDoesNotMatch', message: expect.stringContaining('The service signed another text') })
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('planted')
  })
})
