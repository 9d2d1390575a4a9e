import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEmulator, type EmulatorOptions } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import type { TeardownPlan } from '@vpn-gateway/poller'
import { describe, expect, test } from 'vitest'
import { emptyHome, type Run, vpngw, vpngwInBash } from './vpngw.ts'

// Nothing is deleted that a plan, a question or the command did not name; what is said is what was seen.

const gateways: NonNullable<EmulatorOptions['gateways']> = [
  {
    id: 'vpn-1',
    fields: { Name: 'office', VpcId: 'vpc-1' },
    connections: [
      { id: 'vco-1', fields: { Name: 'to-paris', Tags: { Tag: [{ Key: 'team', Value: 'red' }] } } },
      { id: 'vco-2', fields: { Name: 'to-rome', Tags: { Tag: [{ Key: 'team', Value: 'blue' }] } } },
      { id: 'vco-3', fields: { Name: 'to-oslo', Tags: { Tag: [{ Key: 'vpngw:protected', Value: '' }] } } },
    ],
  },
  { id: 'vpn-2', fields: { Name: 'remote', VpcId: 'vpc-2' }, servers: ['iss-1'] },
]

const forbidden = { kind: 'refusal', code: 'Forbidden.RAM', status: 403 } as const
const protectedFields = { Tags: { Tag: [{ Key: 'vpngw:protected', Value: 'x' }] } }

/** A service of its own for each test, which run side by side: a deletion is mostly waiting. */
async function here() {
  const folder = mkdtempSync(join(tmpdir(), 'vpngw-plan-'))
  const emulator = createEmulator({ gateways, progression: { timeMs: 300 } })
  const server = await serve(emulator)
  const file = (name: string) => join(folder, name)
  const run = (...args: string[]): Promise<Run> => vpngw([...args, '--region', 'cn-hangzhou', '--endpoint', server.url])
  return {
    emulator,
    server,
    file,
    run,
    left: () => emulator.resources().flatMap(({ id, parentId }) => (parentId === undefined ? [] : [id])),
    deletions: () => emulator.ledger.requests.filter(({ operation }) => operation?.startsWith('Delete')),
    planned: async (...args: string[]): Promise<TeardownPlan> => {
      const { stdout } = await run('plan', ...args, '--output', 'json')
      writeFileSync(file('plan.json'), stdout)
      return JSON.parse(stdout)
    },
    async [Symbol.asyncDispose]() {
      await server.close()
      rmSync(folder, { recursive: true })
    },
  }
}

