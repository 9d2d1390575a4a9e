import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { DeletionError, type DeletionState, type JournalEntry, type LeftOut, type Outcome } from '@vpn-gateway/poller'
import { openJournal } from '@vpn-gateway/poller/node'
import { describe, expect, test } from 'vitest'
import { newCommand } from '../src/go-on.ts'
import { anewAdvice } from '../src/output/anew-advice.ts'
import { startService } from './service.ts'
import { eventsOf, type Run, vpngw } from './vpngw.ts'

// Words, counts and exit codes say the same, and advice works as it is printed.

const gateways = [
  { id: 'vpn-1', connections: ['vco-1', 'vco-2'] },
  { id: 'vpn-2', servers: ['iss-1'] },
]

/** First entry of a journal, as far as a test says it. */
type Begun = Pick<Extract<JournalEntry, { readonly targets: unknown }>, 'targets' | 'endpoint' | 'planned' | 'left'>

/** Starts a service whose journals can be planted, and whose printed commands can be run. */
async function here() {
  const service = await startService({ gateways, progression: { timeMs: 300 } })
  const { url } = service.server
  const state = (id: string, fields: object) => {
    const resource = id.startsWith('iss') ? 'IpsecServer' : 'VpnConnection'
    const at = { parentId: id.startsWith('iss') ? 'vpn-2' : 'vpn-1', regionId: 'cn-hangzhou', endpoint: url }
    return { state: { version: 2, resource, id, ...at, clientToken: `token-${id}`, atMs: 0, afterMs: 0, ...fields } }
  }
  return {
    ...service,
    state,
    run: (...args: string[]): Promise<Run> => service.run('teardown', ...args, '--yes'),
    /** Runs a command as it was printed. */
    runPrinted: (command: string): Promise<Run> => vpngw(command.replace(/^vpngw /, '').split(' ')),
    /** Leaves the journal of an earlier teardown. */
    plant: async (begun: Begun, ...states: { readonly state: object }[]) => {
      await using journal = await openJournal(service.file('journal'))
      await journal.append({ regionId: 'cn-hangzhou', endpoint: url, ...begun })
      for (const { state } of states) await journal.append({ state: state as DeletionState })
      return ['--journal', service.file('journal')]
    },
  }
}

