import type { OperationAnswer } from '@vpn-gateway/core'
import { describe, expect, test } from 'vitest'
import { createEmulator, createVirtualClock, type EmulatorOptions, type OperationName } from '../src/index.ts'
import { optionError } from './scenario.ts'

function setup(options: EmulatorOptions = {}) {
  const connected = { id: 'vpn-1', connections: ['vco-1', 'vco-2'] }
  const emulator = createEmulator({ gateways: [connected, { id: 'vpn-2', servers: ['iss-1'] }], progression: 'manual', ...options })
  /** Sends a plain request, and gives its answer: the operation's, or a refusal. */
  const ask = async <Op extends string>(Action: Op, parameters: Record<string, string> = {}) => {
    const query = new URLSearchParams({ Action, RegionId: 'cn-hangzhou', ...parameters })
    const response = await emulator.fetch(new Request(`https://vpc.cn-hangzhou.aliyuncs.com/?${query}`))
    return { status: response.status, ...((await response.json()) as Partial<OperationAnswer<Op & OperationName>>) }
  }
  const remove = (VpnConnectionId: string, extra: Record<string, string> = {}) => ask('DeleteVpnConnection', { VpnConnectionId, ...extra })
  const statusOf = async (VpnGatewayId: string) => (await ask('DescribeVpnGateway', { VpnGatewayId })).Status
  return { emulator, ask, remove, statusOf }
}

const notFound = { status: 404, Code: 'InvalidVpnConnectionInstanceId.NotFound' }

describe('a deletion', () => {
  test('keeps its gateway busy, refuses others on it, and ends with the resource absent', async () => {
    const { emulator, ask, remove, statusOf } = setup()
    expect(await remove('vco-1')).toEqual({ status: 200, RequestId: expect.any(String) })
    expect(await statusOf('vpn-1')).toBe('updating')
    expect(await statusOf('vpn-2')).toBe('active')
    expect(await remove('vco-2')).toMatchObject({ status: 400, Code: 'VpnGateway.Configuring' })
    expect(await ask('DescribeVpnConnection', { VpnConnectionId: 'vco-1' })).toMatchObject({ status: 200, VpnGatewayId: 'vpn-1' })
    emulator.settle('vpn-1')
    expect(await statusOf('vpn-1')).toBe('active')
    expect(await ask('DescribeVpnConnection', { VpnConnectionId: 'vco-1' })).toMatchObject(notFound)
    expect(await remove('vco-1')).toMatchObject(notFound)
    expect(await remove('vco-2')).toMatchObject({ status: 200 })
  })

  test('of a server empties its list', async () => {
    const { emulator, ask } = setup()
    const entry = { IpsecServerId: 'iss-1', VpnGatewayId: 'vpn-2' }
    expect(await ask('ListIpsecServers', { 'IpsecServerId.1': 'iss-1' })).toMatchObject({ TotalCount: 1, IpsecServers: [entry] })
    expect(await ask('DeleteIpsecServer', { IpsecServerId: 'iss-1' })).toMatchObject({ status: 200 })
    emulator.settle('vpn-2')
    expect(await ask('ListIpsecServers', { 'IpsecServerId.1': 'iss-1' })).toMatchObject({ TotalCount: 0, IpsecServers: [] })
    expect(await ask('DeleteIpsecServer', { IpsecServerId: 'iss-1' })).toMatchObject({ status: 404, Code: 'InvalidIpsecServerId.NotFound' })
  })

  test('takes the time of its progression, and shows as late as `updatingAfterMs`', async () => {
    const clock = createVirtualClock({ auto: false })
    const { emulator, remove, statusOf } = setup({ clock, progression: { timeMs: 10_000 }, updatingAfterMs: 2_000 })
    await remove('vco-1')
    const seen: unknown[] = []
    for (let second = 0; second <= 10; second += 1) {
      seen.push(await statusOf('vpn-1'), emulator.has('vco-1'))
      await clock.advance(1_000)
    }
    expect(seen.slice(0, 4)).toEqual(['active', true, 'active', true])
    expect(seen.slice(4, 20)).toEqual(Array.from({ length: 8 }, () => ['updating', true]).flat())
    expect(seen.slice(20)).toEqual(['active', false])
  })

  test('that shows late is still in the way of others', async () => {
    const { remove, statusOf } = setup({ updatingAfterMs: 10 ** 6 })
    await remove('vco-1')
    expect(await statusOf('vpn-1')).toBe('active')
    expect(await remove('vco-2')).toMatchObject({ Code: 'VpnGateway.Configuring' })
  })

  test('ends at once where the progression is immediate', async () => {
    const { emulator, remove } = setup({ progression: 'immediate' })
    await remove('vco-1')
    expect(emulator.has('vco-1')).toBe(false)
    expect(await remove('vco-2')).toMatchObject({ status: 200 })
  })

  test('is refused on a locked gateway, and on one that is being made', async () => {
    const remove = (fields: Record<string, string>) => setup({ gateways: [{ connections: ['vco-1'], fields }] }).remove('vco-1')
    expect(await remove({ BusinessStatus: 'FinancialLocked' })).toMatchObject({ status: 400, Code: 'VpnGateway.FinancialLocked' })
    expect(await remove({ Status: 'provisioning' })).toMatchObject({ status: 400, Code: 'VpnGateway.Configuring' })
  })

  test('of a connection without a gateway needs none', async () => {
    const { emulator, remove } = setup({ connections: ['vco-free'] })
    expect(await remove('vco-free')).toMatchObject({ status: 200 })
    emulator.settle('vco-free')
    expect(emulator.has('vco-free')).toBe(false)
  })
})