describe('a plan', () => {
  test.concurrent.each(['plan', 'teardown --dry-run'])('is shown by %s, whole, and nothing is sent that could delete', async (command) => {
    await using at = await here()
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
    await using at = await here()
    at.emulator.seed({
      gateways: [{ id: 'vpn-1', fields: { BusinessStatus: 'FinancialLocked' }, connections: ['vco-1'] }, { servers: ['iss-1'] }],
    })
    at.emulator.failNext('DeleteIpsecServer', 'Forbidden')
    const { stdout } = await at.run('plan', 'vco-1', 'iss-1', '--check-rights')
    expect(stdout).toMatch(/^In the way:\n {2}vpn-1 {2}it refuses changes: BusinessStatus is FinancialLocked\n {2}iss-1 {2}.*Forbidden/m)
    expect(at.left()).toEqual(['vco-1', 'iss-1'])
  })

  test.concurrent('that deletes nothing has the exit code of an absence', async () => {
    await using at = await here()
    expect(await at.run('plan', 'vco-none')).toMatchObject({ code: 4, stdout: expect.stringContaining('0 deletions') })
  })

  test.concurrent('is deleted exactly: what has come since, and what was left, stays', async () => {
    await using at = await here()
    const plan = await at.planned('vpn-1', '--except', 'vco-2')
    expect(plan.deletions.map(({ id }) => id)).toEqual(['vco-1'])
    const { code, stdout } = await at.run('teardown', '--plan', at.file('plan.json'), '--yes', '--no-journal')
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^1 of 1 gone in /) })
    expect(at.left()).toEqual(['vco-2', 'vco-3', 'iss-1'])
  })

  test.concurrent('refuses what has changed since, and a new one names it', async () => {
    await using at = await here()
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
    await using at = await here()
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
    await using at = await here()
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
    await using at = await here()
    writeFileSync(at.file('plan.json'), JSON.stringify({ ...(await at.planned('vco-1')), ...damage }))
    const before = at.emulator.ledger.requests.length
    const run = await at.run('teardown', '--plan', at.file('plan.json'), '--keep', at.file('kept'), '--yes')
    expect(run).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^vpngw: --plan must be a file that [^\n]*\n$/) })
    expect([readdirSync(at.file('')), at.emulator.ledger.requests.length]).toEqual([['plan.json'], before])
  })

  test.concurrent('is of the region that it names, where none is given', async () => {
    await using at = await here()
    await at.planned('iss-1')
    expect(await vpngw(['teardown', '--plan', at.file('plan.json'), '--yes', '--endpoint', at.server.url])).toMatchObject({ code: 0 })
    expect(at.left()).not.toContain('iss-1')
  })
})

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
    await using at = await here()
    const plan = await at.planned(...selection)
    expect(plan.deletions.map(({ id }) => id).sort()).toEqual([...ids].sort())
  })

  test.concurrent('that nothing meets deletes nothing, and is what was wanted with --ensure-gone', async () => {
    await using at = await here()
    for (const [more, code] of [
      [[], 4],
      [['--ensure-gone'], 0],
    ] as const) {
      const ended = await at.run('teardown', '--tag', 'team=green', '--yes', '--output', 'json', '--no-journal', ...more)
      const events = ended.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).event)
      expect([ended.code, events]).toEqual([code, ['start', 'summary']])
    }
    expect(at.deletions()).toEqual([])
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
    await using at = await here()
    expect(await at.run('teardown', ...args, '--yes')).toMatchObject({ code: 2, stderr: expect.stringMatching(line) })
    expect(at.deletions()).toEqual([])
  })

  test.concurrent('is not made where an id to leave cannot be read at all', async () => {
    await using at = await here()
    at.emulator.inject('DescribeVpnGateway', { kind: 'reset' }, { times: 1_000, id: 'vpn-9' })
    expect(await at.run('teardown', 'vco-1', '--protect', 'vpn-9', '--yes', '--no-journal')).toMatchObject({ code: 3 })
    expect(at.left()).toContain('vco-1')
  })

  test.concurrent('leaves what the caller may not read', async () => {
    await using at = await here()
    at.emulator.failNext('DescribeVpnConnection', 'Forbidden', { times: 1_000 })
    expect(await at.run('teardown', 'iss-1', '--protect', 'vco-2', '--yes', '--no-journal')).toMatchObject({ code: 0 })
    expect(at.left()).toEqual(['vco-1', 'vco-2', 'vco-3'])
  })

  test.concurrent('is not made from a listing that leaves something out', async () => {
    await using at = await here()
    at.emulator.inject('DescribeVpnConnections', { kind: 'no-total' }, { times: 5 })
    const { code, stderr } = await at.run('teardown', '--all-in-region', '--yes')
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('nothing was selected') })
    expect(at.left().length).toBe(4)
  })
})

