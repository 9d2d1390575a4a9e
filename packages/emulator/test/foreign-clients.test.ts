import { createRawClient } from '@vpn-gateway/core'
import { signV1, v1Method } from '@vpn-gateway/core/signing'
import { describe, expect, test } from 'vitest'
import { codeOf, createScenario } from './scenario.ts'

// Forms in which clients of other languages, and people with curl, write what the service takes; and what it would not take.

const key = { accessKeyId: 'id', accessKeySecret: 'secret' }
const begin = (credentials = [key]) => {
  const { clock, emulator } = createScenario({ credentials, progression: 'manual' })
  /** Calls an operation with a V3 signature in a header that is changed on its way. */
  const callWith = (change: (authorization: string) => string) => {
    const fetch = (request: Request) => {
      const authorization = change(request.headers.get('authorization') ?? '')
      return emulator.fetch(new Request(request, { headers: { ...Object.fromEntries(request.headers), authorization } }))
    }
    return createRawClient({ regionId: 'cn-hangzhou', fetch, credentials: key, clock }).call('DescribeRegions', {})
  }
  return { clock, emulator, callWith }
}
const formInCapitals = { 'content-type': 'Application/X-WWW-Form-URLEncoded; Charset=UTF-8' }
const deletion = 'Action=DeleteVpnConnection&Version=2016-04-28&RegionId=cn-hangzhou&VpnConnectionId=vco-1'

describe('is taken:', () => {
  test.each<[string, Request]>([
    ['a media type in capitals', new Request('http://localhost/', { method: 'POST', body: deletion, headers: formInCapitals })],
    ['an idempotency token without a text', new Request(`http://localhost/?${deletion}&ClientToken=`, { method: 'POST' })],
    ['a path of several slashes', new Request(`http://localhost//?${deletion}`, { method: 'POST' })],
  ])('%s', async (_, request) => {
    const { emulator } = begin([])
    expect(await codeOf(emulator.fetch(request))).toEqual([200, undefined])
    expect(emulator.ledger.tasks).toHaveLength(1)
  })

  test('blanks after the commas of a V3 signature', async () => {
    expect(await begin().callWith((text) => text.replaceAll(',', ', '))).toMatchObject({ RequestId: expect.any(String) })
  })

  test('a V1 signature with a security token without a text', async () => {
    const { emulator, clock } = begin()
    const pairs: [string, string][] = [
      ...new URLSearchParams(deletion),
      ['AccessKeyId', 'id'],
      ['SecurityToken', ''],
      ['SignatureMethod', v1Method],
      ['SignatureVersion', '1.0'],
      ['SignatureNonce', 'n-1'],
      ['Timestamp', new Date(clock.now()).toISOString().replace('.000', '')],
    ]
    const { signature } = await signV1({ method: 'POST', pairs }, 'secret')
    const request = new Request(`http://localhost/?${new URLSearchParams([...pairs, ['Signature', signature]])}`, { method: 'POST' })
    expect(await codeOf(emulator.fetch(request))).toEqual([200, undefined])
  })
})

describe('is refused:', () => {
  test.each(['host', 'x-acs-action', 'x-acs-version', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-content-sha256'])(
    'a V3 signature that does not cover %s',
    async (name) => {
      const refused = begin().callWith((text) => text.replace(new RegExp(`(?<=[=;])${name};|;${name}(?=,)`), ''))
      await expect(refused).rejects.toMatchObject({ code: 'IncompleteSignature' })
    },
  )

  test('an operation that the query and the header name differently', async () => {
    const { emulator } = begin([])
    const request = new Request(`http://localhost/?${deletion}`, { method: 'POST', headers: { 'x-acs-action': 'DescribeRegions' } })
    expect(await codeOf(emulator.fetch(request))).toEqual([404, 'InvalidAction.NotFound'])
    expect(emulator.ledger.tasks).toEqual([])
  })
})