describe('idempotency tokens', () => {
  test('the same token gets the same answer, and nothing is done twice', async () => {
    const { emulator, remove } = setup()
    const first = await remove('vco-1', { ClientToken: 't' })
    expect(await remove('vco-1', { ClientToken: 't' })).toEqual(first)
    emulator.settle('vpn-1')
    expect(await remove('vco-1', { ClientToken: 't' })).toEqual(first)
  })

  test('with other parameters it is refused', async () => {
    const { remove } = setup()
    await remove('vco-1', { ClientToken: 't' })
    expect(await remove('vco-2', { ClientToken: 't' })).toMatchObject({ status: 400, Code: 'IdempotentParameterMismatch' })
  })

  test('beyond their bound are forgotten, the oldest first', async () => {
    const { remove } = setup({ gateways: [{ connections: ['vco-1', 'vco-2', 'vco-3'] }], progression: 'immediate', tokens: { limit: 2 } })
    for (const id of ['vco-1', 'vco-2', 'vco-3']) await remove(id, { ClientToken: id })
    const again = async (id: string) => (await remove(id, { ClientToken: id })).status
    expect([await again('vco-3'), await again('vco-2'), await again('vco-1')]).toEqual([200, 200, 404])
  })

  test('that is too long or not ASCII is refused', async () => {
    const { remove } = setup()
    for (const ClientToken of ['x'.repeat(65), 'ü'])
      expect(await remove('vco-1', { ClientToken })).toMatchObject({ status: 400, Code: 'IllegalParam.ClientToken' })
  })
})