describe('a deletion that failed at the service', () => {
  test.concurrent('before any work showed is not said to go on, and it is said what sends it again', async () => {
    await using at = await here()
    at.emulator.inject('DeleteVpnConnection', { kind: 'task' })
    const { code, stdout, stderr } = await at.run('vco-1', '--timeout', '5', '--journal', at.file('journal'))
    expect({ code, stdout }).toEqual({
      code: 5,
      stdout: expect.stringMatching(
        /\nnot known yet: vco-1: not gone after 5000 ms; its gateway read active at each poll and it was still there.* \(sent\)\n$/,
      ),
    })
    expect(stdout + stderr).not.toContain('goes on')
    expect(stderr).toContain(
      'vpngw: no work of vco-1 has shown: going on with the journal sends it again, once 120 s of waiting in all have',
    )
  })

  test.concurrent('is sent again by going on once no work has shown for so long in all', async () => {
    await using at = await here()
    const journal = await at.plant(
      { targets: ['vco-1'] },
      at.state('vco-1', { phase: 'accepted', ageMs: 121_000, streak: { verdict: 'notBegun', times: 9, heldMs: 1 } }),
    )
    expect(await at.run(...journal, '--timeout', '20')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^1 of 1 gone in /) })
    expect([at.deletions().length, existsSync(at.file('journal'))]).toEqual([1, false])
  })

  test.concurrent('has failed for good to its journal, and the command that is printed deletes it', async () => {
    await using at = await here()
    const journal = await at.plant({ targets: ['vco-1', 'vco-2'] }, at.state('vco-1', { phase: 'failed', failure: 'DeletionFailed' }))
    const { code, stdout, stderr } = await at.run(...journal)
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: expect.stringMatching(
        /^1 of 2 gone, 1 failed, in .*\nfailed: vco-1: its journal says failed; to delete it, name it without this journal\n$/,
      ),
    })
    // Nothing is left that it could go on with.
    expect(existsSync(at.file('journal'))).toBe(false)
    const [, command = ''] = /^vpngw: its work has failed, and a new teardown sends it anew: (.*)$/m.exec(stderr) ?? []
    expect(await at.runPrinted(command)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^1 of 1 gone in /) })
  })

  test('without a journal is sent again by a new teardown; of many the ids are not all printed', () => {
    const gone = new Set<string>()
    const unknown: Outcome = {
      id: 'vco-1',
      outcome: 'unknown',
      error: new DeletionError('NotBegunInTime', 'vco-1', 'planted'),
      isSent: true,
    }
    expect(
      anewAdvice(
        [],
        { outcomes: [unknown], unshown: ['vco-1'], gone },
        { region: 'cn-beijing', protect: ['vpn-9'], except: ['vco-8'], yes: true },
        false,
      ),
    ).toEqual([
      'no work of vco-1 has shown: a new teardown sends it again: vpngw teardown vco-1 --region cn-beijing --protect vpn-9 --except vco-8 --yes',
    ])
    const failed = Array.from({ length: 51 }, (_, at): Outcome => {
      const id = `vco-${at}`
      return { id, outcome: 'failed', error: new DeletionError('DeletionFailed', id, 'planted'), isFinal: true }
    })
    const left = (reason: LeftOut['reason']) => ({ id: 'vco-0', resource: 'VpnConnection', reason, message: 'planted' }) as const
    const planLeaving = (reason: LeftOut['reason']) =>
      [{ version: 1, atMs: 0, targets: [], deletions: [], gateways: [], left: [left(reason)], obstacles: [] }] as const
    // The same options would leave it again; and what its journal says has one reason.
    expect(anewAdvice(planLeaving('excepted'), { outcomes: failed.slice(0, 1), unshown: [], gone }, {}, false)).toEqual([])
    expect(anewAdvice(planLeaving('ended'), { outcomes: failed.slice(0, 1), unshown: [], gone }, {}, false)).toEqual([
      'its work has failed, and a new teardown sends it anew: vpngw teardown vco-0',
    ])
    // Of what is gone there is nothing to leave out.
    const given = { protect: ['vco-8', 'vpn-9'], except: ['vco-8', 'vco-7'] }
    expect(anewAdvice([], { outcomes: failed.slice(0, 1), unshown: [], gone: new Set(['vco-8']) }, given, false)).toEqual([
      'its work has failed, and a new teardown sends it anew: vpngw teardown vco-0 --protect vpn-9 --except vco-7',
    ])
    expect(anewAdvice([], { outcomes: failed, unshown: [], gone }, {}, false)).toEqual([
      'its work has failed, and a new teardown sends it anew: name the ids again, without this journal',
    ])
  })
})

test.concurrent('what has come to a gateway since leaves it not known to be empty, until the command that is printed has run', async () => {
  await using at = await here()
  at.emulator.failNext('DeleteVpnConnection', 'Forbidden', { times: 2 })
  expect(await at.run('vpn-1', '--journal', at.file('journal'))).toMatchObject({ code: 1 })
  at.emulator.seed({ gateways: [{ id: 'vpn-1', connections: ['vco-8', 'vco-9'] }] })
  const { code, stdout, stderr } = await at.run('--journal', at.file('journal'), '--ensure-gone')
  expect({ code, stdout: stdout.split('\n') }).toEqual({
    code: 5,
    stdout: [
      expect.stringMatching(/^2 of 2 gone \(2 already absent\), 1 gateway not known to be empty, in /),
      'not known yet: vpn-1: 2 of what is on it, besides what was left out, came since or did not go',
      'not deleted:  vco-8, vco-9  the plan that the journal is of does not name it',
      '',
    ],
  })
  const [, anew = ''] =
    /^vpngw: what could not be read, was not planned, or is not as it was, needs a new teardown: (.*)$/m.exec(stderr) ?? []
  // Going on would end in the same way.
  expect(stderr).not.toContain('To go on')
  expect(existsSync(at.file('journal'))).toBe(false)
  const ended = { code: 0, stdout: expect.stringMatching(/^2 of 2 gone, 1 gateway emptied, in /) }
  expect(await at.runPrinted(`${anew} --yes`)).toMatchObject(ended)
})

