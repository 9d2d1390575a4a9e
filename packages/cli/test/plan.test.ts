import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { protectedFields, startService } from './service.ts'
import { vpngw, vpngwInBash } from './vpngw.ts'

// Nothing is deleted that a plan, a question or the command did not name.

describe('a plan', () => {
  test.concurrent.each(['plan', 'teardown --dry-run'])('is shown by %s, whole, and nothing is sent that could delete', async (command) => {
    await using at = await startService()
    const { code, stdout, stderr } = await at.run(...command.split(' '), 'vpn-1', 'iss-1', 'vco-none')
    // A machine that is slow reads longer than a second.
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^(Reading…\n)?$/) })
    for (const words of [
      /^3 deletions on 2 gateways in cn-hangzhou$/m,
      /^vpn-1 {2}VPN gateway, Name: office, VpcId: vpc-1, .*Status: active$/m,
      /^ {2}all on it but 1 go; the gateway itself stays$/m,
      /^ {2}1 {2}vco-1 {2}IPsec-VPN connection, Name: to-paris, LocalSubnet: .*, RemoteSubnet: .*, CustomerGatewayId: /m,
      /^ +Status: ipsec_sa_established, tags team=red, made 2017-04-21$/m,
      /^ +OnlineClientCount: 1, made 2018-12-03$/m,
      /^Not deleted:\n {2}vco-none {2}there is none of this id in cn-hangzhou\n {2}vco-3 {2}it has the tag vpngw:protected$/m,
      /the VPC and the data center behind it lose contact with each other/,
      /every client that dials in through it loses contact with the VPC/,
      /one after another, here at most 2\. The service does not say how long one takes\.$/m,
    ])
      expect(stdout).toMatch(words)
    expect(at.deletions()).toEqual([])
  })

  test.concurrent('names what is in the way, and whom the service would refuse', async () => {
    await using at = await startService()
    at.emulator.seed({
      gateways: [{ id: 'vpn-1', fields: { BusinessStatus: 'FinancialLocked' }, connections: ['vco-1'] }, { servers: ['iss-1'] }],
    })
    at.emulator.failNext('DeleteIpsecServer', 'Forbidden')
    const { stdout } = await at.run('plan', 'vco-1', 'iss-1', '--check-rights')
    expect(stdout).toMatch(/^In the way:\n {2}vpn-1 {2}it refuses changes: BusinessStatus is FinancialLocked\n {2}iss-1 {2}.*Forbidden/m)
    expect(at.left()).toEqual(['vco-1', 'iss-1'])
  })

  test.concurrent('is no success where the service would refuse a deletion, which is said also where no question shows it', async () => {
    await using at = await startService()
    const refuse = () => at.emulator.failNext('DeleteIpsecServer', 'Forbidden')
    for (const command of ['plan', 'teardown --dry-run']) {
      refuse()
      expect(await at.run(...command.split(' '), 'iss-1', '--check-rights')).toMatchObject({ code: 1 })
    }
    for (const [more, words] of [
      [[], /^in the way: {2}iss-1 {2}DeleteIpsecServer was refused: Forbidden/m],
      [['--output', 'json'], /^\{"event":"obstacle","id":"iss-1","reason":"refused","message":"DeleteIpsecServer was refused: Forbidden/m],
    ] as const) {
      refuse()
      const { code, stdout, stderr } = await at.run('teardown', 'iss-1', 'vco-none', '--check-rights', '--yes', '--no-journal', ...more)
      expect([code, stdout + stderr]).toEqual([4, expect.stringMatching(words)])
      at.emulator.seed({ gateways: [{ id: 'vpn-2', servers: ['iss-1'] }] })
    }
  })

  test.concurrent('that deletes nothing has the exit code of an absence', async () => {
    await using at = await startService()
    expect(await at.run('plan', 'vco-none')).toMatchObject({ code: 4, stdout: expect.stringContaining('0 deletions') })
  })

  test.concurrent('is deleted exactly: what has come since, and what was left, stays', async () => {
    await using at = await startService()
    const plan = await at.planned('vpn-1', '--except', 'vco-2')
    expect(plan.deletions.map(({ id }) => id)).toEqual(['vco-1'])
    const { code, stdout } = await at.run('teardown', '--plan', at.file('plan.json'), '--yes', '--no-journal')
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^1 of 1 gone in /) })
    expect(at.left()).toEqual(['vco-2', 'vco-3', 'iss-1'])
  })

  test.concurrent('says of what was absent that it was so by the plan: it may have come since', async () => {
    await using at = await startService()
    await at.planned('vco-1', 'vco-new')
    at.emulator.seed({ gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-new'] }] })
    const { stderr } = await at.run('teardown', '--plan', at.file('plan.json'), '--yes', '--no-journal')
    expect(stderr).toContain('not deleted:  vco-new  there is none of this id in cn-hangzhou, by the plan\n')
    expect(at.left()).toContain('vco-new')
  })

  test.concurrent('refuses what has changed since, and a new one names it', async () => {
    await using at = await startService()
    const plan = await at.planned('vco-1')
    writeFileSync(
      at.file('plan.json'),
      JSON.stringify({ ...plan, deletions: plan.deletions.map((each) => ({ ...each, fields: { ...each.fields, Name: 'to-lima' } })) }),
    )
    const { code, stdout } = await at.run('teardown', '--plan', at.file('plan.json'), '--yes', '--no-journal')
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: expect.stringMatching(/^0 of 1 gone, 1 failed, in .*\nfailed: vco-1: not sent: its Name was "to-lima", and is "to-paris"\n$/),
    })
    expect([at.deletions(), at.left().length]).toEqual([[], 4])
  })

  test.concurrent.each<[string, string | undefined, string[], RegExp]>([
    ['a file that is not there', undefined, [], /^vpngw: --plan must be a file that can be read \(ENOENT\)\n$/],
    ['no JSON', '{', [], /^vpngw: --plan must be a file of JSON\n$/],
    ['another JSON', '{"version":1}', [], /^vpngw: --plan must be a file that `vpngw plan --output json` has written/],
    [
      'no usable time',
      '{"version":1,"atMs":1e99,"regionId":"cn-hangzhou","targets":[],"deletions":[],"gateways":[],"left":[],"obstacles":[]}',
      ['--keep', 'kept'],
      /^vpngw: --plan must be a file that `vpngw plan --output json` has written/,
    ],
    ['no plan', '[]', [], /^vpngw: --plan must be a file that `vpngw plan --output json` has written/],
    [
      'no plan of any kind, for programs',
      '[]',
      ['--output', 'json'],
      /^\{"event":"error","name":"OptionError","message":"--plan must be a file that `vpngw plan --output json` has written/,
    ],
    ['ids beside it', 'plan', ['vco-2'], /^vpngw: --plan names what is deleted; give no ids and no selection beside it\n$/],
    ['a selection beside it', 'plan', ['--all-in-region'], /^vpngw: --plan names what is deleted/],
    ['another region', 'plan', ['--region', 'cn-beijing'], /^vpngw: --region must be cn-hangzhou, as in the plan\n$/],
  ])('of %s is refused in one line', async (_, text, more, line) => {
    await using at = await startService()
    await at.planned('vco-1')
    rmSync(at.file('plan.json'), { force: text === undefined })
    if (text === 'plan') await at.planned('vco-1')
    else if (text !== undefined) writeFileSync(at.file('plan.json'), text)
    const refused = await vpngw(['teardown', '--plan', at.file('plan.json'), ...more, '--yes', '--endpoint', at.server.url])
    expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(line) })
    expect(at.deletions()).toEqual([])
  })

  test.skipIf(process.platform === 'win32').each(['/dev/zero', '<(yes)'])(
    'of %s, which has no end, is refused in one line',
    async (file) => {
      const refused = await vpngwInBash(`teardown --plan ${file} --yes --endpoint http://127.0.0.1:9`)
      expect(refused).toEqual({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(/^vpngw: --plan must be a file of at most \d+ bytes\n$/),
      })
    },
  )

  test.skipIf(process.platform === 'win32').concurrent('comes out of a pipe', async () => {
    await using at = await startService()
    await at.planned('vco-1')
    const piped = `teardown --plan <(cat ${at.file('plan.json')}) --yes --no-journal --endpoint ${at.server.url}`
    expect(await vpngwInBash(piped)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^1 of 1 gone in /) })
  })

  test.concurrent.each<[string, object]>([
    ['a deletion that is none', { deletions: [null] }],
    ['a deletion of no kind', { deletions: [{ id: 'vco-1', resource: 'planted' }] }],
    ['a gateway whose id is a path', { gateways: [{ id: '../../escaped', isWhole: false, fields: {} }] }],
    ['a gateway id that moves the cursor', { left: [{ id: 'vco-9', gatewayId: 'vpn-1\u001b[2J', reason: 'absent', message: 'm' }] }],
    ['an id that moves the cursor', { obstacles: [{ id: 'vco-1\u001b[2J', reason: 'busy', message: 'm' }] }],
    [
      'a deletion that lacks what it is compared by',
      { deletions: [{ id: 'vco-1', resource: 'VpnConnection', fields: { VpnConnectionId: 'vco-1' } }] },
    ],
    [
      'a deletion of the fields of another',
      { deletions: [{ id: 'vco-1', resource: 'VpnConnection', fields: { VpnConnectionId: 'vco-2' } }] },
    ],
    ['something left without a word', { left: [{ id: 'vco-9', reason: 'absent' }] }],
    ['targets that are none', { targets: undefined }],
    ['no time', { atMs: 'planted' }],
  ])('with %s is refused in one line, and nothing is read, written or deleted', async (_, damage) => {
    await using at = await startService()
    writeFileSync(at.file('plan.json'), JSON.stringify({ ...(await at.planned('vco-1')), ...damage }))
    const before = at.emulator.ledger.requests.length
    const run = await at.run('teardown', '--plan', at.file('plan.json'), '--keep', at.file('kept'), '--yes')
    expect(run).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^vpngw: --plan must be a file that [^\n]*\n$/) })
    expect([readdirSync(at.file('')), at.emulator.ledger.requests.length]).toEqual([['plan.json'], before])
  })

  test.concurrent('is of the region that it names, where none is given', async () => {
    await using at = await startService()
    await at.planned('iss-1')
    expect(await vpngw(['teardown', '--plan', at.file('plan.json'), '--yes', '--endpoint', at.server.url])).toMatchObject({ code: 0 })
    expect(at.left()).not.toContain('iss-1')
  })
})

