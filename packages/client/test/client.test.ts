import { inspect } from 'node:util'
import { operationMetadata, operationNames, type Retry } from '@vpn-gateway/core'
import { createEmulator } from '@vpn-gateway/emulator'
import { describe, expect, test } from 'vitest'
import { attemptsOf, createVpnGatewayClient, type Destination, type VpnGatewayClientOptions } from '../src/index.ts'

const regionId = 'cn-hangzhou'
const connection = { VpnConnectionId: 'vco-1' }
const server = { IpsecServerId: 'iss-1' }

function setup(options: VpnGatewayClientOptions & Destination = { regionId }) {
  const emulator = createEmulator({
    gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }, { servers: ['iss-1'] }],
    progression: 'manual',
  })
  const requests: URLSearchParams[] = []
  const fetch = (request: Request) => {
    requests.push(new URL(request.url).searchParams)
    return emulator.fetch(request)
  }
  return { emulator, requests, client: createVpnGatewayClient({ fetch, ...options }) }
}

test('there is one method per operation of the spec, and nothing else', () => {
  expect(Object.keys(setup().client)).toEqual(operationNames.map((name) => operationMetadata(name).method))
})

test('a method resolves to the decoded answer', async () => {
  const { client } = setup()
  expect(await client.describeVpnGateway({ VpnGatewayId: 'vpn-1' })).toMatchObject({ VpnGatewayId: 'vpn-1', Status: 'active' })
  expect((await client.describeRegions()).Regions?.Region?.length).toBeGreaterThan(0)
})

test('a method rejects with the typed error', async () => {
  const { client } = setup()
  await client.deleteVpnConnection(connection)
  const second = client.deleteVpnConnection({ VpnConnectionId: 'vco-2' })
  await expect(second).rejects.toMatchObject({ name: 'ServiceError', kind: 'busy', attempts: 1 })
})

describe('parameters', () => {
  test('are checked before anything is sent', async () => {
    const { client, requests } = setup()
    const call = client.deleteVpnConnection({ VpnConnectionId: 'vpn-1' })
    await expect(call).rejects.toMatchObject({ name: 'ParameterError', parameter: 'VpnConnectionId' })
    // @ts-expect-error a caller without types
    await expect(client.deleteVpnConnection()).rejects.toMatchObject({ parameter: 'VpnConnectionId', rule: 'is required' })
    expect(requests).toEqual([])
  })

  test('RegionId is filled from the client, unless it is given', async () => {
    const { client, requests } = setup()
    await client.describeVpnConnections()
    await client.describeVpnConnections({ RegionId: 'eu-central-1' })
    expect(requests.map((request) => request.get('RegionId'))).toEqual([regionId, 'eu-central-1'])
  })

  test('RegionId is required where the client has no region', async () => {
    const { client } = setup({ endpoint: 'http://127.0.0.1:1' })
    await expect(client.describeVpnConnections()).rejects.toMatchObject({ parameter: 'RegionId', rule: 'is required' })
  })

  test('operations without RegionId are sent none', async () => {
    const { client, requests } = setup()
    await client.describeRegions()
    expect(requests[0]!.has('RegionId')).toBe(false)
  })
})

describe('idempotency tokens', () => {
  test('are made where an operation takes one, anew for each call', async () => {
    const { client, requests, emulator } = setup()
    await client.deleteVpnConnection(connection)
    emulator.settle('vpn-1')
    await client.deleteVpnConnection({ VpnConnectionId: 'vco-2' })
    await client.describeRegions()
    const tokens = requests.map((request) => request.get('ClientToken'))
    expect(tokens[0]).toMatch(/^[0-9a-f-]{36}$/)
    expect(tokens[1]).not.toBe(tokens[0])
    expect(tokens[2]).toBeNull()
  })

  test('that are given are sent, and make a repeat harmless', async () => {
    const { client } = setup()
    const first = await client.deleteVpnConnection({ ...connection, ClientToken: 'mine' })
    expect(await client.deleteVpnConnection({ ...connection, ClientToken: 'mine' })).toEqual(first)
  })

  test('can be made by the caller', async () => {
    const { client, requests } = setup({ regionId, generateClientToken: () => 'job-7' })
    await client.deleteVpnConnection(connection)
    expect(requests[0]!.get('ClientToken')).toBe('job-7')
  })

  test('stay the same through retries', async () => {
    const { client, requests, emulator } = setup({ regionId, retry: (attempt) => attempt().catch(attempt) })
    emulator.failNext('DeleteVpnConnection', 'InternalError')
    await client.deleteVpnConnection(connection)
    expect(new Set(requests.map((request) => request.get('ClientToken'))).size).toBe(1)
    expect(requests.length).toBe(2)
  })
})

describe('refusals that are successes', () => {
  test('a dry run that passed resolves and says so; nothing is deleted', async () => {
    const { client, emulator } = setup()
    expect(await client.deleteIpsecServer({ ...server, DryRun: 'true' })).toEqual({ RequestId: expect.any(String), dryRun: 'passed' })
    expect(emulator.has('iss-1')).toBe(true)
  })

  test('a repeated deletion that finds nothing after a lost answer says so', async () => {
    const { emulator } = setup()
    let calls = 0
    const losesFirstAnswer = async (request: Request) => {
      const response = await emulator.fetch(request)
      calls += 1
      emulator.settle('vpn-1')
      if (calls === 1) throw new TypeError('connection reset')
      return response
    }
    const client = createVpnGatewayClient({
      regionId,
      fetch: losesFirstAnswer,
      // The emulator knows the token again and would repeat its answer; a service that forgot it answers so.
      retry: (attempt) =>
        attempt().catch(() => {
          emulator.failNext('DeleteVpnConnection', 'InvalidVpnConnectionInstanceId.NotFound')
          return attempt()
        }),
    })
    expect(await client.deleteVpnConnection(connection)).toEqual({ RequestId: expect.any(String), alreadyGone: true })
  })

  test('a first call that finds nothing is an error', async () => {
    const { client } = setup()
    await expect(client.deleteVpnConnection({ VpnConnectionId: 'vco-none' })).rejects.toMatchObject({ kind: 'gone' })
  })
})

test('the client can be frozen in, printed and serialised without its credentials', async () => {
  const credentials = { accessKeyId: 'id', accessKeySecret: 'planted', securityToken: 'planted' }
  const client = createVpnGatewayClient({ regionId, credentials })
  expect(inspect(client, { depth: 10, showHidden: true })).not.toContain('planted')
  expect(JSON.stringify(client)).not.toContain('planted')
})

test('options that cannot be used are refused at once', () => {
  expect(() => createVpnGatewayClient({ regionId: undefined })).toThrow(
    expect.objectContaining({ name: 'OptionError', option: 'regionId' }),
  )
})

test('how many requests an answer took can be read beside it', async () => {
  const emulator = createEmulator({ gateways: [{ id: 'vpn-1' }] })
  let failures = 2
  const fetch = (request: Request) => (failures-- > 0 ? Promise.resolve(new Response(null, { status: 503 })) : emulator.fetch(request))
  const again: Retry = (attempt) => attempt().catch(attempt).catch(attempt)
  const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', fetch, retry: again })
  expect(attemptsOf(await client.describeVpnGateway({ VpnGatewayId: 'vpn-1' }))).toBe(3)
  const answer = await client.describeVpnGateway({ VpnGatewayId: 'vpn-1' })
  expect(attemptsOf(answer)).toBe(1)
  expect(Object.keys(answer)).not.toContain('attempts')
})