test.concurrent('what is not as it was planned is not gone on with, and the command that is printed deletes it', async () => {
  await using at = await here()
  await at.planned('vco-1', 'vco-2')
  const { items, ...rest } = at.emulator.snapshot()
  const renamed = items.map((item) => (item.id === 'vco-1' ? { ...item, fields: { ...item.fields, Name: 'another' } } : item))
  at.emulator.restore({ ...rest, items: renamed })
  const { code, stdout, stderr } = await at.run('--plan', at.file('plan.json'), '--journal', at.file('journal'))
  expect({ code, stdout }).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^1 of 2 gone, 1 failed, in .*\nfailed: vco-1: not sent: its Name was/),
  })
  expect(stderr).not.toContain('To go on')
  expect(existsSync(at.file('journal'))).toBe(false)
  const [, anew = ''] =
    /^vpngw: what could not be read, was not planned, or is not as it was, needs a new teardown: (.*)$/m.exec(stderr) ?? []
  // What is not what was planned is asked about.
  expect(anew).not.toContain('--yes')
  expect(await at.runPrinted(`${anew} --yes`)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^1 of 1 gone in /) })
})

test.concurrent('what has come to a gateway on which something is to stay is not known to have gone, and the command that is printed leaves that too', async () => {
  await using at = await here()
  await at.planned('vpn-1', '--except', 'vco-2')
  const came = (...more: string[]) => at.emulator.seed({ gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2', ...more] }] })
  came('vco-9')
  const first = await at.run('--plan', at.file('plan.json'), '--no-journal')
  expect(first).toMatchObject({
    code: 5,
    stdout: expect.stringMatching(/^not known yet: vpn-1: 1 of what is on it, besides what was left out, came since/m),
  })
  const [, anew = ''] = /needs a new teardown: (.*)$/m.exec(first.stderr) ?? []
  expect(await at.runPrinted(`${anew} --yes`)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^1 of 1 gone in /) })
  expect(at.left()).toEqual(['vco-2'])
})

test.concurrent.each([
  ['was elsewhere', ['vpn-1', 'vpn-3', '--protect', 'vco-2'], 'vco-2'],
  ['was to go', ['vco-1', 'vpn-3', '--protect', 'vpn-3'], 'vco-1'],
])('the command that is printed leaves what the plan protects, also what %s then and is on that gateway now', async (_, words, moved) => {
  await using at = await here()
  const others = { id: 'vpn-3', connections: ['vco-3'] }
  at.emulator.seed({ gateways: [...gateways, others] })
  await at.planned(...words)
  const { items, ...rest } = at.emulator.snapshot()
  const came = items.flatMap((item) =>
    item.id === 'vco-3' ? [{ ...item, id: 'vco-9', fields: { ...item.fields, VpnConnectionId: 'vco-9' } }] : [],
  )
  const there = items.map((item) =>
    item.id === moved ? { ...item, parentId: 'vpn-3', fields: { ...item.fields, VpnGatewayId: 'vpn-3' } } : item,
  )
  at.emulator.restore({ ...rest, items: [...there, ...came] })
  const { stderr } = await at.run('--plan', at.file('plan.json'), '--no-journal')
  const [, anew = ''] = /needs a new teardown: (.*)$/m.exec(stderr) ?? []
  expect(await at.runPrinted(`${anew} --yes`)).toMatchObject({ code: 0, stderr: expect.stringContaining(`${moved}`) })
  expect(at.left()).toContain(moved)
})

