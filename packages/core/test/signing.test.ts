import { describe, expect, test } from 'vitest'
import { canonicalQuery, encodePairs, percentEncode } from '../src/parameters/query.ts'
import * as nodeHash from '../src/runtime/crypto.node.ts'
import * as webHash from '../src/runtime/crypto.web.ts'
import { signV1 } from '../src/signing/v1.ts'
import { v1Method } from '../src/signing/v1-query.ts'
import { bodyHashOf, signV3, v3Algorithm, v3Authorization } from '../src/signing/v3.ts'
import published from './signature-vectors.json' with { type: 'json' }

const v3Vectors = published.vectors.filter(({ algorithm }) => algorithm === v3Algorithm)

describe('V3 signatures', () => {
  test('there are published vectors to hold against', () => {
    expect(v3Vectors.length).toBeGreaterThan(0)
  })

  test.each(v3Vectors)('$name', async (vector) => {
    const { method, headers, secret } = vector
    const query = canonicalQuery(vector.query!)
    const signature = await signV3({ method, query, headers: headers!, bodyHash: await bodyHashOf('') }, secret)
    const { canonicalRequest, stringToSign, signature: expected } = vector
    expect(signature).toMatchObject({ canonicalRequest, stringToSign, signature: expected })
    expect(v3Authorization(vector.accessKeyId!, signature)).toBe(vector.authorization)
  })

  test('one other character in the secret gives another signature', async () => {
    const request = { method: 'POST', query: 'A=1', headers: { host: 'h' }, bodyHash: await bodyHashOf('') }
    expect((await signV3(request, 'secret')).signature).not.toBe((await signV3(request, 'secreT')).signature)
  })
})

const v1Vectors = published.vectors.filter(({ algorithm }) => algorithm === v1Method)

describe('V1 signatures', () => {
  test('there are published vectors to hold against', () => {
    expect(v1Vectors.length).toBeGreaterThan(0)
  })

  test.each(v1Vectors)('$name', async ({ method, params, secret, canonicalizedQueryString, stringToSign, signature }) => {
    const pairs = Object.entries(params!) as [string, string][]
    expect(encodePairs(pairs)).toBe(canonicalizedQueryString)
    expect(await signV1({ method, pairs }, secret)).toEqual({ stringToSign, signature })
  })
})

test.each(['', 'abc', 'Schlüssel 阿里云 🔑'])('both hashes of %j agree', async (text) => {
  expect(await webHash.sha256Hex(text)).toBe(nodeHash.sha256Hex(text))
  expect(await webHash.hmacSha256Hex('kéy', text)).toBe(nodeHash.hmacSha256Hex('kéy', text))
  expect(await webHash.hmacSha1Base64('kéy', text)).toBe(nodeHash.hmacSha1Base64('kéy', text))
})

test('percent-encoding leaves only what RFC 3986 calls unreserved', () => {
  expect(percentEncode("AZaz09-_.~!'()*+/ %阿")).toBe('AZaz09-_.~%21%27%28%29%2A%2B%2F%20%25%E9%98%BF')
})

test('lists are numbered before they are sorted, so 10 stands before 2', () => {
  const query = canonicalQuery({ Id: Array.from({ length: 11 }, (_, index) => `v${index + 1}`), Tag: [{ Key: 'k', Value: undefined }] })
  expect(query.split('&').map((pair) => pair.split('=')[0])).toEqual([
    ...['Id.1', 'Id.10', 'Id.11'],
    ...Array.from({ length: 8 }, (_, index) => `Id.${index + 2}`),
    'Tag.1.Key',
  ])
})
