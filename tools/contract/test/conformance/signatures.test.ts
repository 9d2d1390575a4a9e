import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createRawClient, type ParameterValues } from '@vpn-gateway/core'
import { encodePairs, signV1, signV3 } from '@vpn-gateway/core/signing'
import { installLocked } from '@vpn-gateway/workspace/locked-install'
import { root } from '@vpn-gateway/workspace/packages'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'

/** The part of the official utility that is used here. */
interface OfficialUtility {
  getRPCSignature(parameters: Texts, method: string, secret: string): string
  getAuthorization(request: OfficialRequest, algorithm: string, payload: string, accessKeyId: string, secret: string): string
}

type Texts = Readonly<Record<string, string>>

interface OfficialRequest {
  readonly method: string
  readonly pathname: string
  readonly query: Texts
  readonly headers: Texts
}

let official: OfficialUtility
beforeAll(() => {
  official = (installLocked(join(root, 'tools/contract/peers'))('@alicloud/openapi-util') as { default: OfficialUtility }).default
})

/** The `Signature=…` of a V3 request by the official utility. */
function v3SignatureOf(method: string, query: Texts, headers: Texts, bodyHash: string, secret: string): string | undefined {
  const request = { method, pathname: '/', query, headers }
  return official.getAuthorization(request, 'ACS3-HMAC-SHA256', bodyHash, 'id', secret).split(',').at(-1)
}

/** Names as services have them, lists past ten entries among them, and texts of any kind. */
const name = fc.oneof(fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/), fc.stringMatching(/^Tag\.([1-9]|1[0-9])\.Key$/))
const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom(...`!'()*~+/ %&=.-_阿é`) }), fc.constant(''))
const parameters = fc.dictionary(name, text, { noNullPrototype: true })
const secret = fc.stringMatching(/^[!-~]{1,30}$/)

describe('our signatures are those of the official utility', () => {
  test('V1', async () => {
    await fc.assert(
      fc.asyncProperty(parameters, secret, fc.constantFrom('GET', 'POST'), async (values, accessKeySecret, method) => {
        const { signature } = await signV1({ method, pairs: Object.entries(values) }, accessKeySecret)
        expect(signature).toBe(official.getRPCSignature(values, method, accessKeySecret))
      }),
      { numRuns: 500 },
    )
  })

  test('V3, with and without a token', async () => {
    await fc.assert(
      fc.asyncProperty(parameters, secret, fc.boolean(), async (values, accessKeySecret, withToken) => {
        const headers = { host: 'vpc.cn-hangzhou.aliyuncs.com', 'x-acs-action': 'A', ...(withToken && { 'x-acs-security-token': 't' }) }
        const bodyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
        const request = { method: 'POST', query: encodePairs(Object.entries(values)), headers, bodyHash }
        const { signature } = await signV3(request, accessKeySecret)
        expect(`Signature=${signature}`).toBe(v3SignatureOf('POST', values, headers, bodyHash, accessKeySecret))
      }),
      { numRuns: 500 },
    )
  })
})

/** Reports whether the official utility computes the signature that a request carries. */
function isRight(request: IncomingMessage, body: string): boolean {
  const url = new URL(request.url ?? '', 'http://host')
  const query = Object.fromEntries(url.searchParams)
  const authorization = request.headers.authorization
  if (authorization === undefined) {
    const { Signature, ...signed } = { ...query, ...Object.fromEntries(new URLSearchParams(body)) } as Record<string, string>
    return official.getRPCSignature(signed, request.method ?? '', 'secret') === Signature
  }
  const names = /SignedHeaders=([^,]*)/.exec(authorization)?.[1]?.split(';') ?? []
  const headers = Object.fromEntries(names.map((each) => [each, String(request.headers[each])]))
  const payload = String(request.headers['x-acs-content-sha256'])
  return v3SignatureOf(request.method ?? '', query, headers, payload, 'secret') === authorization.split(',').at(-1)
}

test.each([
  ['v3', 'query'],
  ['v3', 'form'],
  ['v1', 'query'],
  ['v1', 'form'],
] as const)('a bare server that verifies with the official utility accepts our client (%s in the %s)', async (signing, parametersIn) => {
  const verdicts: boolean[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    verdicts.push(isRight(request, body))
    response.setHeader('content-type', 'application/json').end('{"RequestId":"r"}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  for (const securityToken of [undefined, 'token']) {
    const credentials = { accessKeyId: 'id', accessKeySecret: 'secret', securityToken }
    const values: ParameterValues = { AcceptLanguage: `!'()*~+/ %阿`, List: Array.from({ length: 12 }, (_, index) => `v${index}`) }
    await createRawClient({ endpoint, credentials, signing, parametersIn }).call('DescribeRegions', values)
  }
  expect(verdicts).toEqual([true, true])
  await new Promise((resolve) => server.close(resolve))
})