test.concurrent('the command that is printed does not name what was to be left and is not there any more', async () => {
  await using at = await here()
  await at.planned('vco-1', 'vco-2', '--except', 'vco-2')
  at.emulator.seed({ gateways: [{ id: 'vpn-1', connections: [{ id: 'vco-1', fields: { Name: 'another' } }] }] })
  const { stderr } = await at.run('--plan', at.file('plan.json'), '--no-journal')
  const [, anew = ''] = /needs a new teardown: (.*)$/m.exec(stderr) ?? []
  expect(await at.runPrinted(`${anew} --yes`)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^1 of 1 gone in /) })
})

test.concurrent('what a journal names and a tag protects is refused, also where a selection stands beside it', async () => {
  await using at = await here()
  const journal = await at.plant({ targets: ['vco-2'] })
  const { items, ...rest } = at.emulator.snapshot()
  const Tags = { Tag: [{ Key: 'vpngw:protected', Value: '' }] }
  at.emulator.restore({ ...rest, items: items.map((item) => (item.id === 'vco-2' ? { ...item, fields: { ...item.fields, Tags } } : item)) })
  expect(await at.run(...journal, '--on', 'vpn-2', '--name', '*')).toMatchObject({ code: 1 })
  expect(at.left()).toEqual(['vco-1', 'vco-2'])
})

test.concurrent('what is kept of a plan file is what is there, and not what it had read', async () => {
  await using at = await here()
  await at.planned('vco-1')
  const { items, ...rest } = at.emulator.snapshot()
  const changed: Record<string, object> = { 'vco-1': { EnableDpd: 'changed' }, 'vpn-1': { Spec: 'changed' } }
  at.emulator.restore({
    ...rest,
    items: items.map((item) => ({ ...item, fields: { ...item.fields, ...changed[item.id] } })),
  })
  await at.run('--plan', at.file('plan.json'), '--no-journal', '--keep', at.file('kept'), '--report', at.file('report.json'))
  const { deletions, gateways, atMs } = at.json('report.json').plans[0]
  for (const each of [deletions[0], gateways[0]]) {
    expect(each).toMatchObject({ fields: changed[each.id], readAtMs: expect.any(Number) })
    expect(each.readAtMs).toBeGreaterThan(atMs)
    expect(at.json(`kept/${each.id}.json`)).toMatchObject({ fields: changed[each.id], readAt: new Date(each.readAtMs).toISOString() })
  }
})

test.concurrent('a plan beside its journal counts what has ended by that apart', async () => {
  await using at = await here()
  await at.planned('vpn-1', 'iss-1')
  at.emulator.inject('DeleteVpnConnection', { kind: 'refusal', code: 'Forbidden.RAM', status: 403 }, { id: 'vco-2' })
  const args = ['--plan', at.file('plan.json'), '--journal', at.file('journal')]
  expect(await at.run(...args)).toMatchObject({ code: 1, stdout: expect.stringMatching(/^2 of 3 gone, 1 failed/) })
  const { code, stdout, stderr } = await at.run(...args)
  expect(stderr).toContain('1 deletion on 1 gateway, 2 ended before; journal ')
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^3 of 3 gone, 1 gateway emptied, in /) })
})

test.concurrent.each(['--protect', '--except'])(
  'what has come to a gateway that %s names beside a plan is as little asked for as what was there',
  async (option) => {
    await using at = await here()
    await at.planned('vpn-1', 'iss-1')
    const connections = ['vco-1', 'vco-2', 'vco-9']
    at.emulator.seed({
      gateways: [
        { id: 'vpn-1', connections },
        { id: 'vpn-2', servers: ['iss-1'] },
      ],
    })
    const { code, stdout, stderr } = await at.run('--plan', at.file('plan.json'), option, 'vpn-1', '--no-journal')
    expect([code, stdout.split('\n')[0], stderr.includes('new teardown'), at.left()]).toEqual([
      0,
      expect.stringMatching(/^1 of 1 gone in /),
      false,
      connections,
    ])
  },
)

