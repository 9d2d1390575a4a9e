import { signV1 } from '@vpn-gateway/core/signing'
import type { Address, SendOptions, Sent } from './service.ts'

/** Sends names and texts as they stand; with credentials it signs them in version 1, which covers whatever they are. */
export async function sendPairs(
  { fetch, endpoint, credentials }: Address,
  given: Readonly<Record<string, string>>,
  { method = 'POST', in: place = 'query' }: SendOptions = {},
): Promise<Sent> {
  const pairs: Record<string, string> = { Format: 'JSON', Version: '2016-04-28', ...given }
  if (credentials) {
    const { accessKeyId, accessKeySecret, securityToken } = credentials
    Object.assign(pairs, {
      AccessKeyId: accessKeyId,
      SignatureMethod: 'HMAC-SHA1',
      SignatureVersion: '1.0',
      SignatureNonce: crypto.randomUUID(),
      Timestamp: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
      ...(securityToken !== undefined && { SecurityToken: securityToken }),
    })
    pairs.Signature = (await signV1({ method, pairs: Object.entries(pairs) }, accessKeySecret)).signature
  }
  const text = new URLSearchParams(pairs).toString()
  const init = place === 'form' ? { method, body: text, headers: { 'content-type': 'application/x-www-form-urlencoded' } } : { method }
  const response = await fetch(new Request(place === 'form' ? `${endpoint}/` : `${endpoint}/?${text}`, init))
  const body = await response.text()
  const type = response.headers.get('content-type') ?? ''
  return { status: response.status, type, text: body, answer: type.includes('json') ? JSON.parse(body) : {} }
}