describe('dry runs', () => {
  test('that pass answer so and delete nothing', async () => {
    const { emulator, ask, statusOf } = setup()
    const passed = { status: 400, Code: 'DryRunOperation', Message: 'Request validation has been passed with DryRun flag set.' }
    expect(await ask('DeleteIpsecServer', { IpsecServerId: 'iss-1', DryRun: 'true' })).toMatchObject(passed)
    expect(emulator.has('iss-1')).toBe(true)
    expect(await statusOf('vpn-2')).toBe('active')
  })

  test('that would be refused are refused: absent, busy and locked come before', async () => {
    const dryRun = { IpsecServerId: 'iss-1', DryRun: 'true' }
    const busy = setup()
    await busy.ask('DeleteIpsecServer', { IpsecServerId: 'iss-1' })
    expect(await busy.ask('DeleteIpsecServer', dryRun)).toMatchObject({ Code: 'VpnGateway.Configuring' })
    const locked = setup({ gateways: [{ servers: ['iss-1'], fields: { BusinessStatus: 'FinancialLocked' } }] })
    expect(await locked.ask('DeleteIpsecServer', dryRun)).toMatchObject({ status: 400, Code: 'VpnGateway.FinancialLocked' })
    const { ask } = setup()
    const absent = await ask('DeleteIpsecServer', { IpsecServerId: 'iss-none', DryRun: 'true' })
    expect(absent).toMatchObject({ Code: 'InvalidIpsecServerId.NotFound' })
    expect(await ask('DeleteIpsecServer', { IpsecServerId: 'iss-1', DryRun: 'perhaps' })).toMatchObject({ Code: 'InvalidParameter' })
  })
})