describe('beside a plan', () => {
  test.concurrent.each([
    ['--protect', 'vco-1', 'it is protected by its id'],
    ['--protect', 'vpn-1', 'its gateway is protected by its id'],
    ['--except', 'vpn-1', 'it is left out'],
  ])('%s %s leaves what the plan names', async (option, id, words) => {
    await using at = await startService()
    await at.planned('vco-1', 'iss-1')
    const { code, stderr } = await at.run('teardown', '--plan', at.file('plan.json'), option, id, '--yes', '--no-journal')
    expect([code, at.left()]).toEqual([0, ['vco-1', 'vco-2', 'vco-3']])
    expect(stderr.split('\n')).toContain(`not deleted:  vco-1  ${words}`)
  })

  test.concurrent.each([
    ['--protect', 'vco-1l'],
    ['--except', 'vpn-2'],
  ])('%s %s is refused where the plan names no such id', async (option, id) => {
    await using at = await startService()
    await at.planned('vco-1', 'vco-none')
    const args = ['teardown', '--plan', at.file('plan.json'), '--yes', '--no-journal']
    expect(await at.run(...args, option, 'vco-none', option, id)).toMatchObject({
      code: 2,
      stderr: `vpngw: ${option} names ${id}, which the plan does not name: is it spelt right?\n`,
    })
    expect(at.left()).toContain('vco-1')
  })

  test.concurrent('going on deletes nothing that it had refused, and nothing that came since', async () => {
    await using at = await startService()
    const plan = await at.planned('vpn-1', 'iss-1')
    const changed = plan.deletions.map((each) => (each.id === 'vco-1' ? { ...each, fields: { ...each.fields, Name: 'to-lima' } } : each))
    writeFileSync(at.file('plan.json'), JSON.stringify({ ...plan, deletions: changed.filter(({ id }) => id !== 'iss-1') }))
    at.emulator.failNext('DeleteVpnConnection', 'Forbidden')
    const first = await at.run('teardown', '--plan', at.file('plan.json'), '--yes', '--journal', at.file('journal'))
    expect([first.code, at.left()]).toEqual([1, ['vco-1', 'vco-2', 'vco-3', 'iss-1']])
    const again = await at.run('teardown', '--journal', at.file('journal'), '--yes')
    expect([again.code, at.left()]).toEqual([5, ['vco-1', 'vco-3', 'iss-1']])
    expect(again.stderr).toMatch(/not deleted: {2}vco-1 {2}its Name was "to-lima", and is "to-paris"/)
  })

  test.concurrent('going on is no success where all that it named is protected by now', async () => {
    await using at = await startService()
    at.emulator.failNext('DeleteVpnConnection', 'Forbidden')
    await at.run('teardown', 'vco-1', '--yes', '--journal', at.file('journal'))
    at.emulator.seed({ gateways: [{ id: 'vpn-1', fields: protectedFields, connections: [{ id: 'vco-1', fields: { Name: 'to-paris' } }] }] })
    const again = await at.run('teardown', '--journal', at.file('journal'), '--yes')
    expect(again).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('not deleted:  vco-1  its gateway has the tag vpngw:protected'),
    })
    expect([at.left(), existsSync(at.file('journal'))]).toEqual([['vco-1'], true])
  })

  test.concurrent('going on works where something on the gateway was left', async () => {
    await using at = await startService()
    at.emulator.failNext('DeleteVpnConnection', 'Forbidden', { times: 2 })
    await at.run('teardown', 'vpn-1', '--yes', '--journal', at.file('journal'))
    expect(at.left().length).toBe(4)
    expect(await at.run('teardown', '--journal', at.file('journal'), '--yes')).toMatchObject({ code: 0 })
    expect(at.left()).toEqual(['vco-3', 'iss-1'])
  })
})

test.concurrent('without a terminal and without --yes nothing is read or deleted', async () => {
  await using at = await startService()
  for (const args of [['vco-1'], ['--all-in-region'], ['--journal', at.file('journal')]])
    expect(await at.run('teardown', ...args)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^vpngw: --yes is required/),
    })
  expect(at.emulator.ledger.requests).toEqual([])
})