describe('beside a plan', () => {
  test.concurrent.each([
    ['--protect', 'vco-1', 'it is protected by its id'],
    ['--protect', 'vpn-1', 'its gateway is protected by its id'],
    ['--except', 'vpn-1', 'it is left out'],
  ])('%s %s leaves what the plan names', async (option, id, words) => {
    await using at = await here()
    await at.planned('vco-1', 'iss-1')
    const { code, stderr } = await at.run('teardown', '--plan', at.file('plan.json'), option, id, '--yes', '--no-journal')
    expect([code, at.left()]).toEqual([0, ['vco-1', 'vco-2', 'vco-3']])
    expect(stderr.split('\n')).toContain(`not deleted:  vco-1  ${words}`)
  })

  test.concurrent.each([
    ['--protect', 'vco-1l'],
    ['--except', 'vpn-2'],
  ])('%s %s is refused where the plan names no such id', async (option, id) => {
    await using at = await here()
    await at.planned('vco-1', 'vco-none')
    const args = ['teardown', '--plan', at.file('plan.json'), '--yes', '--no-journal']
    expect(await at.run(...args, option, 'vco-none', option, id)).toMatchObject({
      code: 2,
      stderr: `vpngw: ${option} names ${id}, which the plan does not name: is it spelt right?\n`,
    })
    expect(at.left()).toContain('vco-1')
  })

  test.concurrent('going on deletes nothing that it had refused, and nothing that came since', async () => {
    await using at = await here()
    const plan = await at.planned('vpn-1', 'iss-1')
    const changed = plan.deletions.map((each) => (each.id === 'vco-1' ? { ...each, fields: { ...each.fields, Name: 'to-lima' } } : each))
    writeFileSync(at.file('plan.json'), JSON.stringify({ ...plan, deletions: changed.filter(({ id }) => id !== 'iss-1') }))
    at.emulator.failNext('DeleteVpnConnection', 'Forbidden')
    const first = await at.run('teardown', '--plan', at.file('plan.json'), '--yes', '--journal', at.file('journal'))
    expect([first.code, at.left()]).toEqual([1, ['vco-1', 'vco-2', 'vco-3', 'iss-1']])
    const again = await at.run('teardown', '--journal', at.file('journal'), '--yes')
    expect([again.code, at.left()]).toEqual([1, ['vco-1', 'vco-3', 'iss-1']])
    expect(again.stderr).toMatch(/not deleted: {2}vco-1 {2}its Name was "to-lima", and is "to-paris"/)
  })

  test.concurrent('going on is no success where all that it named is protected by now', async () => {
    await using at = await here()
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
    await using at = await here()
    at.emulator.failNext('DeleteVpnConnection', 'Forbidden', { times: 2 })
    await at.run('teardown', 'vpn-1', '--yes', '--journal', at.file('journal'))
    expect(at.left().length).toBe(4)
    expect(await at.run('teardown', '--journal', at.file('journal'), '--yes')).toMatchObject({ code: 0 })
    expect(at.left()).toEqual(['vco-3', 'iss-1'])
  })
})

