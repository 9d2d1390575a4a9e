import {
  createVpnGatewayClient,
  type Destination,
  type Fetch,
  type VpnGatewayClient,
  type VpnGatewayClientOptions,
} from '@vpn-gateway/client'
import { createEmulator, type Emulator, operationNames } from '@vpn-gateway/emulator'
import { beginDelete, teardown } from '@vpn-gateway/poller'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { handlers, type MockResolver, mock } from '../src/index.ts'

/** Makes what no handler answers an error. Version 2 of msw reads the one name, version 3 the other. */
export const refuseUnhandled = { onUnhandledFrame: 'error', onUnhandledRequest: 'error' } as const

/** Matches the answer of any operation. */
export const isAnswered: object = expect.objectContaining({ RequestId: expect.any(String) })

/** Creates an emulator whose deletions end at once, a client of it, and options to wait for them. */
export function createSignalScenario(): {
  emulator: Emulator
  client: VpnGatewayClient
  pace: { backoff: { minMs: number; maxMs: number } }
} {
  const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2', 'vco-3'] }], progression: 'immediate' })
  const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', fetch: emulator.fetch })
  return { emulator, client, pace: { backoff: { minMs: 1, maxMs: 5 } } }
}

/** Expects a signal to be taken by every call and every wait. */
export async function isTakenEverywhere(signal: AbortSignal): Promise<void> {
  const { client, pace } = createSignalScenario()
  expect(await client.describeVpnGateway({ VpnGatewayId: 'vpn-1' }, { signal })).toMatchObject({ Status: 'active' })
  const deletion = await beginDelete(client, { VpnConnectionId: 'vco-1' }, { ...pace, signal })
  await deletion.poll({ signal })
  expect(await deletion.result({ signal })).toMatchObject({ phase: 'gone' })
  expect(await teardown(client, ['vco-2'], { ...pace, signal }).report()).toEqual([{ id: 'vco-2', outcome: 'gone' }])
}

/**
 * Tests that hold in every environment that has a fetch.
 *
 * @param transport the client's way of sending
 */
