import { createVpnGatewayClient, type Fetch } from '@vpn-gateway/client'
import { createEmulator, operationNames } from '@vpn-gateway/emulator'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { handlers, mock } from '../src/index.ts'
import { refuseUnhandled } from './refuse-unhandled.ts'

/**
 * Tests that hold in every environment that has a fetch.
 *
 * @param transport the client's way of sending
 */
export function behavesAsTheService(transport: { readonly fetch?: Fetch } = {}): void {
  const regionId = 'cn-hangzhou'
  const headers = { 'access-control-allow-origin': '*' }
  const other = http.all('https://vpc.cn-hangzhou.aliyuncs.com/', () => HttpResponse.text('other', { headers }))
  const server = setupServer(other)
  beforeAll(() => server.listen(refuseUnhandled))
  afterEach(() => server.resetHandlers())
  afterAll(() => server.close())

  function createScenario() {
    const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }, { servers: ['iss-1'] }], progression: 'manual' })
    server.use(...handlers(emulator))
    return { emulator, client: createVpnGatewayClient({ ...transport, regionId }) }
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
      const client = createVpnGatewayClient({ ...transport, regionId, credentials: { accessKeyId: 'id', accessKeySecret: 'secret' } })
      expect(await client.describeRegions()).toMatchObject({ RequestId: expect.any(String) })
    })

    test('answer at the endpoint of any region, and from inside a VPC', async () => {
      createScenario()
      for (const options of [
        { regionId: 'eu-central-1' },
        { regionId, network: 'vpc' as const },
        { regionId, endpoint: 'vpc.aliyuncs.com' },
      ]) {
        expect(await createVpnGatewayClient({ ...transport, ...options }).describeRegions()).toMatchObject({
          RequestId: expect.any(String),
        })
      }
    })

    test('read the operation from a form and from a header too', async () => {
      createScenario()
      const url = 'https://vpc.cn-hangzhou.aliyuncs.com/'
      const type = { 'content-type': 'application/x-www-form-urlencoded' }
      const form = await fetch(url, { method: 'POST', headers: type, body: 'Action=DescribeRegions' })
      expect(await form.json()).toMatchObject({ Regions: expect.anything() })
      const named = await fetch(url, { method: 'POST', headers: { 'x-acs-action': 'DescribeRegions' } })
      expect(await named.json()).toMatchObject({ Regions: expect.anything() })
    })

    test('leave every other request to other handlers', async () => {
      createScenario()
      for (const query of ['', '?Action=CreateVpnGateway', '?Action=']) {
        expect(await (await fetch(`https://vpc.cn-hangzhou.aliyuncs.com/${query}`, { method: 'POST' })).text()).toBe('other')
      }
    })

    test('leave the body of a form to the handler that comes after them', async () => {
      const seen: string[] = []
      const echo = http.post('https://vpc.cn-hangzhou.aliyuncs.com/', async ({ request }) => {
        seen.push(await request.text())
        return HttpResponse.text('echo', { headers })
      })
      server.use(...handlers(createEmulator()), echo)
      const type = { 'content-type': 'application/x-www-form-urlencoded' }
      for (const body of ['Action=CreateVpnGateway', 'Action=']) {
        await fetch('https://vpc.cn-hangzhou.aliyuncs.com/', { method: 'POST', headers: type, body })
      }
      expect(seen).toEqual(['Action=CreateVpnGateway', 'Action='])
    })

    test('answer one operation each', async () => {
      const emulator = createEmulator()
      for (const [index, own] of operationNames.entries()) {
        server.resetHandlers()
        server.use(handlers(emulator)[index]!)
        for (const asked of operationNames) {
          const answer = await (await fetch(`https://vpc.cn-hangzhou.aliyuncs.com/?Action=${asked}`)).text()
          expect(answer === 'other', `${asked} to the handler of ${own}`).toBe(asked !== own)
        }
      }
    })

    test('answer at a given address and nowhere else', async () => {
      const emulator = createEmulator()
      server.use(...handlers(emulator, { baseUrl: 'https://proxy.example' }))
      expect(await createVpnGatewayClient({ ...transport, endpoint: 'proxy.example' }).describeRegions()).toMatchObject({
        RequestId: expect.any(String),
      })
      expect(await (await fetch('https://vpc.cn-hangzhou.aliyuncs.com/?Action=DescribeRegions')).text()).toBe('other')
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
      expect(await client.describeRegions()).toMatchObject({ RequestId: expect.any(String) })
    })

    test('give way to a mock of one operation, once or until it is taken away', async () => {
      const { client, emulator } = createScenario()
      const seen: unknown[] = []
      server.use(
        mock(
          'DeleteVpnConnection',
          ({ parameters, fail }) => {
            seen.push(parameters)
            return fail('VpnGateway.Configuring')
          },
          { once: true },
        ),
        mock('DescribeVpnGateway', ({ parameters: { VpnGatewayId } }) => ({ VpnGatewayId, Status: 'updating', Name: 'a <mock> & more' })),
      )
      const remove = () => client.deleteVpnConnection({ VpnConnectionId: 'vco-1', ClientToken: 'token-1' })
      await expect(remove()).rejects.toMatchObject({ name: 'ServiceError', code: 'VpnGateway.Configuring', kind: 'busy', status: 400 })
      expect(seen).toEqual([{ RegionId: regionId, VpnConnectionId: 'vco-1', ClientToken: 'token-1' }])
      expect(emulator.ledger.tasks).toEqual([])
      await remove()
      expect(emulator.ledger.tasks).toHaveLength(1)
      const expected = { RequestId: expect.any(String), VpnGatewayId: 'vpn-9', Status: 'updating', Name: 'a <mock> & more' }
      expect(await client.describeVpnGateway({ VpnGatewayId: 'vpn-9' })).toEqual(expected)
      const url = `https://vpc.${regionId}.aliyuncs.com/?Action=DescribeVpnGateway&RegionId=${regionId}&Format=XML`
      expect(await (await fetch(`${url}&VpnGatewayId=vpn-9`)).text()).toContain('<Name>a &lt;mock&gt; &amp; more</Name>')
      expect(await (await fetch(url)).text()).toContain('<Code>MissingParameter</Code>')
    })

    test('give way to a mock that throttles, at a given address', async () => {
      const client = createVpnGatewayClient({ ...transport, endpoint: 'proxy.example' })
      server.use(
        mock('DescribeRegions', ({ fail }) => fail('Throttling.User', { retryAfterMs: 700 }), { baseUrl: 'https://proxy.example' }),
      )
      await expect(client.describeRegions()).rejects.toMatchObject({ kind: 'throttled', retryAfterMs: 700 })
    })

    test('give way to a handler that is put before them', async () => {
      const { client } = createScenario()
      server.use(
        http.post('https://vpc.cn-hangzhou.aliyuncs.com/', () => HttpResponse.html('<html></html>', { status: 502, headers }), {
          once: true,
        }),
      )
      await expect(client.describeRegions()).rejects.toMatchObject({ name: 'UnreadableAnswerError', status: 502 })
      expect(await client.describeRegions()).toMatchObject({ RequestId: expect.any(String) })
    })
  })
}
