import { scopeOfClient } from '@vpn-gateway/core'
import { createEmulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import { beginDelete } from '@vpn-gateway/poller'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createVpnGatewayClient, type Destination, type VpnGatewayClientOptions } from '../src/index.ts'
import { createScenario, credentials } from './scenario.ts'

const proxy = 'https://console.example/api/vpn-gateway'

function setup(options: VpnGatewayClientOptions = {}) {
  const scenario = createScenario()
  return { ...scenario, client: createVpnGatewayClient({ proxy, fetch: scenario.fetch, ...options }) }
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a client of a proxy', () => {
  test('has the same methods, answers and errors, without a region or keys', async () => {
    const { client, requests, emulator } = setup()
    expect(await client.describeVpnGateway({ VpnGatewayId: 'vpn-1' })).toMatchObject({ Status: 'active' })
    expect((await client.listIpsecServers({ IpsecServerId: ['iss-1', 'iss-2'] })).TotalCount).toBe(1)
    expect((await client.describeVpnGateways({ Tag: [{ Key: 'a', Value: 'b' }], PageSize: 5 })).TotalCount).toBe(0)
    expect(await client.deleteIpsecServer({ IpsecServerId: 'iss-1', DryRun: 'true' })).toEqual({
      RequestId: expect.any(String),
      dryRun: 'passed',
    })
    await client.deleteVpnConnection({ VpnConnectionId: 'vco-1' })
    await expect(client.deleteVpnConnection({ VpnConnectionId: 'vco-2' })).rejects.toMatchObject({
      name: 'ServiceError',
      code: 'VpnGateway.Configuring',
      kind: 'busy',
      status: 400,
    })
    expect(requests.map(({ method, url, cache }) => [method, url.split('?')[0], cache])).toEqual(
      [
        ['GET', 'DescribeVpnGateway'],
        ['GET', 'ListIpsecServers'],
        ['GET', 'DescribeVpnGateways'],
        ['POST', 'DeleteIpsecServer'],
        ['POST', 'DeleteVpnConnection'],
        ['POST', 'DeleteVpnConnection'],
      ].map(([method, operation]) => [method, `${proxy}/${operation}`, 'no-store']),
    )
    expect(requests.some(({ url }) => /Action|Signature|AccessKeyId/.test(url))).toBe(false)
    expect(emulator.ledger.tasks).toHaveLength(1)
  })

  test('checks parameters before anything is sent', async () => {
    const { client, requests } = setup()
    await expect(client.describeVpnGateway({ VpnGatewayId: 'vco-1' })).rejects.toMatchObject({ name: 'ParameterError' })
    expect(requests).toEqual([])
  })

  test('follows a deletion to its end, and keeps where it was begun', async () => {
    const { client, emulator } = setup()
    const states: object[] = []
    const deletion = await beginDelete(client, { VpnConnectionId: 'vco-1' }, { save: async (state) => void states.push(state) })
    emulator.settle('vpn-1')
    await deletion.result()
    expect(emulator.has('vco-1')).toBe(false)
    expect(states[0]).toMatchObject({ endpoint: proxy })
    expect((client as unknown as { [scopeOfClient]: object })[scopeOfClient]).toEqual({ endpoint: proxy })
  })

  test.each([
    ['values', { authorization: 'Bearer planted' }],
    ['a function', () => ({ authorization: 'Bearer planted' })],
    ['an async function', async () => ({ authorization: 'Bearer planted' })],
  ])('sends headers that are %s', async (_, headers) => {
    const { client, requests } = setup({ headers })
    await client.describeRegions()
    await client.deleteVpnConnection({ VpnConnectionId: 'vco-1' })
    expect(requests.map((request) => [request.headers.get('authorization'), request.headers.get('content-type')])).toEqual([
      ['Bearer planted', null],
      ['Bearer planted', 'application/json'],
    ])
  })

  test('fails as with keys that do not come, where its headers do not', async () => {
    const { client, requests } = setup({ headers: () => Promise.reject(new Error('planted')) })
    const error = await client.describeRegions().catch((caught) => caught)
    expect(error).toMatchObject({ name: 'CredentialsError', kind: 'stop' })
    expect(JSON.stringify(error) + String(error)).not.toContain('planted')
    expect(requests).toEqual([])
  })

  test('tells no secret of its headers that an answer quotes', async () => {
    const refusal = { Code: 'Forbidden', Message: 'the token Bearer planted-secret is not known', RequestId: 'r' }
    const { client } = setup({
      headers: { authorization: 'Bearer planted-secret' },
      fetch: async () => Response.json(refusal, { status: 403 }),
    })
    const error = await client.describeRegions().catch((caught) => caught)
    expect(error).toMatchObject({ name: 'ServiceError', code: 'Forbidden' })
    expect(JSON.stringify(error) + String(error)).not.toContain('planted-secret')
  })

  test('gives further options to fetch', async () => {
    const { client, requests } = setup({ fetchOptions: { credentials: 'include' } })
    await client.describeRegions()
    expect(requests[0]?.credentials).toBe('include')
  })

  test('calls a path on the origin of a page', async () => {
    vi.stubGlobal('location', { origin: 'http://console.example' })
    const { client, requests } = setup({ proxy: '/api/vpn-gateway/' })
    await client.describeRegions()
    expect(requests[0]?.url).toBe('http://console.example/api/vpn-gateway/DescribeRegions')
  })

  test('works over a port by the transport of Node', async () => {
    const server = await serve(createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }], progression: 'immediate' }))
    onTestFinished(() => server.close())
    const client = createVpnGatewayClient({ proxy: `${server.url}/proxy` })
    await client.deleteVpnConnection({ VpnConnectionId: 'vco-1' })
    await expect(client.describeVpnConnection({ VpnConnectionId: 'vco-1' })).rejects.toMatchObject({ kind: 'gone' })
  })

  test.each<[VpnGatewayClientOptions & Destination, string]>([
    [{ proxy, credentials }, 'credentials'],
    [{ proxy, endpoint: 'https://vpc.aliyuncs.com' }, 'endpoint'],
    [{ proxy, signing: 'v1' }, 'signing'],
    [{ proxy, parametersIn: 'form' }, 'parametersIn'],
    [{ proxy: '/api' }, 'proxy'],
    [{ proxy: 'http://console.example' }, 'proxy'],
    [{ proxy: 1 as never }, 'proxy'],
    [{ regionId: 'cn-hangzhou', headers: {} }, 'headers'],
    [{ regionId: 'cn-hangzhou', fetchOptions: {} }, 'fetchOptions'],
  ])('%j names the option %s', (options, option) => {
    expect(() => createVpnGatewayClient(options)).toThrow(expect.objectContaining({ name: 'OptionError', option }))
  })
})

describe('an answer that a cache has kept', () => {
  const gateway = { RequestId: 'r', VpnGatewayId: 'vpn-1', Status: 'active' }

  test.each([
    ['an age', () => Response.json(gateway, { headers: { age: '3' } })],
    [
      'ages of two caches',
      () =>
        Response.json(gateway, {
          headers: [
            ['age', '3'],
            ['age', '0'],
          ],
        }),
    ],
    ['the status 304', () => new Response(null, { status: 304 })],
  ])('with %s is no answer', async (_, answer) => {
    const { client } = setup({ fetch: async () => answer() })
    await expect(client.describeVpnGateway({ VpnGatewayId: 'vpn-1' })).rejects.toMatchObject({
      name: 'UnreadableAnswerError',
      message: expect.stringContaining('what a cache has kept'),
    })
  })

  test('with the age 0 is one', async () => {
    const { client } = setup({ fetch: async () => Response.json(gateway, { headers: { age: '0' } }) })
    expect(await client.describeVpnGateway({ VpnGatewayId: 'vpn-1' })).toMatchObject(gateway)
  })
})
