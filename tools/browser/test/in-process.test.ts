import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator } from '@vpn-gateway/emulator'
import { beginDelete, teardown } from '@vpn-gateway/poller'
import { expect, test } from 'vitest'
import { quickClock as clock, credentials, quickClient, quickEmulator, regionId } from './setup.ts'

test('this is a browser', () => {
  expect(navigator.userAgent).toContain('Chrome/')
  expect('process' in globalThis).toBe(false)
})

test.each(['v3', 'v1'] as const)('requests are signed with WebCrypto (%s)', async (signing) => {
  const { fetch, ledger } = createEmulator({ credentials: [credentials] })
  const called = (accessKeySecret: string) =>
    createVpnGatewayClient({ regionId, fetch, signing, credentials: { ...credentials, accessKeySecret } }).describeRegions()
  expect(await called('secret')).toMatchObject({ RequestId: expect.any(String) })
  await expect(called('another')).rejects.toMatchObject({ name: 'ServiceError', code: 'SignatureDoesNotMatch' })
  expect(ledger.requests).toHaveLength(2)
})

test('answers in XML are decoded', async () => {
  const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1'], fields: { Name: 'a <gateway> & more' } }] })
  const types: (string | null)[] = []
  const client = createVpnGatewayClient({
    regionId,
    async fetch(request) {
      const url = new URL(request.url)
      url.searchParams.set('Format', 'XML')
      const response = await emulator.fetch(new Request(url, request))
      types.push(response.headers.get('content-type'))
      return response
    },
  })
  const gateway = await client.describeVpnGateway({ VpnGatewayId: 'vpn-1' })
  expect(gateway).toMatchObject({ VpnGatewayId: 'vpn-1', Status: 'active', Name: 'a <gateway> & more' })
  await expect(client.describeVpnConnection({ VpnConnectionId: 'vco-2' })).rejects.toMatchObject({ kind: 'gone', status: 404 })
  expect(types).toEqual([expect.stringContaining('xml'), expect.stringContaining('xml')])
})

test('a deletion is followed to its end', async () => {
  const emulator = quickEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }], progression: 'manual' })
  const client = quickClient({ fetch: emulator.fetch })
  const deletion = await beginDelete(client, { VpnConnectionId: 'vco-1' }, { clock })
  const phases: string[] = []
  for await (const { phase } of deletion) {
    phases.push(phase)
    if (phase === 'updating') emulator.settle('vpn-1')
  }
  expect(phases.slice(0, 4)).toEqual(['found', 'sent', 'accepted', 'updating'])
  expect(phases.at(-1)).toBe('gone')
  expect(await deletion.result()).toMatchObject({ phase: 'gone', gatewayId: 'vpn-1', gatewayStatus: 'active' })
  expect(emulator.has('vco-1')).toBe(false)
})

test('a deletion gets through faults, with one token', async () => {
  const emulator = quickEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }] })
  emulator.failNext('DeleteVpnConnection', 'VpnGateway.Configuring')
  emulator.inject('DeleteVpnConnection', { kind: 'reset', work: 'done' })
  emulator.inject('DescribeVpnGateway', { kind: 'throttle', retryAfterMs: 700 }, { times: 2 })
  emulator.inject('DescribeVpnConnection', { kind: 'html' })
  const deletion = await beginDelete(quickClient({ fetch: emulator.fetch }), { VpnConnectionId: 'vco-1' }, { clock })
  expect(await deletion.result()).toMatchObject({ phase: 'gone' })
  const requests = emulator.ledger.of('DeleteVpnConnection')
  expect(requests).toHaveLength(3)
  expect(new Set(requests.map(({ parameters }) => parameters.ClientToken)).size).toBe(1)
  expect(emulator.ledger.tasks).toHaveLength(1)
})

test('several are torn down, on two gateways', async () => {
  const emulator = quickEmulator({
    gateways: [
      { id: 'vpn-1', connections: 3 },
      { id: 'vpn-2', servers: ['iss-1'] },
    ],
  })
  const outcomes = await teardown(quickClient({ fetch: emulator.fetch }), ['vpn-1', 'iss-1'], { clock }).report()
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['emptied', 'gone', 'gone', 'gone', 'gone'])
  expect(emulator.resources().map(({ id }) => id)).toEqual(['vpn-1', 'vpn-2'])
})