describe('requests', () => {
  test.each([
    ['Nonsense', {}, 404, 'InvalidAction.NotFound'],
    ['toString', {}, 404, 'InvalidAction.NotFound'],
    ['DescribeVpnGateway', {}, 400, 'MissingParameter'],
    ['DescribeVpnGateway', { VpnGatewayId: 'x' }, 400, 'InvalidParameter'],
    ['DescribeVpnGateway', { VpnGatewayId: 'vpn-none' }, 404, 'InvalidVpnGatewayInstanceId.NotFound'],
    ['DescribeVpnGateway', { VpnGatewayId: 'vpn-1', RegionId: 'eu-central-1' }, 404, 'InvalidVpnGatewayInstanceId.NotFound'],
    ['DescribeVpnGateway', { VpnGatewayId: 'vpn-1', Version: '2014-05-26' }, 400, 'NoSuchVersion'],
    ['DescribeVpnGateway', { VpnGatewayId: 'vpn-1', Format: 'YAML' }, 400, 'InvalidParameter.Format'],
    ['DescribeVpnConnections', { PageSize: '51' }, 400, 'InvalidParameter'],
    ['ListIpsecServers', { NextToken: 'nonsense' }, 400, 'IllegalParam.NextToken'],
  ])('%s with %j is answered %i %s', async (action, parameters: Record<string, string>, status, Code) => {
    expect(await setup().ask(action, parameters)).toMatchObject({ status, Code })
  })

  test('a refusal names the parameter that is missing', async () => {
    expect(await setup().ask('DescribeVpnGateway')).toMatchObject({ Message: expect.stringContaining('"VpnGatewayId"') })
  })

  test('can name the operation in a header', async () => {
    const { emulator } = setup()
    const headers = { 'x-acs-action': 'DescribeRegions', 'x-acs-version': '2016-04-28' }
    expect((await emulator.fetch(new Request('https://vpc.aliyuncs.com/', { headers }))).status).toBe(200)
  })

  test('a listing is filtered and comes in pages', async () => {
    const { ask } = setup({ gateways: [{ id: 'vpn-1', connections: 7 }, { connections: 3 }] })
    const page = await ask('DescribeVpnConnections', { VpnGatewayId: 'vpn-1', PageSize: '3', PageNumber: '3' })
    const VpnConnections = { VpnConnection: [{ VpnConnectionId: 'vco-emulated0007' }] }
    expect(page).toMatchObject({ TotalCount: 7, PageNumber: 3, PageSize: 3, VpnConnections })
  })

  test('a listing and a read show the same values, and filters go by them', async () => {
    const { ask } = setup()
    const { VpnConnections } = await ask('DescribeVpnConnections', { VpnConnectionId: 'vco-1' })
    const { Tag: _, ...shared } = VpnConnections!.VpnConnection![0]!
    expect(await ask('DescribeVpnConnection', { VpnConnectionId: 'vco-1' })).toMatchObject(shared)
    expect(await ask('DescribeVpnConnections', { CustomerGatewayId: 'cgw-other' })).toMatchObject({ TotalCount: 0 })
  })

  test('a listing keeps what carries each of the tags', async () => {
    const tagged = (id: string, ...Tag: object[]) => ({ id, fields: { Tags: { Tag } } })
    const network = { Key: 'team', Value: 'network' }
    const red = { Key: 'colour', Value: 'red' }
    const connections = [tagged('vco-1', network), tagged('vco-2', red), tagged('vco-3', network, red), tagged('vco-4')]
    const { ask } = setup({ gateways: [{ connections }] })
    const count = (tags: Record<string, string>) => ask('DescribeVpnConnections', tags)
    expect(await count({ 'Tag.1.Key': 'team' })).toMatchObject({ TotalCount: 2 })
    expect(await count({ 'Tag.1.Key': 'team', 'Tag.1.Value': 'sales' })).toMatchObject({ TotalCount: 0 })
    expect(await count({ 'Tag.1.Key': 'team', 'Tag.1.Value': 'network', 'Tag.2.Key': 'colour' })).toMatchObject({ TotalCount: 1 })
    expect(await count({})).toMatchObject({ TotalCount: 4 })
    const { VpnConnections } = await count({ 'Tag.1.Value': 'red' })
    expect(VpnConnections?.VpnConnection?.[0]).toMatchObject({ VpnConnectionId: 'vco-2', Tag: { Tag: [red] } })
  })

  test('a listing of gateways shows their tags as objects, and beside them the text that the service has under a like name', async () => {
    const red = { Key: 'colour', Value: 'red' }
    const { ask } = setup({
      gateways: [
        { id: 'vpn-1', fields: { Name: 'office', VpcId: 'vpc-1', Tags: { Tag: [red] } } },
        { id: 'vpn-2', fields: { VpcId: 'vpc-2', Tags: { Tag: [] }, Tag: '{"VpnVersion":"v9"}' } },
      ],
    })
    const list = async (filters: Record<string, string> = {}) => (await ask('DescribeVpnGateways', filters)).VpnGateways!.VpnGateway!
    const [first, second] = await list()
    expect(first).toMatchObject({ VpnGatewayId: 'vpn-1', Name: 'office', Status: 'active', Tags: { Tag: [red] } })
    expect(JSON.parse(first?.Tag as string)).toEqual(expect.any(Object))
    expect(second).toMatchObject({ VpnGatewayId: 'vpn-2', Tags: { Tag: [] }, Tag: '{"VpnVersion":"v9"}' })
    const idsOf = async (filters: Record<string, string>) => (await list(filters)).map(({ VpnGatewayId }) => VpnGatewayId)
    expect(await idsOf({ 'Tag.1.Key': 'colour' })).toEqual(['vpn-1'])
    expect(await idsOf({ VpcId: 'vpc-2' })).toEqual(['vpn-2'])
    expect(await idsOf({ VpnGatewayId: 'vpn-1', Status: 'active' })).toEqual(['vpn-1'])
    expect(await idsOf({ Status: 'updating' })).toEqual([])
    expect(await idsOf({ IncludeReservationData: 'true' })).toEqual(['vpn-1', 'vpn-2'])
  })

  test('a connection without a gateway names none', async () => {
    const { ask } = setup({ connections: ['vco-free'] })
    const free = await ask('DescribeVpnConnection', { VpnConnectionId: 'vco-free' })
    expect(free).not.toHaveProperty('VpnGatewayId')
    expect(free).toMatchObject({ AttachType: 'CEN' })
  })

  test('a listing by token has the token of the next page, until it ends', async () => {
    const { ask } = setup({ gateways: [{ servers: 1 }, { servers: 1 }, { servers: 1 }] })
    const first = await ask('ListIpsecServers', { MaxResults: '2' })
    expect(first.IpsecServers).toHaveLength(2)
    const second = await ask('ListIpsecServers', { MaxResults: '2', NextToken: first.NextToken! })
    expect([second.IpsecServers?.length, second.NextToken]).toEqual([1, undefined])
    const full = await ask('ListIpsecServers', { MaxResults: '3' })
    expect([full.IpsecServers?.length, full.NextToken]).toEqual([3, undefined])
    expect(await ask('ListIpsecServers', { NextToken: 'page-3' })).toMatchObject({ Code: 'IllegalParam.NextToken' })
  })
})

