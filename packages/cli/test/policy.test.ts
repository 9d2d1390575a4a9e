import { describe, expect } from 'vitest'
import { test } from './service.ts'
import { vpngw } from './vpngw.ts'

describe('a policy', () => {
  test.concurrent.for<[string[], string[]]>([
    [['vco-1'], []],
    [['vpn-1'], []],
    [[], ['--all-in-region']],
    [[], ['--vpc', 'vpc-1']],
  ])('for %j %j is all that its teardown needs', async ([ids, selection], { at }) => {
    const { stdout } = await vpngw(['policy', ...ids, ...(selection.length > 0 ? ['--select'] : [])])
    const [{ Action: actions }] = JSON.parse(stdout).Statement
    const refused = [
      'DescribeVpnGateways',
      'DescribeVpnConnections',
      'DescribeVpnConnection',
      'DeleteIpsecServer',
      'ListIpsecServers',
    ] as const
    for (const operation of refused)
      if (!actions.includes(`vpc:${operation}`)) at.emulator.failNext(operation, 'Forbidden', { times: 1_000 })
    const { code } = await at.run('teardown', ...ids, ...selection, '--except', 'vco-2', '--yes', '--no-journal')
    expect([code, at.left().includes('vco-1')]).toEqual([0, false])
    const used = at.emulator.ledger.requests.filter(({ status }) => status === 200).map(({ operation }) => `vpc:${operation}`)
    expect(actions).toEqual(expect.arrayContaining([...new Set(used)]))
  })

  test.concurrent('is that of a plan, from its file alone', async ({ at }) => {
    await at.planned('iss-1')
    const before = at.emulator.ledger.requests.length
    const { stdout } = await vpngw(['policy', '--plan', at.file('plan.json')])
    expect(JSON.parse(stdout).Statement[0].Action).toEqual(['vpc:DeleteIpsecServer', 'vpc:DescribeVpnGateway', 'vpc:ListIpsecServers'])
    expect(at.emulator.ledger.requests.length).toBe(before)
  })
})