test.concurrent('a gateway on which something is to stay keeps no journal once all else has gone', async () => {
  await using at = await here()
  expect(await at.run('vpn-1', '--except', 'vco-2', '--journal', at.file('journal'))).toMatchObject({ code: 0 })
  expect([at.left(), existsSync(at.file('journal'))]).toEqual([['vco-2', 'iss-1'], false])
})

test.concurrent('an id that could not be read when it was planned ends with the command that deletes it', async () => {
  const fault = { kind: 'refusal', code: 'Forbidden.RAM', status: 403 } as const
  await using at = await here()
  at.emulator.inject('DescribeVpnConnection', fault, { times: 1_000, id: 'vco-1' })
  at.emulator.inject('DescribeVpnConnections', fault, { times: 1_000 })
  const first = await at.run('vco-1', 'iss-1', '--journal', at.file('journal'))
  expect([first.code, first.stderr.includes('To go on'), existsSync(at.file('journal'))]).toEqual([1, false, false])
  at.emulator.clearFaults()
  const [, anew = ''] = /needs a new teardown: (.*)$/m.exec(first.stderr) ?? []
  expect(await at.runPrinted(`${anew} --yes`)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^1 of 1 gone in /) })
})

test.concurrent('what its journal says is gone, and is there, is said by plan and teardown alike, with the command that deletes it', async () => {
  await using at = await here()
  const journal = await at.plant({ targets: ['vco-1', 'vco-2'] }, at.state('vco-1', { phase: 'gone' }))
  const words = 'vco-1  its journal says gone, and it is there; to delete it, name it without this journal'
  const plan = await vpngw(['plan', 'vpn-1', ...journal, ...at.there])
  expect(plan).toMatchObject({ code: 1, stdout: expect.stringContaining(words) })
  const ended = await at.run('vpn-1', ...journal)
  expect([ended.code, at.left(), existsSync(at.file('journal'))]).toEqual([1, ['vco-1', 'iss-1'], false])
  expect(ended.stderr).toContain(`not deleted:  ${words}`)
  const [, anew = ''] = /needs a new teardown: (.*)$/m.exec(ended.stderr) ?? []
  expect(await at.runPrinted(`${anew} --yes`)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^1 of 1 gone in /) })
})

test.concurrent('a plan of which everything has changed is not gone on with, whether it was named or is on a gateway that was', async () => {
  await using at = await here()
  await at.planned('vco-1', 'vpn-2')
  const { items, ...rest } = at.emulator.snapshot()
  const renamed = items.map((item) =>
    /^vco-1|^iss-1/.test(item.id) ? { ...item, fields: { ...item.fields, Name: 'another', IpsecServerName: 'another' } } : item,
  )
  at.emulator.restore({ ...rest, items: renamed })
  const { code, stderr } = await at.run('--plan', at.file('plan.json'), '--journal', at.file('journal'))
  expect([code, stderr.includes('To go on'), existsSync(at.file('journal')), at.deletions()]).toEqual([1, false, false, []])
})

test.concurrent('the start counts the gateways of all deletions that it counts', async () => {
  await using at = await here()
  await at.planned('vco-1', 'iss-1')
  at.emulator.failNext('DeleteVpnConnection', 'Forbidden')
  at.emulator.failNext('DeleteIpsecServer', 'Forbidden')
  await at.run('--plan', at.file('plan.json'), '--journal', at.file('journal'))
  const { items, ...rest } = at.emulator.snapshot()
  at.emulator.restore({
    ...rest,
    items: items.map((item) => (item.id === 'vco-1' ? { ...item, fields: { ...item.fields, Name: 'x' } } : item)),
  })
  const events = eventsOf(await at.run('--journal', at.file('journal'), '--output', 'json'))
  expect(events.find(({ event }) => event === 'start')).toMatchObject({ deletions: 2, gateways: 2 })
})

