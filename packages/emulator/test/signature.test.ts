import { inspect } from 'node:util'
import { type Clock, createRawClient } from '@vpn-gateway/core'
import { signV1, signV3, type V3Request, v3Authorization } from '@vpn-gateway/core/signing'
import { describe, expect, test } from 'vitest'
import { createEmulator, createVirtualClock, type EmulatedKey } from '../src/index.ts'

const key = { accessKeyId: 'id', accessKeySecret: 'secret' }
const temporary = { accessKeyId: 'sts', accessKeySecret: 'secret', securityToken: 'token' }
const bodyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

function setup() {
  const clock = createVirtualClock({ auto: false })
  return { clock, emulator: createEmulator({ credentials: [key, temporary], clock }) }
}

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

async function codeOf(response: Response): Promise<[number, string | undefined]> {
  return [response.status, ((await response.json()) as { Code?: string }).Code]
}

describe('with credentials', () => {
  test.each([
    ['v3', 'query'],
    ['v3', 'form'],
    ['v1', 'query'],
    ['v1', 'form'],
  ] as const)('a request that is signed right by %s in the %s passes, also with a temporary key', async (signing, parametersIn) => {
    const { emulator, clock } = setup()
    for (const credentials of [key, temporary]) {
      const wire = createRawClient({ regionId: 'cn-hangzhou', fetch: emulator.fetch, credentials, clock, signing, parametersIn })
      expect(await wire.call('DescribeRegions', { AcceptLanguage: "!'()*~+/ %阿" })).toMatchObject({ RequestId: expect.any(String) })
    }
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
    [
      'names of headers that are none',
      { after: { authorization: 'ACS3-HMAC-SHA256 Credential=id,SignedHeaders=foo@bar;;,Signature=x' } },
      [400, 'IncompleteSignature'],
    ],
    ['half a header', { after: { authorization: 'ACS3-HMAC-SHA256 Credential=id' } }, [400, 'IncompleteSignature']],
  ])('%s is refused', async (_, change, expected) => {
    const { emulator, clock } = setup()
    expect(await codeOf(await emulator.fetch(await signed(clock.now(), change)))).toEqual(expected)
  })

  test.each<[string, Partial<EmulatedKey>, string | undefined, [number, string]]>([
    ['an inactive key', { status: 'inactive' }, undefined, [400, 'InvalidAccessKeyId.Inactive']],
    ['a disabled key', { status: 'disabled' }, undefined, [403, 'Forbidden.AccessKeyDisabled']],
    ['a token whose time is over', { securityToken: 'token', expiresAtMs: 1 }, 'token', [400, 'InvalidSecurityToken.Expired']],
    ['a token that is none', { securityToken: 'token' }, 'to ken', [400, 'InvalidSecurityToken.Malformed']],
    ['another token', { securityToken: 'token' }, 'other', [400, 'InvalidSecurityToken.MismatchWithAccessKey']],
  ])('%s is refused', async (_, state, given, expected) => {
    const clock = createVirtualClock({ auto: false })
    const emulator = createEmulator({ credentials: [{ ...key, ...state }], clock })
    const before: Record<string, string> = given === undefined ? {} : { 'x-acs-security-token': given }
    expect(await codeOf(await emulator.fetch(await signed(clock.now(), { before })))).toEqual(expected)
  })

  test('a token counts until its time is over', async () => {
    const { clock } = setup()
    const credentials = { ...temporary, expiresAtMs: clock.now() + 60_000 }
    const emulator = createEmulator({ credentials: [credentials], clock })
    const wire = createRawClient({ regionId: 'cn-hangzhou', fetch: emulator.fetch, credentials, clock })
    expect(await wire.call('DescribeRegions', {})).toMatchObject({ RequestId: expect.any(String) })
    await clock.advance(60_000)
    await expect(wire.call('DescribeRegions', {})).rejects.toMatchObject({ code: 'InvalidSecurityToken.Expired' })
  })

  test('plain http is refused where TLS is demanded, before anything else', async () => {
    const emulator = createEmulator({ credentials: [key], requireTls: true })
    expect(await codeOf(await emulator.fetch(new Request('http://127.0.0.1/')))).toEqual([403, 'InvalidProtocol.NeedSsl'])
    const wire = createRawClient({ regionId: 'cn-hangzhou', fetch: emulator.fetch, credentials: key })
    expect(await wire.call('DescribeRegions', {})).toMatchObject({ RequestId: expect.any(String) })
  })

  test.each([
    [{ accessKeyId: 'id' }],
    [{ ...key, securityToken: 'to ken' }],
    [{ ...key, status: 'gone' }],
    [{ ...key, expiresAtMs: 'soon' }],
    [{ ...key, secret: 'x' }],
    'key',
  ])('credentials that mean nothing are refused: %j', (credentials) => {
    expect(() => createEmulator({ credentials: credentials as never })).toThrow(
      expect.objectContaining({ name: 'OptionError', option: 'credentials' }),
    )
  })

  test('a request without a signature is refused', async () => {
    const { emulator } = setup()
    expect(await codeOf(await emulator.fetch(new Request('https://vpc.aliyuncs.com/?Action=DescribeRegions')))).toEqual([
      400,
      'IncompleteSignature',
    ])
  })

  test.each([3_600_000, -3_600_000])('a step of the wall clock by %i ms moves what is in time, not how long a nonce counts', async (ms) => {
    const { emulator, clock } = setup()
    const before = { 'x-acs-signature-nonce': 'once' }
    const sent = async (atMs: number, more = {}) => codeOf(await emulator.fetch(await signed(atMs, { before: more })))
    expect(await sent(clock.now(), before)).toEqual([200, undefined])
    clock.step(ms)
    expect(await sent(clock.now() - ms)).toEqual([400, 'InvalidTimeStamp.Expired'])
    expect(await sent(clock.now(), before)).toEqual([400, 'SignatureNonceUsed'])
    await clock.advance(30 * 60_000)
    expect(await sent(clock.now(), before)).toEqual([200, undefined])
  })

  test('a nonce counts once', async () => {
    const { emulator, clock } = setup()
    const before = { 'x-acs-signature-nonce': 'once' }
    expect((await emulator.fetch(await signed(clock.now(), { before }))).status).toBe(200)
    expect(await codeOf(await emulator.fetch(await signed(clock.now(), { before })))).toEqual([400, 'SignatureNonceUsed'])
    await clock.advance(31 * 60_000)
    expect((await emulator.fetch(await signed(clock.now(), { before }))).status).toBe(200)
  })

  test('a nonce that is longer than any client makes is refused, since each is remembered', async () => {
    const { emulator, clock } = setup()
    const of = (length: number) => signed(clock.now(), { before: { 'x-acs-signature-nonce': 'n'.repeat(length) } })
    expect((await emulator.fetch(await of(256))).status).toBe(200)
    expect(await codeOf(await emulator.fetch(await of(257)))).toEqual([400, 'InvalidParameter'])
  })

  const v1Parameters = {
    Action: 'DescribeRegions',
    AccessKeyId: 'id',
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: 'n',
    Timestamp: '2026-01-01T00:00:00Z',
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
    const { emulator } = setup()
    const pairs = Object.entries({ ...v1Parameters, ...change })
    const { signature } = await signV1({ method: 'GET', pairs }, secret)
    const query = new URLSearchParams([...pairs, ['Signature', signature]])
    expect(await codeOf(await emulator.fetch(new Request(`https://vpc.aliyuncs.com/?${query}`)))).toEqual(expected)
  })

  test.each([0, 10, 27])('one other character in a V1 signature, at %i, is refused', async (index) => {
    const { emulator } = setup()
    const { signature } = await signV1({ method: 'GET', pairs: Object.entries(v1Parameters) }, 'secret')
    const other = signature[index] === 'A' ? 'B' : 'A'
    const changed = `${signature.slice(0, index)}${other}${signature.slice(index + 1)}`
    const query = new URLSearchParams({ ...v1Parameters, Signature: changed })
    expect(await codeOf(await emulator.fetch(new Request(`https://vpc.aliyuncs.com/?${query}`)))).toEqual([400, 'SignatureDoesNotMatch'])
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
    let requests = 0
    const fetch = (request: Request) => {
      requests += 1
      return emulator.fetch(request)
    }
    const wire = createRawClient({ regionId: 'cn-hangzhou', fetch, credentials: key, clock: wrongBy(clock, ms), signing })
    expect(await wire.call('DescribeRegions', {})).toMatchObject({ RequestId: expect.any(String) })
    expect(requests).toBe(2)
    // What was learned is kept.
    await wire.call('DescribeRegions', {})
    expect(requests).toBe(3)
  })

  test('gets the refusal where the answer has no time to learn from', async () => {
    const { emulator, clock } = setup()
    const fetch = async (request: Request) => {
      const response = await emulator.fetch(request)
      response.headers.delete('date')
      return response
    }
    const wire = createRawClient({ regionId: 'cn-hangzhou', fetch, credentials: key, clock: wrongBy(clock, 7_200_000) })
    await expect(wire.call('DescribeRegions', {})).rejects.toMatchObject({ code: 'InvalidTimeStamp.Expired' })
  })
})