describe('several regions', () => {
  const inTwoRegions = {
    gateways: [
      { id: 'vpn-1', regionId: 'cn-hangzhou', connections: ['vco-1'] },
      { id: 'vpn-2', regionId: 'cn-beijing', connections: ['vco-2'] },
    ],
  }

  test.concurrent('are planned and deleted side by side, each id where it is', async () => {
    await using at = await here()
    at.emulator.seed(inTwoRegions)
    const both = ['vco-1', 'vco-2', 'vco-none', '--region', 'cn-beijing']
    const { stdout } = await at.run('plan', ...both)
    expect(stdout).toMatch(/^1 deletion on 1 gateway in cn-beijing[\s\S]*vco-2[\s\S]*^1 deletion on 1 gateway in cn-hangzhou[\s\S]*vco-1/m)
    expect(stdout.match(/vco-none/g)).toHaveLength(1)
    const ended = await at.run('teardown', ...both, '--yes', '--journal', at.file('journal'))
    expect(ended).toMatchObject({ code: 4, stdout: expect.stringMatching(/^2 of 3 gone, 1 failed, in /) })
    expect(at.left()).toEqual([])
  })

  test.concurrent.each([
    ['vco-2', 'DescribeVpnConnection'],
    ['vpn-2', 'DescribeVpnGateway'],
  ] as const)('of which one may not read %s, which is in the other, count it once', async (id, operation) => {
    await using at = await here()
    at.emulator.seed(inTwoRegions)
    at.emulator.inject(operation, forbidden, { id })
    const { code, stdout } = await at.run('teardown', 'vco-1', id, '--region', 'cn-beijing', '--yes', '--no-journal', '--output', 'json')
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const results = events.filter(({ event }) => event === 'result')
    expect([code, results.filter((each) => each.id === id).length]).toEqual([0, 1])
    expect(results.every(({ outcome }) => outcome !== 'failed')).toBe(true)
  })

  test.concurrent('of which none may read an id leave it to one of them', async () => {
    await using at = await here()
    at.emulator.seed(inTwoRegions)
    at.emulator.inject('DescribeVpnConnection', forbidden, { id: 'vco-x', times: 9 })
    const { code, stdout } = await at.run('plan', 'vco-1', 'vco-2', 'vco-x', '--region', 'cn-beijing', '--output', 'json')
    const left = (JSON.parse(stdout) as TeardownPlan[]).flatMap((plan) => plan.left.map(({ id, reason }) => [id, reason]))
    expect([code, left]).toEqual([1, [['vco-x', 'unreadable']]])
  })

  test.concurrent.each([
    ['vco-none', 'there is no IPsec-VPN connection of this id in cn-beijing, nor was there in cn-hangzhou'],
    ['vpn-none', 'there is no gateway of this id in cn-beijing, nor was there in cn-hangzhou'],
  ])('are all named where %s is in none of them', async (id, words) => {
    await using at = await here()
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
    const events = (await at.run('teardown', ...regions, '--yes', '--no-journal', '--output', 'json')).stdout
    const ends = events
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ error }) => error)
    expect(ends.length).toBeGreaterThan(0)
    for (const { error } of ends)
      expect(error).toMatchObject({ name: 'DeletionError', kind: expect.any(String), message: `${id}: ${words}`, id })
  })

  test.concurrent('of which one is refused do not take the outcomes of the others away', async () => {
    await using at = await here()
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
    expect(JSON.parse(readFileSync(at.file('report.json'), 'utf8'))).toMatchObject({
      ended: true,
      exitCode: 5,
      errors: [{ name: 'OptionError' }],
      outcomes: [
        { id: 'vco-2', outcome: 'unknown', isSent: false },
        { id: 'vco-1', outcome: 'gone' },
      ],
    })
  })

  test.concurrent('that are all refused leave no journal, and a report that has ended', async () => {
    await using at = await here()
    const plan = await at.planned('vco-1')
    writeFileSync(at.file('plan.json'), JSON.stringify({ ...plan, endpoint: 'https://elsewhere.example' }))
    const { code, stdout, stderr } = await at.run('teardown', '--plan', at.file('plan.json'), '--yes', '--report', at.file('report.json'))
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^vpngw: --endpoint must be https:\/\/elsewhere\.example/m)
    expect(stderr).not.toContain('To go on')
    expect(JSON.parse(readFileSync(at.file('report.json'), 'utf8'))).toMatchObject({ ended: true, exitCode: 2, outcomes: [] })
    expect(readdirSync(emptyHome).filter((name) => name.endsWith('.journal'))).toEqual([])
  })

  test.concurrent('that a journal names and the command does not are asked for', async () => {
    await using at = await here()
    at.emulator.seed({ gateways: [{ id: 'vpn-2', regionId: 'cn-beijing', connections: ['vco-2'] }] as never })
    at.emulator.failNext('DeleteVpnConnection', 'Forbidden')
    await at.run('teardown', 'vco-2', '--region', 'cn-beijing', '--yes', '--journal', at.file('journal'))
    expect(await at.run('teardown', '--yes', '--journal', at.file('journal'))).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^vpngw: --region must also be cn-beijing, where the journal was begun\n$/),
    })
    expect(await at.run('teardown', '--yes', '--journal', at.file('journal'), '--region', 'cn-beijing')).toMatchObject({ code: 0 })
    expect(at.left()).toEqual([])
  })
})