test.concurrent('a request that was refused in passing is not accepted, and was sent', async () => {
  await using at = await here()
  at.emulator.inject('DeleteVpnConnection', { kind: 'throttle' }, { times: 1_000 })
  const { code, stdout, stderr } = await at.run('vco-1', 'vco-2', '--timeout', '2', '--no-journal')
  expect([code, stderr.match(/^vco-\d {2}sent$/gm)]).toEqual([5, ['vco-1  sent', 'vco-2  sent']])
  expect(stdout.split('\n').slice(1)).toEqual([
    expect.stringMatching(/^not known yet: vco-1, vco-2: DeleteVpnConnection was refused: Throttling.* \(not accepted\)$/),
    '',
  ])
})

test.concurrent('what came beside a plan is named in the command that deletes it, and what was taken out of the plan by hand is not', async () => {
  await using at = await here()
  const plan = await at.planned('vpn-1', 'iss-1')
  writeFileSync(at.file('plan.json'), JSON.stringify({ ...plan, deletions: plan.deletions.filter(({ id }) => id !== 'iss-1') }))
  at.emulator.seed({
    gateways: [
      { id: 'vpn-1', connections: ['vco-1', 'vco-2', 'vco-9'] },
      { id: 'vpn-2', servers: ['iss-1'] },
    ],
  })
  const { code, stderr } = await at.run('--plan', at.file('plan.json'), '--no-journal')
  const advice = stderr.split('\n').filter((line) => line.includes('new teardown'))
  expect([code, advice]).toEqual([
    5,
    [
      expect.stringMatching(
        /^vpngw: what could not be read, was not planned, or is not as it was, needs a new teardown: vpngw teardown vpn-1 --region/,
      ),
    ],
  ])
  expect(at.emulator.resources().map(({ id }) => id)).toEqual(expect.arrayContaining(['vco-9', 'iss-1']))
})

test.concurrent('what was accepted before and is protected by now is followed, and gone is done', async () => {
  await using at = await here()
  const state = at.state('vco-1', { phase: 'accepted', ageMs: 0 })
  const journal = await at.plant({ targets: ['vco-1'] }, state)
  const protectedBy = { Tags: { Tag: [{ Key: 'vpngw:protected', Value: 'x' }] } }
  const { items, ...rest } = at.emulator.snapshot()
  const now = items.flatMap((item) =>
    item.id === 'vco-1' ? [] : [item.id === 'vpn-1' ? { ...item, fields: { ...item.fields, ...protectedBy } } : item],
  )
  at.emulator.restore({ ...rest, items: now })
  const { code, stdout, stderr } = await at.run(...journal)
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^1 of 1 gone in /) })
  expect(stderr).toMatch(/^0 deletions, 1 sent before; journal /m)
  expect(stderr).toMatch(/^not deleted: {2}vco-1 {2}its gateway has the tag vpngw:protected, but its deletion was accepted before$/m)
})

test.concurrent('a journal that stays, as it names what was left, is said to', async () => {
  await using at = await here()
  const journal = await at.plant({ targets: ['vco-1', 'vco-2'] })
  const { code, stderr } = await at.run(...journal, '--protect', 'vco-2')
  expect([code, stderr]).toEqual([
    0,
    expect.stringContaining(`The journal ${at.file('journal')} stays: it also names what was left, or was no part of this.`),
  ])
  expect(existsSync(at.file('journal'))).toBe(true)
})

