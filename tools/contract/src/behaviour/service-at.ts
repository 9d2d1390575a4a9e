import { createVpnGatewayClient, type VpnGatewayClient } from '@vpn-gateway/client'
import { signV1 } from '@vpn-gateway/core/signing'
import type { Address, Fixture, SendOptions, Sent, Service } from './service.ts'

/** Describes the service at an address: a client of it, and requests that are sent as they stand. */
export function serviceAt(address: Address, fixture: Fixture, sleep: (ms: number) => Promise<void>, close: Service['close']): Service {
  const client = createVpnGatewayClient({ ...address, regionId: fixture.regionId })
  return {
    fixture,
    client,
    send: (pairs, options) => sendPairs(address, pairs, options),
    waitUntilIdle: (id) => waitUntilIdle(client, id, sleep),
    close,
  }
}

/** Sends names and texts as they stand; with credentials it signs them in version 1, which covers whatever they are. */
async function sendPairs(
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

const pollIntervalMs = 5_000
const maxPolls = 360

/** A gateway whose work has not begun reads idle too: after this number of polls without work it is idle. */
const pollsWithoutWork = 6

/** Polls a gateway until it is idle. */
async function waitUntilIdle(client: VpnGatewayClient, VpnGatewayId: string, sleep: (ms: number) => Promise<void>): Promise<void> {
  for (let [polls, hasWorked] = [0, false]; polls < maxPolls; polls += 1) {
    await sleep(pollIntervalMs)
    const isIdle = (await client.describeVpnGateway({ VpnGatewayId })).Status === 'active'
    if (isIdle && (hasWorked || polls >= pollsWithoutWork)) return
    hasWorked ||= !isIdle
  }
  throw new Error(`${VpnGatewayId} is not idle after half an hour`)
}