describe('what is protected', () => {
  test.concurrent('by its tag is not deleted, and the end is no success where it was named', async () => {
    await using at = await here()
    const { code, stdout } = await at.run('teardown', 'vco-1', 'vco-3', '--yes', '--no-journal')
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringMatching(/^1 of 1 gone in /) })
    expect(at.left()).toEqual(['vco-2', 'vco-3', 'iss-1'])
  })

  test.concurrent('by its tag is no success of a plan file that names it', async () => {
    await using at = await here()
    await at.planned('vco-3')
    expect((await at.run('teardown', '--plan', at.file('plan.json'), '--yes', '--no-journal')).code).toBe(1)
    expect(at.deletions()).toEqual([])
  })

  test.concurrent('by its tag is refused to a single call too', async () => {
    await using at = await here()
    expect(await at.run('delete-vpn-connection', 'vco-3', '--yes')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('it has the tag vpngw:protected'),
    })
    expect(at.deletions()).toEqual([])
  })

  test.concurrent('by the tag of its gateway is refused to a dry run of a single call as to the call itself', async () => {
    await using at = await here()
    at.emulator.seed({ gateways: [{ id: 'vpn-2', fields: protectedFields, servers: ['iss-1'] }] })
    const call = await at.run('delete-ipsec-server', 'iss-1', '--yes')
    expect(await at.run('delete-ipsec-server', 'iss-1', '--dry-run')).toEqual(call)
    expect(call).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('its gateway has the tag vpngw:protected') })
    expect(at.deletions()).toEqual([])
  })

  test.concurrent('is not known of a single call where the service fails the read: then nothing is sent', async () => {
    await using at = await here()
    at.emulator.failNext('DescribeVpnConnection', 'ServiceUnavailable', { times: 1_000 })
    expect(await at.run('delete-vpn-connection', 'vco-3', '--yes')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('ServiceUnavailable'),
    })
    expect(at.deletions()).toEqual([])
  })

  test.concurrent('is told of where no question shows it, in JSON too', async () => {
    await using at = await here()
    const { stdout } = await at.run('teardown', 'vpn-1', '--yes', '--output', 'json', '--no-journal')
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(events.filter(({ event }) => event === 'left')).toEqual([
      { event: 'left', id: 'vco-3', reason: 'protected', message: 'it has the tag vpngw:protected' },
    ])
  })

  test.concurrent('on a gateway that has the tag is not deleted', async () => {
    await using at = await here()
    at.emulator.seed({
      gateways: [{ id: 'vpn-1', fields: protectedFields, connections: ['vco-1'] }],
    })
    for (const target of ['vco-1', 'vpn-1', '--all-in-region'])
      expect((await at.run('teardown', target, '--yes', '--no-journal')).stderr).toContain('its gateway has the tag vpngw:protected')
    expect(at.deletions()).toEqual([])
  })

  test.concurrent('by --protect is left, also on a gateway that is emptied', async () => {
    await using at = await here()
    const { code } = await at.run('teardown', 'vpn-1', '--protect', 'vco-2', '--yes', '--no-journal')
    expect([code, at.left()]).toEqual([0, ['vco-2', 'vco-3', 'iss-1']])
  })
})

describe('the exit code of a plan, and of its teardown,', () => {
  const bothProtected = { gateways: ['vpn-1', 'vpn-2'].map((id) => ({ ...gateways.find((each) => each.id === id), id })) }
  for (const each of bothProtected.gateways) each.fields = { ...each.fields, ...protectedFields }

  test.concurrent.each<[number, string[]]>([
    [1, ['vco-1']],
    [1, ['vpn-1']],
    [1, ['--on', 'vpn-1']],
    [1, ['--on', 'vpn-1', '--vpc', 'vpc-1']],
    [1, ['vco-1', 'vco-none']],
    [1, ['vco-1', '--protect', 'vco-2', '--protect', 'iss-1']],
    [0, ['--vpc', 'vpc-1']],
    [0, ['--tag', 'team=red']],
    [0, ['--all-in-region']],
    [0, ['vco-1', '--protect', 'vco-1']],
    [0, ['vpn-1', '--protect', 'vpn-1']],
    [0, ['--on', 'vpn-1', '--protect', 'vpn-1']],
    [0, ['vco-1', '--except', 'vpn-1']],
  ])('is %d where a tag keeps what %j names', async (code, args) => {
    await using at = await here()
    at.emulator.seed(bothProtected)
    const plan = await at.run('plan', ...args, '--output', 'json')
    writeFileSync(at.file('plan.json'), plan.stdout)
    const ends = [
      ['teardown', ...args, '--dry-run'],
      ['teardown', ...args, '--yes', '--no-journal'],
      ['teardown', '--plan', at.file('plan.json'), '--yes', '--no-journal'],
    ].map(async (words) => (await at.run(...words)).code)
    expect([plan.code, ...(await Promise.all(ends))]).toEqual([code, code, code, code])
    expect(at.deletions()).toEqual([])
  })

  test.concurrent('is 0 where --protect keeps what a plan file names', async () => {
    await using at = await here()
    at.emulator.seed(bothProtected)
    await at.planned('vpn-1')
    const run = await at.run('teardown', '--plan', at.file('plan.json'), '--protect', 'vpn-1', '--yes', '--no-journal')
    expect([run.code, at.deletions()]).toEqual([0, []])
  })

  test.concurrent.each([[['vpn-3']], [['--on', 'vpn-3']]])('is 0 of a gateway that is there and empty: %j', async (words) => {
    await using at = await here()
    at.emulator.seed({ gateways: [{ id: 'vpn-3', fields: { Name: 'empty' } }] })
    const plan = await at.run('plan', ...words)
    expect(plan).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^vpn-3 .*Name: empty.*\n {2}nothing on it; the gateway itself stays$/m),
    })
    const ended = await at.run('teardown', ...words, '--yes', '--no-journal')
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^0 of 0 gone, 1 gateway emptied, in /) })
  })
})

