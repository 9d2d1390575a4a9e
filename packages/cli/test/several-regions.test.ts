import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import type { TeardownPlan } from '@vpn-gateway/poller'
import { describe, expect } from 'vitest'
import { test } from './service.ts'
import { emptyHome, eventsOf } from './vpngw.ts'

const forbidden = { kind: 'refusal', code: 'Forbidden.RAM', status: 403 } as const

describe('several regions', () => {
  const inTwoRegions = {
    gateways: [
      { id: 'vpn-1', regionId: 'cn-hangzhou', connections: ['vco-1'] },
      { id: 'vpn-2', regionId: 'cn-beijing', connections: ['vco-2'] },
    ],
  }

  test.concurrent('are planned and deleted side by side, each id where it is', async ({ at }) => {
    at.emulator.seed(inTwoRegions)
    const both = ['vco-1', 'vco-2', 'vco-none', '--region', 'cn-beijing']
    const { stdout } = await at.run('plan', ...both)
    expect(stdout).toMatch(/^1 deletion on 1 gateway in cn-beijing[\s\S]*vco-2[\s\S]*^1 deletion on 1 gateway in cn-hangzhou[\s\S]*vco-1/m)
    expect(stdout.match(/vco-none/g)).toHaveLength(1)
    const ended = await at.run('teardown', ...both, '--yes', '--journal', at.file('journal'))
    expect(ended).toMatchObject({ code: 4, stdout: expect.stringMatching(/^2 of 3 gone, 1 failed, in /) })
    expect(at.left()).toEqual([])
  })

  test.concurrent.for([
    ['vco-2', 'DescribeVpnConnection'],
    ['vpn-2', 'DescribeVpnGateway'],
  ] as const)('of which one may not read %s, which is in the other, count it once', async ([id, operation], { at }) => {
    at.emulator.seed(inTwoRegions)
    at.emulator.inject(operation, forbidden, { id })
    const run = await at.run('teardown', 'vco-1', id, '--region', 'cn-beijing', '--yes', '--no-journal', '--output', 'json')
    const results = eventsOf(run).filter(({ event }) => event === 'result')
    expect([run.code, results.filter((each) => each.id === id).length]).toEqual([0, 1])
    expect(results.every(({ outcome }) => outcome !== 'failed')).toBe(true)
  })

  test.concurrent('of which none may read an id leave it to one of them', async ({ at }) => {
    at.emulator.seed(inTwoRegions)
    at.emulator.inject('DescribeVpnConnection', forbidden, { id: 'vco-x', times: 9 })
    const { code, stdout } = await at.run('plan', 'vco-1', 'vco-2', 'vco-x', '--region', 'cn-beijing', '--output', 'json')
    const left = (JSON.parse(stdout) as TeardownPlan[]).flatMap((plan) => plan.left.map(({ id, reason }) => [id, reason]))
    expect([code, left]).toEqual([1, [['vco-x', 'unreadable']]])
  })

  test.concurrent.for<[string, string]>([
    ['vco-none', 'there is no IPsec-VPN connection of this id in cn-beijing, nor was there in cn-hangzhou'],
    ['vpn-none', 'there is no gateway of this id in cn-beijing, nor was there in cn-hangzhou'],
  ])('are all named where %s is in none of them', async ([id, words], { at }) => {
    const regions = [id, '--region', 'cn-beijing']
    expect((await at.run('plan', ...regions)).stdout).toContain(`${id}  there is none of this id in cn-beijing or cn-hangzhou`)
    const { stdout } = await at.run('plan', ...regions, '--output', 'json')
    writeFileSync(at.file('plan.json'), stdout)
    const filed = ['--plan', at.file('plan.json'), '--region', 'cn-beijing']
    for (const args of [regions, filed])
      expect(await at.run('teardown', ...args, '--yes', '--no-journal')).toMatchObject({
        code: 4,
        stdout: expect.stringContaining(`failed: ${id}: ${words}\n`),
      })
    const ended = await at.run('teardown', ...regions, '--yes', '--no-journal', '--output', 'json')
    const ends = eventsOf(ended).filter(({ error }) => error)
    expect(ends.length).toBeGreaterThan(0)
    for (const { error } of ends)
      expect(error).toMatchObject({ name: 'DeletionError', kind: expect.any(String), message: `${id}: ${words}`, id })
  })

  test.concurrent('of which one is refused do not take the outcomes of the others away', async ({ at }) => {
    at.emulator.seed(inTwoRegions)
    const { stdout: text } = await at.run('plan', 'vco-1', 'vco-2', '--region', 'cn-beijing', '--output', 'json')
    const plans = (JSON.parse(text) as TeardownPlan[]).map((plan) =>
      plan.regionId === 'cn-beijing' ? { ...plan, endpoint: 'https://elsewhere.example' } : plan,
    )
    writeFileSync(at.file('plan.json'), JSON.stringify(plans))
    const kept = ['--journal', at.file('journal'), '--report', at.file('report.json')]
    const { code, stdout, stderr } = await at.run('teardown', '--plan', at.file('plan.json'), '--region', 'cn-beijing', '--yes', ...kept)
    expect(stdout).toMatch(/^1 of 2 gone, 1 not known yet, in .*\nnot known yet: vco-2: --endpoint must be .* \(not sent\)\n$/)
    expect(stderr).toMatch(/^vpngw: --endpoint must be https:\/\/elsewhere\.example, where the plan was made$/m)
    expect(stderr).toMatch(/^To go on: vpngw teardown --journal /m)
    expect([code, at.left(), existsSync(at.file('journal'))]).toEqual([5, ['vco-2'], true])
    expect(at.json('report.json')).toMatchObject({
      ended: true,
      exitCode: 5,
      errors: [{ name: 'OptionError' }],
      outcomes: [
        { id: 'vco-2', outcome: 'unknown', isSent: false },
        { id: 'vco-1', outcome: 'gone' },
      ],
    })
  })

  test.concurrent('that are all refused leave no journal, and a report that has ended', async ({ at }) => {
    const plan = await at.planned('vco-1')
    writeFileSync(at.file('plan.json'), JSON.stringify({ ...plan, endpoint: 'https://elsewhere.example' }))
    const { code, stdout, stderr } = await at.run('teardown', '--plan', at.file('plan.json'), '--yes', '--report', at.file('report.json'))
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^vpngw: --endpoint must be https:\/\/elsewhere\.example/m)
    expect(stderr).not.toContain('To go on')
    expect(at.json('report.json')).toMatchObject({ ended: true, exitCode: 2, outcomes: [] })
    expect(readdirSync(emptyHome).filter((name) => name.endsWith('.journal'))).toEqual([])
  })

  test.concurrent('that a journal names and the command does not are asked for', async ({ at }) => {
    at.emulator.seed({ gateways: [{ id: 'vpn-2', regionId: 'cn-beijing', connections: ['vco-2'] }] as never })
    at.emulator.failNext('DeleteVpnConnection', 'Forbidden')
    await at.run('teardown', 'vco-2', '--region', 'cn-beijing', '--yes', '--journal', at.file('journal'))
    const more = ['--journal', at.file('journal'), '--region', 'cn-beijing', '--region', 'eu-central-1']
    for (const command of [['teardown', '--yes'], ['plan']])
      expect(await at.run(...command, ...more)).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^vpngw: --region must be .*cn-.*, where the journal was begun; name what is .* in eu-central-1\n$/),
      })
    for (const command of [['teardown', '--yes'], ['plan']])
      expect(await at.run(...command, '--journal', at.file('journal'))).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^vpngw: --region must also be cn-beijing, where the journal was begun\n$/),
      })
    expect(await at.run('teardown', '--yes', '--journal', at.file('journal'), '--region', 'cn-beijing')).toMatchObject({ code: 0 })
    expect(at.left()).toEqual([])
  })
})