test.concurrent('a stale listing of what has ended is no word that it is there', async () => {
  await using at = await here()
  at.emulator.seed({
    gateways: [
      { id: 'vpn-1', connections: ['vco-1'] },
      { id: 'vpn-2', servers: ['iss-1'] },
    ],
  })
  await at.run('iss-1', '--no-journal')
  const journal = await at.plant({ targets: ['vpn-1', 'vpn-2'] }, at.state('iss-1', { phase: 'gone' }))
  at.emulator.inject('ListIpsecServers', { kind: 'stale' })
  const { code, stdout, stderr } = await at.run(...journal)
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^2 of 2 gone, 2 gateways emptied, in [^\n]*\n$/) })
  expect(stderr).toMatch(/^1 deletion on 1 gateway, 1 ended before; journal /m)
  expect([stderr.includes('not deleted'), existsSync(at.file('journal'))]).toEqual([false, false])
})

test.concurrent('each id that a journal holds has one result, and all counts agree', async () => {
  await using at = await here()
  const held = [at.state('vco-1', { phase: 'accepted' }), at.state('vco-2', { phase: 'found' }), at.state('iss-1', { phase: 'gone' })]
  const journal = await at.plant({ targets: ['vco-1', 'vco-2', 'iss-1'] }, ...held)
  at.emulator.seed({ gateways: [{ id: 'vpn-1', connections: [] }] })
  const ended = await at.run(...journal, '--output', 'json', '--report', at.file('report.json'))
  const events = eventsOf(ended)
  const results = events.filter(({ event }) => event === 'result')
  const ids = ['iss-1', 'vco-1', 'vco-2']
  expect(results.map(({ id }) => id).sort()).toEqual(ids)
  const report = at.json('report.json')
  expect(events.find(({ event }) => event === 'start')).toMatchObject({ deletions: 3 })
  expect(events.at(-1)).toMatchObject({ event: 'summary', deletions: 3, gone: 2, failed: 1, exitCode: 4 })
  expect(report).toMatchObject({ counts: { deletions: 3, gone: 2, failed: 1 }, exitCode: 4 })
  const { targets, deletions, left } = report.plans[0]
  expect([...deletions, ...left].map(({ id }: { id: string }) => id).sort()).toEqual([...targets].sort())
  expect(report.outcomes.map(({ id }: { id: string }) => id).sort()).toEqual(ids)
})

test.concurrent('a journal whose deletions are all gone, as one that was killed leaves it, is a success, and goes', async () => {
  await using at = await here()
  await at.run('vco-1', '--no-journal')
  const ended = await at.run(...(await at.plant({ targets: ['vco-1'] }, at.state('vco-1', { phase: 'gone' }))))
  expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^1 of 1 gone in /) })
  expect([ended.stderr.includes('0 deletions, 1 ended before; journal '), existsSync(at.file('journal'))]).toEqual([true, false])
})

test.concurrent('a request of a deletion that may have been sent before is one event, in the order of the plan', async () => {
  await using at = await here()
  const sent = ['vco-1', 'vco-2'].map((id) => at.state(id, { phase: 'sent' }))
  const events = eventsOf(await at.run(...(await at.plant({ targets: ['vco-1', 'vco-2'] }, ...sent)), '--output', 'json'))
  expect(events.filter(({ event }) => event === 'sent').map(({ id }) => id)).toEqual(['vco-1', 'vco-2'])
})