describe('what was read', () => {
  test.concurrent('is kept in a folder before anything is sent, without secrets, and never overwritten: what is read otherwise stands beside it', async () => {
    await using at = await here()
    await at.run('teardown', 'vco-1', 'iss-1', '--keep', at.file('kept'), '--yes', '--no-journal')
    expect(readdirSync(at.file('kept')).sort()).toEqual(['iss-1.json', 'vco-1.json', 'vpn-1.json', 'vpn-2.json'])
    const kept = readFileSync(at.file('kept/vco-1.json'), 'utf8')
    expect(JSON.parse(kept)).toMatchObject({
      id: 'vco-1',
      regionId: 'cn-hangzhou',
      fields: { Name: 'to-paris', IkeConfig: { IkeVersion: 'ikev1' } },
    })
    expect(readFileSync(at.file('kept/iss-1.json'), 'utf8') + kept).not.toContain('"Psk"')
    expect(statSync(at.file('kept/vco-1.json')).mode & 0o777).toBe(0o600)
    at.emulator.seed({ gateways: [{ id: 'vpn-1', connections: [{ id: 'vco-1', fields: { Name: 'other' } }] }] })
    await at.run('teardown', 'vco-1', '--keep', at.file('kept'), '--yes', '--no-journal')
    expect(readFileSync(at.file('kept/vco-1.json'), 'utf8')).toBe(kept)
    const [later] = readdirSync(at.file('kept')).filter((name) => /^vco-1\.\d{8}T\d{6}\.json$/.test(name))
    expect(JSON.parse(readFileSync(at.file(`kept/${later}`), 'utf8'))).toMatchObject({ fields: { Name: 'other' } })
  })

  test.concurrent.each([
    ['--keep', '/proc/x', /^vpngw: --keep must be a folder that can be written/],
    ['--keep', '/dev/null/x', /^vpngw: --keep must be a folder that can be written/],
    ['--report', '/nowhere/report.json', /^vpngw: --report cannot be written \(ENOENT\)/],
    ['--report', '/dev/null', /^vpngw: --report is there already/],
  ])('and cannot be kept by %s %s ends the command before anything is sent', async (option, path, line) => {
    await using at = await here()
    expect(await at.run('teardown', 'vco-1', option, path, '--yes')).toMatchObject({ code: 2, stderr: expect.stringMatching(line) })
    expect(at.deletions()).toEqual([])
  })

  test.concurrent('stands in the report, with how each ended, why, and how to go on', async () => {
    await using at = await here()
    at.emulator.failNext('DeleteVpnConnection', 'Forbidden')
    const { code } = await at.run(
      'teardown',
      'vco-1',
      'vco-2',
      '--report',
      at.file('report.json'),
      '--yes',
      '--journal',
      at.file('journal'),
    )
    const report = JSON.parse(readFileSync(at.file('report.json'), 'utf8'))
    expect(report).toMatchObject({
      version: 1,
      ended: true,
      exitCode: code,
      journal: at.file('journal'),
      goOn: expect.stringMatching(/^vpngw teardown --journal .*--yes$/),
      counts: { deletions: 2, gone: 1, failed: 1, unknown: 0 },
      outcomes: [
        { id: 'vco-1', outcome: 'failed', error: { code: 'Forbidden' } },
        { id: 'vco-2', outcome: 'gone' },
      ],
      plans: [{ deletions: [{ id: 'vco-1', fields: { Name: 'to-paris' } }, { id: 'vco-2' }] }],
    })
    expect(statSync(at.file('report.json')).mode & 0o777).toBe(0o600)
  })
})