export function behavesAsTheService(transport: { readonly fetch?: Fetch } = {}): void {
  const regionId = 'cn-hangzhou'
  const url = 'https://vpc.cn-hangzhou.aliyuncs.com/'
  const headers = { 'access-control-allow-origin': '*' }
  const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
  const other = http.all(url, () => HttpResponse.text('other', { headers }))
  const server = setupServer(other)
  beforeAll(() => server.listen(refuseUnhandled))
  afterEach(() => server.resetHandlers())
  afterAll(() => server.close())

  const createClient = (options: VpnGatewayClientOptions & Destination) => createVpnGatewayClient({ ...transport, ...options })
  const textOf = async (...request: Parameters<typeof fetch>) => (await fetch(...request)).text()

  function createScenario() {
    const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }, { servers: ['iss-1'] }], progression: 'manual' })
    server.use(...handlers(emulator))
    return { emulator, client: createClient({ regionId }) }
  }

  describe('the handlers', () => {
    test('keep the state of the emulator between calls', async () => {
      const { emulator, client } = createScenario()
      await client.deleteVpnConnection({ VpnConnectionId: 'vco-1' })
      expect((await client.describeVpnGateway({ VpnGatewayId: 'vpn-1' })).Status).toBe('updating')
      emulator.settle('vpn-1')
      await expect(client.describeVpnConnection({ VpnConnectionId: 'vco-1' })).rejects.toMatchObject({ kind: 'gone', status: 404 })
    })

    test('distinguish operations on one path', async () => {
      const { emulator, client } = createScenario()
      await client.deleteIpsecServer({ IpsecServerId: 'iss-1' })
      expect(await client.listIpsecServers({ IpsecServerId: ['iss-1'] })).toMatchObject({ TotalCount: 1 })
      expect(emulator.has('vco-1')).toBe(true)
    })

    test('answer signed requests', async () => {
      createScenario()
      const client = createClient({ regionId, credentials: { accessKeyId: 'id', accessKeySecret: 'secret' } })
      expect(await client.describeRegions()).toEqual(isAnswered)
    })

    test.each<VpnGatewayClientOptions & Destination>([
      { regionId: 'eu-central-1' },
      { regionId, network: 'vpc' },
      { regionId, endpoint: 'vpc.aliyuncs.com' },
    ])('answer at the endpoint of any region, and from inside a VPC: %j', async (options) => {
      createScenario()
      expect(await createClient(options).describeRegions()).toEqual(isAnswered)
    })

    test.each<[string, RequestInit]>([
      ['a form', { ...form, body: 'Action=DescribeRegions' }],
      ['a header', { method: 'POST', headers: { 'x-acs-action': 'DescribeRegions' } }],
    ])('read the operation from %s too', async (_, request) => {
      createScenario()
      expect(JSON.parse(await textOf(url, request))).toMatchObject({ Regions: expect.anything() })
    })

    test.each(['', '?Action=CreateVpnGateway', '?Action='])('leave a request for /%s to other handlers', async (query) => {
      createScenario()
      expect(await textOf(`${url}${query}`, { method: 'POST' })).toBe('other')
    })

    test('leave the body of a form to the handler that comes after them', async () => {
      const echo = http.post(url, async ({ request }) => HttpResponse.text(await request.text(), { headers }))
      server.use(...handlers(createEmulator()), echo)
      for (const body of ['Action=CreateVpnGateway', 'Action=']) expect(await textOf(url, { ...form, body })).toBe(body)
    })

    test('answer one operation each', async () => {
      const emulator = createEmulator()
      for (const [index, own] of operationNames.entries()) {
        server.resetHandlers()
        server.use(handlers(emulator)[index]!)
        for (const asked of operationNames) {
          const answer = await textOf(`${url}?Action=${asked}`)
          expect(answer === 'other', `${asked} to the handler of ${own}`).toBe(asked !== own)
        }
      }
    })

    test('answer at a given address and nowhere else', async () => {
      server.use(...handlers(createEmulator(), { baseUrl: 'https://proxy.example' }))
      expect(await createClient({ endpoint: 'proxy.example' }).describeRegions()).toEqual(isAnswered)
      expect(await textOf(`${url}?Action=DescribeRegions`)).toBe('other')
    })

    test.each([
      ['/api/vpn-gateway', 'https://console.example/api/vpn-gateway'],
      ['https://console.example/api', 'https://console.example/api'],
      ['https://console.example', 'https://console.example'],
      ['https://console.example', 'https://console.example/any/prefix'],
    ])('answer the contract under %s', async (baseUrl, address) => {
      const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }], progression: 'manual' })
      server.use(...handlers(emulator, { baseUrl }))
      const read = await fetch(`${address}/DescribeVpnGateway?VpnGatewayId=vpn-1`)
      expect([read.headers.get('cache-control'), await read.json()]).toMatchObject(['no-store', { Status: 'active' }])
      const body = JSON.stringify({ VpnConnectionId: 'vco-1' })
      const sent = await fetch(`${address}/DeleteVpnConnection`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      expect([sent.status, emulator.ledger.tasks.length]).toEqual([200, 1])
      expect((await fetch(`${address}/DeleteVpnConnection?VpnConnectionId=vco-1`)).status).toBe(405)
    })

    test.each([
      ['/api', 'https://console.example/api/vpn/DescribeRegions'],
      ['/api', 'https://console.example/DescribeRegions'],
      ['https://console.example/api', 'https://other.example/api/DescribeRegions'],
      ['/api', 'https://console.example/api/describeRegions'],
      ['/api', `${url}?Action=DescribeRegions`],
    ])('with the base address %s leave %s to others', async (baseUrl, address) => {
      server.use(
        http.all('*', () => HttpResponse.text('other', { headers })),
        ...handlers(createEmulator(), { baseUrl }),
      )
      server.use(...handlers(createEmulator(), { baseUrl }))
      expect(await textOf(address)).toBe('other')
    })

    test.each([
      'https://console.example/api?x=1',
      'http://console.example/api',
      'https://u:p@console.example/api',
      '//console.example',
      '',
    ])('refuse the base address %j', (baseUrl) => {
      expect(() => handlers(createEmulator(), { baseUrl })).toThrow(expect.objectContaining({ name: 'OptionError' }))
    })

    test('a mock answers its operation of the contract', async () => {
      server.use(...handlers(createEmulator(), { baseUrl: '/api' }))
      server.use(
        mock('DescribeVpnGateway', ({ parameters, fail }) => (parameters.RegionId ? fail('Forbidden') : {}) as never, { baseUrl: '/api' }),
      )
      const answer = await fetch('https://console.example/api/DescribeVpnGateway?VpnGatewayId=vpn-1')
      expect([answer.status, answer.headers.get('cache-control'), await answer.json()]).toMatchObject([
        403,
        'no-store',
        { Code: 'Forbidden' },
      ])
    })

    test('are called by their operations, and can be narrowed', async () => {
      const all = handlers(createEmulator())
      expect(all.map(({ info }) => info.header)).toEqual(operationNames)
      const [only, ...others] = handlers(createEmulator(), { pick: ['DescribeRegions'] })
      expect([only?.info.header, others]).toEqual(['DescribeRegions', []])
    })

    test('break connections that the emulator breaks', async () => {
      const { emulator, client } = createScenario()
      emulator.inject('DescribeRegions', { kind: 'reset' })
      await expect(client.describeRegions()).rejects.toMatchObject({ name: 'NetworkError' })
      expect(await client.describeRegions()).toEqual(isAnswered)
    })

    test('give way to a mock of one operation, once or until it is taken away', async () => {
      const { client, emulator } = createScenario()
      const seen: unknown[] = []
      const refuse: MockResolver<'DeleteVpnConnection'> = ({ parameters, fail }) => {
        seen.push(parameters)
        return fail('VpnGateway.Configuring')
      }
      const shown = { Status: 'updating', Name: 'a <mock> & more' } as const
      server.use(
        mock('DeleteVpnConnection', refuse, { once: true }),
        mock('DescribeVpnGateway', ({ parameters: { VpnGatewayId } }) => ({ VpnGatewayId, ...shown })),
      )
      const remove = () => client.deleteVpnConnection({ VpnConnectionId: 'vco-1', ClientToken: 'token-1' })
      await expect(remove()).rejects.toMatchObject({ name: 'ServiceError', code: 'VpnGateway.Configuring', kind: 'busy', status: 400 })
      expect(seen).toEqual([{ RegionId: regionId, VpnConnectionId: 'vco-1', ClientToken: 'token-1' }])
      expect(emulator.ledger.tasks).toEqual([])
      await remove()
      expect(emulator.ledger.tasks).toHaveLength(1)
      const expected = { RequestId: expect.any(String), VpnGatewayId: 'vpn-9', ...shown }
      expect(await client.describeVpnGateway({ VpnGatewayId: 'vpn-9' })).toEqual(expected)
      const inXml = `${url}?Action=DescribeVpnGateway&RegionId=${regionId}&Format=XML`
      expect(await textOf(`${inXml}&VpnGatewayId=vpn-9`)).toContain('<Name>a &lt;mock&gt; &amp; more</Name>')
      expect(await textOf(inXml)).toContain('<Code>MissingParameter</Code>')
    })

    test('give way to a mock that throttles, at a given address', async () => {
      const throttle: MockResolver<'DescribeRegions'> = ({ fail }) => fail('Throttling.User', { retryAfterMs: 700 })
      server.use(mock('DescribeRegions', throttle, { baseUrl: 'https://proxy.example' }))
      await expect(createClient({ endpoint: 'proxy.example' }).describeRegions()).rejects.toMatchObject({
        kind: 'throttled',
        retryAfterMs: 700,
      })
    })

    test('give way to a handler that is put before them', async () => {
      const { client } = createScenario()
      server.use(http.post(url, () => HttpResponse.html('<html></html>', { status: 502, headers }), { once: true }))
      await expect(client.describeRegions()).rejects.toMatchObject({ name: 'UnreadableAnswerError', status: 502 })
      expect(await client.describeRegions()).toEqual(isAnswered)
    })
  })
}