describe('planned errors', () => {
  test('come as often as planned, to that operation only, with the documented status', async () => {
    const { emulator, ask, remove } = setup()
    emulator.failNext('DeleteVpnConnection', 'VpnTask.CONFLICT', { times: 2 })
    expect(await ask('DescribeRegions')).toMatchObject({ status: 200 })
    for (let times = 0; times < 2; times += 1) expect(await remove('vco-1')).toMatchObject({ status: 400, Code: 'VpnTask.CONFLICT' })
    expect(await remove('vco-1')).toMatchObject({ status: 200 })
  })

  test('must be documented; the refusal lists what is', () => {
    expect(() => setup().emulator.failNext('DescribeRegions', 'Throttling.Odd' as never)).toThrow('Throttling.User')
    // @ts-expect-error not one of this operation's
    expect(() => setup().emulator.failNext('DeleteVpnConnection', 'OperationConflict')).toThrow(optionError())
  })
})

describe('seeds', () => {
  test.each<[EmulatorOptions, string]>([
    [{ gateways: [{ connections: 1, servers: 1 }] }, 'servers'],
    [{ gateways: [{ servers: 2 }] }, 'servers'],
    [{ gateways: [{ connections: ['vco-1', 'vco-1'] }] }, 'connections'],
    [{ gateways: [{ connections: ['vpn-1'] }] }, 'connections'],
    [{ gateways: [{ connections: -1 }] }, 'connections'],
    [{ servers: ['iss-1'] } as never, 'servers'],
    [{ connections: [{ fields: { AttachType: 'VPN' } }] }, 'connections'],
    [{ gateways: [{ connections: [{ fields: { AttachType: 'CEN' } }] }] }, 'connections'],
    [{ gateways: 'many' as never }, 'gateways'],
    [{ gateways: [null] as never }, 'gateways'],
    [{ gateways: [{ id: 7 }] as never }, 'gateways'],
    [{ gateways: [{ conections: 2 }] as never }, 'gateways'],
    [{ gateway: 1 } as never, 'option'],
    [{ progression: 'manuall' as never }, 'progression'],
    [{ progression: {} as never }, 'progression'],
    [{ progression: { timeMs: -5 } }, 'progression'],
    [{ updatingAfterMs: Number.NaN }, 'updatingAfterMs'],
  ])('%j could not be: refused', (options, option) => {
    expect(() => createEmulator(options)).toThrow(optionError(option))
  })

  test('what the emulator shows of a resource is what a read shows', async () => {
    const { emulator, ask } = setup()
    const { status: _, RequestId: __, ...read } = await ask('DescribeVpnConnection', { VpnConnectionId: 'vco-1' })
    expect(emulator.resources().find(({ id }) => id === 'vco-1')?.fields).toEqual(read)
  })

  test('settling what is not there is refused', () => {
    expect(() => setup().emulator.settle('vpn-none')).toThrow(optionError())
  })

  test('emulators share nothing', async () => {
    const [one, other] = [setup(), setup()]
    await one.remove('vco-1')
    expect(await other.statusOf('vpn-1')).toBe('active')
    one.emulator.failNext('DescribeRegions', 'InternalError')
    expect(await other.ask('DescribeRegions')).toMatchObject({ status: 200 })
  })
})
