import type { OperationName } from '@vpn-gateway/core'
import { describe, expect, test } from 'vitest'
import { teardown } from '../src/index.ts'
import { ends, setup } from './setup.ts'
import { type Any, refuse, type Scenario, unexpected } from './unexpected.ts'

// What has the tag that protects, or stands on a gateway that has it, is never sent, with a plan or without one.

const protects = { Tags: { Tag: [{ Key: 'vpngw:protected', Value: 'yes' }] } }
const codes = (report: readonly Any[]) => Object.fromEntries(report.map(({ id, error }) => [id, error?.code]))
const sent = (scenario: Scenario) => scenario.of('DeleteVpnConnection').length
const tagged = async (ask: () => Promise<Any>) => ({ ...(await ask()), ...protects })

describe('without a plan', () => {
  test('what has the tag is left, the rest goes', async () => {
    const gateways = [
      { id: 'vpn-1', connections: ['vco-1', { id: 'vco-2', fields: protects }] },
      { id: 'vpn-2', connections: [{ id: 'vco-3', fields: protects }] },
    ]
    const scenario = setup({ gateways })
    const report = await scenario.reportOf(['vpn-1', 'vco-3'])
    expect(ends(report)).toEqual({ 'vpn-1': 'failed', 'vco-1': 'gone', 'vco-2': 'failed', 'vco-3': 'failed' })
    expect(codes(report)).toMatchObject({ 'vpn-1': 'NotEmptied', 'vco-2': 'Protected', 'vco-3': 'Protected' })
    expect([scenario.emulator.has('vco-2'), scenario.emulator.has('vco-3')]).toEqual([true, true])
  })

  test.each([[['vpn-1']], [['vco-1', 'vco-2']]])('nothing goes of %j where their gateway has it', async (targets) => {
    const scenario = setup({ gateways: [{ id: 'vpn-1', fields: protects, connections: ['vco-1', 'vco-2'] }] })
    expect(codes(await scenario.reportOf(targets))).toMatchObject({ 'vco-1': 'Protected', 'vco-2': 'Protected' })
    expect(sent(scenario)).toBe(0)
  })

  test('what gets the tag while others are deleted is left', async () => {
    const connections = ['vco-1', 'vco-2', 'vco-3', 'vco-4']
    for (const on of ['VpnGateway', 'VpnConnection']) {
      const scenario = setup({ gateways: [{ id: 'vpn-1', connections }] })
      // A listing of before shows none.
      const client = unexpected(scenario, {
        [`describe${on}`]: (ask, { VpnConnectionId = 'vco-3' }) =>
          sent(scenario) > 1 && VpnConnectionId === 'vco-3' ? tagged(ask) : ask(),
        describeVpnConnections: refuse('Forbidden'),
      })
      const report = await teardown(client, connections, scenario.inTime()).report()
      expect(report.find(({ id }) => id === 'vco-3')).toMatchObject({ outcome: 'failed', error: { code: 'Protected' } })
      expect(scenario.emulator.has('vco-3'), on).toBe(true)
    }
  })
})

describe.each([true, false])('planned %s', (isPlanned) => {
  const begun = async (scenario: Scenario, client: Any, options = {}) => {
    const targets = isPlanned ? await scenario.planOf(['vco-1']) : ['vco-1']
    return teardown(client, targets as string[], { ...scenario.inTime(), ...options }).report()
  }

  test.each([
    ['refused', refuse('Forbidden.RAM')],
    ['in a fault that lasts', refuse('ServiceUnavailable', 'transient')],
    ['answered by something else', async () => ({ html: '' })],
  ])('nothing is sent where the read of the gateway is %s, since it may be protected', async (_, answer) => {
    const scenario = setup({ children: { 'vpn-1': ['vco-1'] } })
    const client = unexpected(scenario, { describeVpnGateway: answer })
    const report = await begun(scenario, client, { journal: scenario.journal })
    expect(report).toMatchObject([{ id: 'vco-1', outcome: 'unknown', isSent: false, error: { code: 'CannotObserve' } }])
    expect(sent(scenario)).toBe(0)
    // With rights to read it the same journal goes on.
    expect(ends(await scenario.reportOf([], scenario.onRecord()))).toEqual({ 'vco-1': 'gone' })
  })

  test('a read that fails in passing is repeated, and its tag is heeded', async () => {
    const scenario = setup({ children: { 'vpn-1': ['vco-1'] } })
    const client = unexpected(scenario, { describeVpnGateway: tagged })
    scenario.emulator.failNext('DescribeVpnGateway', 'ServiceUnavailable', { times: 2 })
    expect(codes(await begun(scenario, client))).toEqual({ 'vco-1': 'Protected' })
    expect(sent(scenario)).toBe(0)
  })
})

test.each<[string, OperationName, readonly string[]]>([
  ['its gateway cannot be read', 'DescribeVpnGateway', ['vco-1']],
  ['it cannot be read as it was planned', 'DescribeVpnConnection', ['vco-1']],
  ['what its gateway alone has named cannot be read', 'DescribeVpnConnection', ['vpn-1']],
])('where %s within the time of a deletion, nothing is asked after the report', async (_, operation, targets) => {
  const scenario = setup({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }] })
  const plan = await scenario.planOf(targets)
  await scenario.clock.sleep(120_000)
  scenario.emulator.inject(operation, { kind: 'refusal', code: 'SystemBusy', status: 503 }, { times: 1_000 })
  for (const what of [plan, targets]) {
    const report = await scenario.reportOf(what, { timeoutMs: 11_000 })
    expect(ends(report)).toMatchObject(Object.fromEntries(targets.map((id) => [id, 'unknown'])))
    const asked = scenario.calls.length
    await scenario.clock.sleep(600_000)
    expect(scenario.calls.length).toBe(asked)
  }
})
