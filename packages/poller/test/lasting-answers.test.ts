import { createVpnGatewayClient } from '@vpn-gateway/client'
import { expect, test } from 'vitest'
import { memoryJournal, prepareDelete, teardown } from '../src/index.ts'
import { gatewaysOf, setup, target } from './setup.ts'
import { type Any, caught, change, each, refuse, type Scenario, unexpected, untrue } from './unexpected.ts'

// Answers that stay odd for as long as two teardowns last: nothing untrue is said meanwhile, and a third one, answered truly, ends well.

const gateways = gatewaysOf({ 'vpn-1': ['vco-1', 'vco-2', 'vco-3'], 'vpn-2': ['vco-20'], 'vpn-3': ['iss-1'] })
const busy = refuse('VpnGateway.Configuring', 'busy')
const noGateway = refuse('InvalidVpnGatewayInstanceId.NotFound', 'gone')
/** Answers oddly every second time on each gateway: work on one leaves the turns of another as they are. */
const everySecond = (odd: Any): Any => {
  const turns = new Map<string, number>()
  return (ask: Any, parameters: Any, n: number) => {
    const turn = turns.get(parameters.VpnGatewayId) ?? 0
    turns.set(parameters.VpnGatewayId, turn + 1)
    return turn % 2 === 0 ? odd(ask, parameters, n) : ask()
  }
}
const emptyPage = async () => ({ RequestId: 'r', TotalCount: 0, VpnConnections: { VpnConnection: [] } })

const cases: [string, string[], (world: Scenario) => Any][] = [
  [
    'a proxy says busy though the deletion was carried out',
    ['vco-1', 'vco-2'],
    () => ({
      deleteVpnConnection: (ask: Any, parameters: Any, n: number) => (n === 0 ? ask().then(() => busy(ask, parameters, n)) : ask()),
    }),
  ],
  [
    'listings heed no filter',
    ['vpn-1', 'iss-1'],
    ({ client }) => ({
      describeVpnConnections: (_: Any, { VpnGatewayId: __, VpnConnectionId: ___, ...rest }: Any) => client.describeVpnConnections(rest),
      listIpsecServers: (_: Any, { VpnGatewayId: __, IpsecServerId: ___, ...rest }: Any) => client.listIpsecServers(rest),
    }),
  ],
  [
    'listings have no count',
    ['vpn-1', 'vpn-3'],
    () => ({
      describeVpnConnections: change(({ TotalCount: _, ...answer }: Any) => answer),
      listIpsecServers: change(({ TotalCount: _, ...answer }: Any) => answer),
    }),
  ],
  [
    'a first page is empty, and has a token',
    ['vpn-3', 'iss-1'],
    () => ({
      listIpsecServers: (ask: Any, { NextToken }: Any) =>
        NextToken ? ask() : Promise.resolve({ RequestId: 'r', TotalCount: 1, IpsecServers: [], NextToken: 'token' }),
    }),
  ],
  [
    'a last page is empty',
    ['vpn-3', 'iss-1'],
    () => ({
      listIpsecServers: async (ask: Any, { NextToken }: Any) =>
        NextToken ? { RequestId: 'r', TotalCount: 1, IpsecServers: [] } : { ...(await ask()), NextToken: 'token' },
    }),
  ],
  [
    'a token leads to the same page again',
    ['vpn-3', 'iss-1'],
    ({ client }) => ({
      listIpsecServers: async (_: Any, { NextToken: __, ...rest }: Any) => ({
        ...(await client.listIpsecServers(rest)),
        NextToken: 'token',
      }),
    }),
  ],
  ['every second listing is empty', ['vpn-1', 'vco-1', 'vco-2', 'vco-3'], () => ({ describeVpnConnections: everySecond(emptyPage) })],
  ['every second read finds no gateway', ['vpn-1', 'vpn-3'], () => ({ describeVpnGateway: everySecond(noGateway) })],
  [
    'the gateway always reads active, and one tunnel shows the work',
    ['vco-1'],
    ({ emulator }) => ({
      describeVpnGateway: change((answer: Any) => ({ ...answer, Status: 'active' })),
      describeVpnConnection: change((answer: Any) =>
        emulator.ledger.tasks.length === 0
          ? answer
          : { ...answer, TunnelOptionsSpecification: { TunnelOptions: [{ State: 'active' }, { State: 'detaching' }] } },
      ),
    }),
  ],
]

const rows = each(cases, [1, 2] as const)

test.each(rows)('%s', async (_, targets, methods, confirmations) => {
  const world = setup({ gateways, progression: { timeMs: 40_000 } })
  const client = unexpected(world, methods(world))
  const options = { ...world.inTime(), journal: memoryJournal(), confirmations, timeoutMs: 600_000 }
  for (const given of [targets, []]) {
    const report = await teardown(client, given, options).report()
    expect(untrue(world, ...report)).toEqual([])
    expect(report.filter(({ outcome }) => outcome === 'failed')).toEqual([])
  }
  const last = await teardown(world.client, [], options).report()
  expect(last.filter(({ outcome }) => outcome !== 'gone' && outcome !== 'emptied')).toEqual([])
  expect(world.emulator.has('vco-20')).toBe(true)
})

test.each(Array.from({ length: 10 }, (_, at) => at * 3))('keys fail, are wrong, and are none, from request %d on', async (at) => {
  const key = { accessKeyId: 'LTAIplanted', accessKeySecret: 'secret-of-the-planted-key' }
  const world = setup({ gateways, credentials: [key], progression: { timeMs: 40_000 } })
  let asked = 0
  const credentials = async () => {
    asked += 1
    if (asked === at + 1) throw new Error('the key service is down')
    if (asked === at + 2) return { ...key, accessKeySecret: 'another' }
    return asked === at + 3 ? (undefined as never) : key
  }
  const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', clock: world.clock, fetch: world.emulator.fetch, credentials })
  const options = { ...world.inTime(), journal: memoryJournal() }
  const first = await caught(teardown(client, ['vpn-1', 'iss-1'], options).report())
  expect(untrue(world, ...first)).toEqual([])
  expect((await teardown(client, [], options).report()).filter(({ outcome }) => outcome !== 'gone' && outcome !== 'emptied')).toEqual([])
})

const steps = [-3_600_000, 3_600_000, 45_000, -45_000].flatMap((stepMs) =>
  [1, 2].flatMap((confirmations) => [false, true].map((fails) => [stepMs, confirmations as 1 | 2, fails] as const)),
)

test.each(steps)(
  'a wall clock that is set by %d ms at every third step ends nothing wrongly (%d, fails: %s)',
  async (stepMs, confirmations, fails) => {
    for (const lateMs of [0, 100_000]) {
      const world = setup({ gateways, updatingAfterMs: lateMs, progression: { timeMs: lateMs + 40_000 } })
      if (fails) world.emulator.inject('DeleteVpnConnection', { kind: 'task' }, { id: 'vco-1' })
      let state = await prepareDelete(world.client, target, { ...world.inTime(), confirmations })
      const stepped = (taken: number) => {
        expect(taken).toBeLessThan(200)
        if (taken % 3 === 2) world.clock.step(taken % 2 === 0 ? stepMs : -stepMs)
        return { ...world.inTime(taken + 1), confirmations }
      }
      for await (const step of world.stepOn(state, stepped)) state = step.state
      expect([state.phase, world.emulator.has('vco-1')]).toEqual(fails ? ['failed', true] : ['gone', false])
      expect(world.emulator.ledger.tasks.length).toBe(1)
    }
  },
)