describe('a refused signature says what differs, without quoting either', () => {
  const refusalOf = async (secret: string, change: (request: Request) => Request, signing: 'v1' | 'v3') => {
    const { emulator, clock } = setup()
    const credentials = { accessKeyId: 'id', accessKeySecret: secret }
    const wire = createRawClient({
      regionId: 'cn-hangzhou',
      fetch: (request) => emulator.fetch(change(request)),
      credentials,
      clock,
      signing,
    })
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
    const { emulator, clock } = setup()
    const fetch = async (request: Request) => {
      const response = await emulator.fetch(request)
      const { Message, ...rest } = (await response.json()) as { Message: string }
      return Response.json({ ...rest, Message: requote(Message) }, { status: response.status })
    }
    for (const signing of ['v1', 'v3'] as const) {
      const wire = createRawClient({
        regionId: 'cn-hangzhou',
        fetch,
        credentials: { accessKeyId: 'id', accessKeySecret: 'other' },
        clock,
        signing,
      })
      await expect(wire.call('DescribeRegions', {}), signing).rejects.toMatchObject({
        message: expect.stringContaining('the access key secret is wrong'),
      })
    }
  })

  test.each(['v1', 'v3'] as const)('the text that was signed (%s)', async (signing) => {
    const error = await refusalOf('secret', (request) => new Request(`${request.url}&Added=planted`, request), signing)
    expect(error).toMatchObject({ code: 'SignatureDoesNotMatch', message: expect.stringContaining('The service signed another text') })
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('planted')
  })
})
