import { operationNames } from '@vpn-gateway/core'
import { describe, expect, test } from 'vitest'
import { createEmulator, type EmulatorOptions } from '../src/index.ts'
import { serveForTest } from './scenario.ts'

const gateways = [
  { id: 'vpn-1', connections: ['vco-1', 'vco-2'] },
  { id: 'vpn-2', servers: ['iss-1', 'iss-2'].slice(0, 1) },
]

function setup(options: EmulatorOptions = {}) {
  const emulator = createEmulator({ gateways, progression: 'manual', ...options })
  const send = (path: string, init?: RequestInit) => emulator.fetch(new Request(`https://console.example${path}`, init))
  const post = (operation: string, body: unknown, headers: Record<string, string> = {}) =>
    send(`/${operation}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const codeOf = async (response: Response) => {
    const { Code, Message, RequestId } = (await response.json()) as Record<string, string>
    expect(RequestId).toMatch(/^[0-9A-F-]{36}$/)
    return [response.status, Code, Message]
  }
  return { emulator, send, post, codeOf }
}

describe('the contract', () => {
  test.each(['', '/api/vpn-gateway', '/a/b/c'])('is answered under the prefix %j', async (prefix) => {
    const { send } = setup()
    const answer = await send(`${prefix}/DescribeVpnGateway?VpnGatewayId=vpn-1`)
    expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('content-type')]).toEqual([
      200,
      'no-store',
      'application/json;charset=utf-8',
    ])
    expect(await answer.json()).toMatchObject({ VpnGatewayId: 'vpn-1', Status: 'active' })
  })

  test('deletes by a POST of JSON, and fills the region', async () => {
    const { emulator, post } = setup()
    expect(await (await post('DeleteVpnConnection', { VpnConnectionId: 'vco-1' })).json()).toEqual({ RequestId: expect.any(String) })
    emulator.settle('vpn-1')
    expect(emulator.has('vco-1')).toBe(false)
    const [request] = emulator.ledger.requests
    expect(request).toMatchObject({ operation: 'DeleteVpnConnection', status: 200, parameters: { VpnConnectionId: 'vco-1' } })
  })

  test('takes an idempotency token of the header where the body has none', async () => {
    const { emulator, post } = setup()
    const ids = await Promise.all(
      ['"t"', 't'].map(
        async (key) =>
          (await (await post('DeleteVpnConnection', { VpnConnectionId: 'vco-1' }, { 'idempotency-key': key })).json()).RequestId,
      ),
    )
    expect(new Set(ids).size).toBe(1)
    const other = await post('DeleteVpnConnection', { VpnConnectionId: 'vco-1', ClientToken: 'other' }, { 'idempotency-key': 't' })
    expect(other.status).toBe(400)
    expect(emulator.ledger.tasks).toHaveLength(1)
  })

  test('answers a dry run that passed as a success', async () => {
    const { emulator, post } = setup()
    const answer = await post('DeleteIpsecServer', { IpsecServerId: 'iss-1', DryRun: 'true' })
    expect([answer.status, await answer.json()]).toEqual([200, { RequestId: expect.any(String), dryRun: 'passed' }])
    expect(emulator.ledger.tasks).toHaveLength(0)
  })

  test('reads lists that are written again and again, and objects in them as texts of JSON', async () => {
    const { send } = setup()
    const listed = await send('/ListIpsecServers?IpsecServerId=iss-1&IpsecServerId=iss-9')
    expect(await listed.json()).toMatchObject({ TotalCount: 1, IpsecServers: [{ IpsecServerId: 'iss-1' }] })
    const tag = encodeURIComponent(JSON.stringify({ Key: 'team', Value: 'nobody' }))
    expect(await (await send(`/DescribeVpnGateways?Tag=${tag}`)).json()).toMatchObject({ TotalCount: 0 })
  })

  test('writes errors as the service does, and none may be kept', async () => {
    const { emulator, send, post, codeOf } = setup()
    emulator.inject('DescribeVpnGateway', { kind: 'throttle', retryAfterMs: 1500 })
    const throttled = await send('/DescribeVpnGateway?VpnGatewayId=vpn-1')
    expect([throttled.headers.get('cache-control'), throttled.headers.get('x-acs-retry-after')]).toEqual(['no-store', '1500'])
    expect(await codeOf(throttled)).toEqual([400, 'Throttling.User', expect.any(String)])
    await post('DeleteVpnConnection', { VpnConnectionId: 'vco-1' })
    expect(await codeOf(await post('DeleteVpnConnection', { VpnConnectionId: 'vco-2' }))).toEqual([
      400,
      'VpnGateway.Configuring',
      expect.any(String),
    ])
    expect(await codeOf(await post('DeleteVpnConnection', { VpnConnectionId: 'vco-9' }))).toEqual([
      404,
      'InvalidVpnConnectionInstanceId.NotFound',
      expect.any(String),
    ])
  })

  test('needs no signature of an emulator with keys: it stands for a proxy', async () => {
    const { emulator, send } = setup({ credentials: [{ accessKeyId: 'id', accessKeySecret: 'secret' }] })
    expect((await send('/DescribeRegions')).status).toBe(200)
    expect((await emulator.fetch(new Request('https://vpc.aliyuncs.com/?Action=DescribeRegions'))).status).toBe(400)
  })

  const json = { 'content-type': 'application/json' }
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const one = JSON.stringify({ VpnConnectionId: 'vco-1' })

  test.each<[string, string, RequestInit, number, RegExp]>([
    ['a GET that would change something', '/DeleteVpnConnection?VpnConnectionId=vco-1', {}, 405, /takes POST/],
    ['a POST of a read', '/DescribeVpnGateway', { method: 'POST', headers: json, body: '{"VpnGatewayId":"vpn-1"}' }, 405, /takes GET/],
    ['a DELETE', '/DeleteVpnConnection', { method: 'DELETE' }, 405, /takes POST/],
    ['a form', '/DeleteVpnConnection', { method: 'POST', headers: form, body: 'VpnConnectionId=vco-1' }, 415, /application\/json/],
    [
      'plain text',
      '/DeleteVpnConnection',
      { method: 'POST', headers: { 'content-type': 'text/plain' }, body: one },
      415,
      /application\/json/,
    ],
    [
      'JSON of a type that only begins so',
      '/DeleteVpnConnection',
      { method: 'POST', headers: { 'content-type': 'application/jsonp' }, body: one },
      415,
      /json/,
    ],
    [
      'a query beside the body',
      '/DeleteVpnConnection?RegionId=x',
      { method: 'POST', headers: json, body: one },
      400,
      /RegionId .*in the body/,
    ],
    ['no JSON', '/DeleteVpnConnection', { method: 'POST', headers: json, body: '{' }, 400, /body .*must be an object/],
    ['a list', '/DeleteVpnConnection', { method: 'POST', headers: json, body: '[]' }, 400, /body .*must be an object/],
    ['null', '/DeleteVpnConnection', { method: 'POST', headers: json, body: 'null' }, 400, /body .*must be an object/],
    ['a long body', '/DeleteVpnConnection', { method: 'POST', headers: json, body: one.padEnd(20_000) }, 400, /16384/],
    ['no id', '/DeleteVpnConnection', { method: 'POST', headers: json, body: '{}' }, 400, /VpnConnectionId/],
    [
      'null',
      '/DeleteVpnConnection',
      { method: 'POST', headers: json, body: '{"VpnConnectionId":"vco-1","ClientToken":null}' },
      400,
      /ClientToken/,
    ],
    [
      'null for what there is not',
      '/DeleteVpnConnection',
      { method: 'POST', headers: json, body: '{"VpnConnectionId":"vco-1","Odd":null}' },
      400,
      /Odd/,
    ],
    [
      'brackets for a list',
      '/ListIpsecServers?IpsecServerId[]=iss-1&IpsecServerId[]=iss-2',
      {},
      400,
      /IpsecServerId\[\] .*is not a parameter/,
    ],
    ['commas for a list', '/ListIpsecServers?IpsecServerId=iss-1,iss-2', {}, 400, /IpsecServerId/],
    [
      'a number for an id',
      '/DeleteVpnConnection',
      { method: 'POST', headers: json, body: '{"VpnConnectionId":1}' },
      400,
      /must be a string/,
    ],
    ['an unknown parameter', '/DescribeRegions?Odd=1', {}, 400, /Odd .*is not a parameter/],
    ['a parameter of the wire', '/DescribeRegions?Action=DescribeRegions', {}, 400, /Action .*is not a parameter/],
    ['a parameter twice', '/DescribeVpnGateway?VpnGatewayId=vpn-1&VpnGatewayId=vpn-2', {}, 400, /must be given once/],
    ['a list as on the wire', '/ListIpsecServers?IpsecServerId.1=iss-1', {}, 400, /is not a parameter/],
    ['a text that is no number', '/DescribeVpnGateways?PageSize=x', {}, 400, /must be a whole number/],
    ['a tag that is no JSON', '/DescribeVpnGateways?Tag=team', {}, 400, /Tag\.1 .*must be a text of JSON/],
    ['a tag that is no object', '/DescribeVpnGateways?Tag=1', {}, 400, /Tag\.1 .*must be an object/],
    ['a parameter of the prototype', '/DescribeRegions?__proto__=1', {}, 400, /__proto__/],
    ['an operation that there is not', '/DescribeNothing', {}, 404, /not found/],
    ['a name of the prototype', '/constructor', {}, 404, /not found/],
    ['another case', '/describeregions', {}, 404, /not found/],
  ])('refuses %s', async (_, path, init, status, words) => {
    const { emulator, send, codeOf } = setup()
    expect(await codeOf(await send(path, init))).toEqual([status, expect.any(String), expect.stringMatching(words)])
    expect(emulator.ledger.tasks).toEqual([])
  })

  test('is answered at a port, beside the wire of the service', async () => {
    const { emulator } = setup()
    const { url } = await serveForTest(emulator)
    for (const operation of operationNames) expect((await fetch(`${url}/api/${operation}`)).status, operation).not.toBe(404)
    const body = JSON.stringify({ VpnConnectionId: 'vco-1' })
    const sent = await fetch(`${url}/proxy/DeleteVpnConnection`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    expect([sent.status, emulator.ledger.tasks.length]).toEqual([200, 1])
    const elsewhere = { 'content-type': 'application/json', origin: 'https://elsewhere.example' }
    expect((await fetch(`${url}/DeleteVpnConnection`, { method: 'POST', headers: elsewhere, body })).status).toBe(403)
  })
})

describe('a parameter that the operation does not have', () => {
  const ask = (emulator: ReturnType<typeof createEmulator>, query: string) =>
    emulator.fetch(new Request(`https://vpc.cn-hangzhou.aliyuncs.com/?RegionId=cn-hangzhou&${query}`))

  test.each([
    ['a list without numbers', 'Action=ListIpsecServers&IpsecServerId=iss-1', /IpsecServerId .*number its entries: IpsecServerId\.1/],
    ['a list from 0', 'Action=ListIpsecServers&IpsecServerId.0=iss-1', /number its entries/],
    ['a list of words', 'Action=ListIpsecServers&IpsecServerId.x=iss-1', /number its entries/],
    ['a misspelt name', 'Action=ListIpsecServers&VpnGatewayID=vpn-2', /VpnGatewayID .*the nearest is VpnGatewayId/],
    ['a number where there is no list', 'Action=DescribeVpnGateway&VpnGatewayId.1=vpn-1', /is no list/],
    ['a field that there is not', 'Action=DescribeVpnGateways&Tag.1.Name=a', /has no such field/],
    ['a name that is long', `Action=DescribeRegions&${'x'.repeat(500)}=1`, /^.{0,300}$/],
  ])('is refused: %s', async (_, query, words) => {
    const { emulator } = setup()
    const answer = await ask(emulator, query)
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ Code: 'InvalidParameter', Message: expect.stringMatching(words) }),
    ])
  })

  test('is ignored where that is chosen, as the service may', async () => {
    const { emulator } = setup({ unknownParameters: 'ignore' })
    expect(await (await ask(emulator, 'Action=ListIpsecServers&IpsecServerId=iss-1&Odd=1')).json()).toMatchObject({ TotalCount: 1 })
  })

  test.each(['OwnerAccount', 'OwnerId', 'ResourceOwnerAccount', 'ResourceOwnerId'])('is taken of older clients: %s', async (name) => {
    const { emulator } = setup()
    expect((await ask(emulator, `Action=DescribeRegions&${name}=1`)).status).toBe(200)
  })
})