describe('a journal that was named', () => {
  test.concurrent.each([
    ['--protect', 0],
    ['--except', 0],
  ])('is not left with nothing in it where %s leaves all that was named', async (option, code) => {
    await using at = await here()
    expect(await at.run('vco-1', option, 'vco-1', '--journal', at.file('journal'))).toMatchObject({ code })
    expect(existsSync(at.file('journal'))).toBe(false)
  })

  test.concurrent('stays where it holds what is left on purpose', async () => {
    await using at = await here()
    const journal = ['--journal', at.file('journal')]
    at.emulator.failNext('DeleteVpnConnection', 'Forbidden')
    expect(await at.run('vco-1', 'iss-1', ...journal)).toMatchObject({ code: 1 })
    expect(await at.run(...journal, '--protect', 'vco-1')).toMatchObject({ code: 0 })
    expect(existsSync(at.file('journal'))).toBe(true)
    // A later command without the option deletes it only by its id.
    expect(await at.run(...journal)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('vco-1  the teardown that the journal is of left it out'),
    })
    expect([at.emulator.ledger.tasks.length, existsSync(at.file('journal'))]).toEqual([1, true])
    expect(await at.run('vco-1', ...journal)).toMatchObject({ code: 0 })
    expect([at.emulator.ledger.tasks.length, existsSync(at.file('journal'))]).toEqual([2, false])
  })

  test.concurrent('is not named as the way on once it was taken away', async () => {
    await using at = await startService({ gateways, progression: 'manual' })
    at.emulator.subscribe((event) => event.type === 'task' && rmSync(at.file('journal'), { force: true }))
    // Long enough to send the first one, also on a busy machine.
    const { code, stderr } = await at.run('teardown', 'vco-1', 'vco-2', '--yes', '--timeout', '3', '--journal', at.file('journal'))
    expect(code).toBe(5)
    expect(stderr).not.toContain('To go on')
    expect(stderr).toContain('vpngw: the journal was taken away meanwhile, and nothing can go on with it: name the ids again\n')
  })

  test.concurrent.each(['a\tb', 'a\nb', 'a\u202eb'])('%j is refused before anything is read', async (name) => {
    await using at = await here()
    const { code, stderr } = await at.run('vco-1', '--journal', at.file(name))
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('must have no characters that are not seen') })
    expect([at.emulator.ledger.requests, readdirSync(at.file(''))]).toEqual([[], []])
  })

  test.concurrent.each(['json', 'text'])('and is of another place is refused before a start is told, in %s', async (output) => {
    await using at = await here()
    await at.planned('vco-1')
    const elsewhere = await at.plant({ targets: ['vco-2'], endpoint: 'https://elsewhere.example' })
    const run = await at.run('--plan', at.file('plan.json'), ...elsewhere, '--output', output)
    expect(run).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^[^\n]*--endpoint must be https:\/\/elsewhere\.example[^\n]*\n$/),
    })
    expect(at.deletions()).toEqual([])
  })
})

test('a command that begins anew names ids, and leaves what was to be left', () => {
  const given = {
    region: ['cn-hangzhou', 'cn-beijing'],
    endpoint: 'http://127.0.0.1:1',
    protect: ['vco-2'],
    timeout: 5,
    output: 'json',
    yes: true,
  } as const
  expect(newCommand(['vco-1'], given)).toBe(
    'vpngw teardown vco-1 --region cn-hangzhou --region cn-beijing --endpoint http://127.0.0.1:1 --protect vco-2 --timeout 5 --output json --yes',
  )
})

test.concurrent('what was left by will stays so after a kill, though the options are not given again, and is no news', async () => {
  await using at = await here()
  const left = ['vco-1', 'vco-2'].map((id) => ({ id, gatewayId: 'vpn-1' }))
  const planned = [{ id: 'iss-1', resource: 'IpsecServer', gatewayId: 'vpn-2', isSent: true }] as const
  await at.run('iss-1', '--no-journal')
  const journal = await at.plant({ targets: ['vpn-1', 'vpn-2'], planned, left }, at.state('iss-1', { phase: 'gone' }))
  const { code, stdout, stderr } = await at.run(...journal)
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^1 of 1 gone, 1 gateway emptied, in [^\n]*\n$/) })
  expect(stderr).toContain('vco-1, vco-2  the teardown that the journal is of left it out')
  expect(stderr).not.toContain('new teardown')
  expect(at.left()).toEqual(['vco-1', 'vco-2'])
})
