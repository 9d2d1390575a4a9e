import { describe, expect, test } from 'vitest'
import { startService } from './service.ts'
import { eventsOf } from './vpngw.ts'

describe('a selection', () => {
  test.concurrent.each<[string[], string[]]>([
    [['--on', 'vpn-2'], ['iss-1']],
    [['--vpc', 'vpc-2'], ['iss-1']],
    [
      ['--vpc', 'vpc-1', '--vpc', 'vpc-2'],
      ['vco-1', 'vco-2', 'iss-1'],
    ],
    [['--vpc', 'vpc-1', '--on', 'vpn-2'], []],
    [['--tag', 'team=red'], ['vco-1']],
    [['--tag', 'team=red', '--tag', 'team=blue'], []],
    [['--name', 'to-?ome'], ['vco-2']],
    [['--name', 'to-*', '--tag', 'team=red'], ['vco-1']],
    [['--name', 'to.*'], []],
    [
      ['--on', 'vpn-1', '--name', '*'],
      ['vco-1', 'vco-2'],
    ],
    [['--all-in-region'], ['vco-1', 'vco-2', 'iss-1']],
    [['--all-in-region', '--except', 'vpn-1'], ['iss-1']],
    [
      ['--all-in-region', '--protect', 'iss-1'],
      ['vco-1', 'vco-2'],
    ],
  ])('%j means %j', async (selection, ids) => {
    await using at = await startService()
    const plan = await at.planned(...selection)
    expect(plan.deletions.map(({ id }) => id).sort()).toEqual([...ids].sort())
  })

  test.concurrent('that nothing meets deletes nothing, and is what was wanted with --ensure-gone', async () => {
    await using at = await startService()
    for (const [more, code] of [
      [[], 4],
      [['--ensure-gone'], 0],
    ] as const) {
      const ended = await at.run('teardown', '--tag', 'team=green', '--yes', '--output', 'json', '--no-journal', ...more)
      expect(ended.stderr).toMatch(/^nothing meets the selection$/m)
      expect([ended.code, eventsOf(ended).map(({ event }) => event)]).toEqual([code, ['start', 'summary']])
    }
    expect(at.deletions()).toEqual([])
  })

  test.concurrent('that nothing meets is no success beside a journal, which is gone on with', async () => {
    await using at = await startService()
    const journal = ['--journal', at.file('journal')]
    at.emulator.failNext('DeleteVpnConnection', 'Forbidden')
    await at.run('teardown', 'vco-1', '--yes', ...journal)
    const plan = await at.run('plan', '--on', 'vpn-2', '--name', 'none', ...journal)
    expect(plan).toMatchObject({ code: 0, stderr: expect.stringMatching(/^nothing meets the selection$/m) })
    const ended = await at.run('teardown', '--on', 'vpn-2', '--name', 'none', '--yes', ...journal)
    expect(ended).toMatchObject({ code: 4, stdout: expect.stringMatching(/^1 of 1 gone in /) })
    expect(ended.stderr).toMatch(/^nothing meets the selection$/m)
  })

  test.concurrent.each([
    [['vco-1', '--tag', 'team=red'], /^vpngw: id must be left out where a selection is given/],
    [['--tag', 'team'], /option '--tag <key=value>' argument 'team' is invalid. It must be written key=value/],
    [['--tag', ''], /It must be written key=value/],
    [['--all-in-region', '--except', 'vpn-dve'], /^vpngw: --except names vpn-dve, and there is none: is it spelt right\?/],
    [['--all-in-region', '--protect', 'vco-typo'], /^vpngw: --protect names vco-typo, and there is none/],
    [['--on', 'vco-1'], /^vpngw: --on must be the id of a gateway/],
    [['--tag', 'team='], /It must be written key=value/],
    [['--name', ''], /option '--name <pattern>' argument '' is invalid. It must not be empty/],
    [['--vpc', ''], /option '--vpc <id>' argument '' is invalid. It must not be empty/],
    [['--all-in-region', '--except', 'nonsense'], /^vpngw: --except must start with /],
    [['--all-in-region', '--protect', 'vco-1', '--protect', 'vco-1\u202e'], /^vpngw: --protect "vco-1.*" must /],
  ])('%j is refused', async (args, line) => {
    await using at = await startService()
    expect(await at.run('teardown', ...args, '--yes')).toMatchObject({ code: 2, stderr: expect.stringMatching(line) })
    expect(at.deletions()).toEqual([])
  })

  test.concurrent('is not made where an id to leave cannot be read at all', async () => {
    await using at = await startService()
    at.emulator.inject('DescribeVpnGateway', { kind: 'reset' }, { times: 1_000, id: 'vpn-9' })
    expect(await at.run('teardown', 'vco-1', '--protect', 'vpn-9', '--yes', '--no-journal')).toMatchObject({ code: 3 })
    expect(at.left()).toContain('vco-1')
  })

  test.concurrent('leaves what the caller may not read', async () => {
    await using at = await startService()
    at.emulator.failNext('DescribeVpnConnection', 'Forbidden', { times: 1_000 })
    expect(await at.run('teardown', 'iss-1', '--protect', 'vco-2', '--yes', '--no-journal')).toMatchObject({ code: 0 })
    expect(at.left()).toEqual(['vco-1', 'vco-2', 'vco-3'])
  })

  test.concurrent('is not made from a listing that leaves something out', async () => {
    await using at = await startService()
    at.emulator.inject('DescribeVpnConnections', { kind: 'no-total' }, { times: 5 })
    const { code, stderr } = await at.run('teardown', '--all-in-region', '--yes')
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('nothing was selected') })
    expect(at.left().length).toBe(4)
  })
})