describe('the end', () => {
  test.concurrent('says what failed alike once', async () => {
    await using at = await here()
    at.emulator.failNext('DeleteVpnConnection', 'Forbidden', { times: 2 })
    const { code, stdout } = await at.run('teardown', 'vco-1', 'vco-2', '--yes', '--no-journal')
    expect({ code, lines: stdout.trim().split('\n') }).toEqual({
      code: 1,
      lines: [expect.stringMatching(/^0 of 2 gone, 2 failed, in /), expect.stringMatching(/^failed: vco-1, vco-2: .*Forbidden/)],
    })
  })

  test.concurrent('says of a gateway that is not there that it was absent, not that it was emptied', async () => {
    await using at = await here()
    const { stdout } = await at.run('teardown', 'vpn-typo', '--ensure-gone', '--yes', '--no-journal')
    expect(stdout).toMatch(/^0 of 0 gone, 1 gateway already absent, in /)
  })

  test.concurrent('counts what was absent before apart', async () => {
    await using at = await here()
    const { code, stdout } = await at.run('teardown', 'vco-1', 'vco-typo', '--ensure-gone', '--yes', '--no-journal')
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^2 of 2 gone \(1 already absent\) in /) })
  })

  test.concurrent('is a line for programs too, with the journal', async () => {
    await using at = await here()
    at.emulator.failNext('DeleteVpnConnection', 'Forbidden')
    const { stdout } = await at.run('teardown', 'vco-1', '--yes', '--output', 'json', '--journal', at.file('journal'))
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines[0]).toEqual({ event: 'start', deletions: 1, gateways: 1, journal: at.file('journal') })
    expect(lines.at(-1)).toMatchObject({ event: 'summary', deletions: 1, gone: 0, failed: 1, journal: at.file('journal'), exitCode: 1 })
  })

  test.concurrent('is told although the report cannot be written any more', async () => {
    await using at = await here()
    mkdirSync(at.file('reports'))
    at.emulator.subscribe((event) => event.type === 'task' && rmSync(at.file('reports'), { recursive: true, force: true }))
    const { code, stdout, stderr } = await at.run('teardown', 'vco-1', '--report', at.file('reports/r.json'), '--yes', '--no-journal')
    expect([code, stdout, stderr]).toEqual([
      1,
      expect.stringMatching(/^1 of 1 gone/),
      expect.stringContaining('--report cannot be written (ENOENT)'),
    ])
  })

  test.concurrent('says in JSON, too, that the report cannot be written any more', async () => {
    await using at = await here()
    mkdirSync(at.file('reports'))
    at.emulator.subscribe((event) => event.type === 'task' && rmSync(at.file('reports'), { recursive: true, force: true }))
    const json = ['--report', at.file('reports/r.json'), '--output', 'json']
    const { stderr } = await at.run('teardown', 'vco-1', '--yes', '--no-journal', ...json)
    expect(JSON.parse(stderr)).toMatchObject({ event: 'error', message: '--report cannot be written (ENOENT)' })
  })

  test.concurrent('takes a journal away that was named, where nothing is left to go on with', async () => {
    await using at = await here()
    at.emulator.failNext('DeleteVpnConnection', 'Forbidden')
    await at.run('teardown', 'vco-1', '--yes', '--journal', at.file('journal'))
    expect(existsSync(at.file('journal'))).toBe(true)
    expect(await at.run('teardown', '--yes', '--journal', at.file('journal'))).toMatchObject({ code: 0 })
    expect(existsSync(at.file('journal'))).toBe(false)
  })
})

test.concurrent('without a terminal and without --yes nothing is read or deleted', async () => {
  await using at = await here()
  for (const args of [['vco-1'], ['--all-in-region'], ['--journal', at.file('journal')]])
    expect(await at.run('teardown', ...args)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^vpngw: --yes is required/),
    })
  expect(at.emulator.ledger.requests).toEqual([])
})

describe('a policy', () => {
  test.concurrent.each([
    [['vco-1'], []],
    [['vpn-1'], []],
    [[], ['--all-in-region']],
    [[], ['--vpc', 'vpc-1']],
  ])('for %j %j is all that its teardown needs', async (ids, selection) => {
    await using at = await here()
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

  test.concurrent('is that of a plan, from its file alone', async () => {
    await using at = await here()
    await at.planned('iss-1')
    const before = at.emulator.ledger.requests.length
    const { stdout } = await vpngw(['policy', '--plan', at.file('plan.json')])
    expect(JSON.parse(stdout).Statement[0].Action).toEqual(['vpc:DeleteIpsecServer', 'vpc:DescribeVpnGateway', 'vpc:ListIpsecServers'])
    expect(at.emulator.ledger.requests.length).toBe(before)
  })
})
