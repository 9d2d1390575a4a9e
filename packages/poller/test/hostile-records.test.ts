import { describe, expect, test } from 'vitest'
import { beginDelete, memoryJournal, type Outcome, resumeDelete, teardown } from '../src/index.ts'
import { seeded, setup, target, until } from './setup.ts'
import { type Answer, type Any, caught, gateways, ids, refuse, say, unexpected, untrue } from './unexpected.ts'

// Whatever ends, repeats or edits: nothing untrue is said, and the record comes to the true end.

describe('ends of the caller', () => {
  test.each(['before', 'after'])('an abort %s each request in turn leaves a record that comes to the end', async (where) => {
    for (let at = 0; at < 25; at += 1) {
      const world = setup({ gateways })
      const stop = new AbortController()
      let n = 0
      const hook: Answer = async (ask) => {
        if (n++ !== at) return ask()
        if (where === 'after') await ask()
        stop.abort(new Error('enough'))
        throw new Error('enough')
      }
      const methods = ['describeVpnGateway', 'describeVpnConnection', 'describeVpnConnections', 'deleteVpnConnection']
      const client = unexpected(world, Object.fromEntries(methods.map((method) => [method, hook])))
      const options = world.onRecord(at)
      const report = await teardown(client, ids, { ...options, signal: stop.signal }).report()
      expect(untrue(world, report)).toEqual([])
      const begun = world.emulator.ledger.tasks.map(({ id }) => id)
      expect(report.filter((each) => each.outcome === 'unknown' && !each.isSent && begun.includes(each.id))).toEqual([])
      expect((await teardown(world.client, [], options).report()).map(({ outcome }) => outcome)).toEqual(['gone', 'gone', 'gone'])
      expect(world.emulator.has('vco-8')).toBe(true)
    }
  })

  test.each([0, 1, 2, 3, 4, 5])('`save` number %i throws, the others take half a minute', async (at) => {
    for (const boom of [new Error('disk'), undefined]) {
      const world = setup({ gateways })
      let n = 0
      let saved: string | undefined
      const save = async (state: object) => {
        if (n++ === at) throw boom
        await world.clock.sleep(30_000)
        saved = JSON.stringify(state)
      }
      const options = { clock: world.clock, save, random: seeded(at) }
      let deletion = await caught(beginDelete(world.client, target, options))
      if (deletion?.phase) await caught(deletion.result())
      const { save: _, ...rest } = options
      deletion = saved ? await resumeDelete(world.client, saved, rest) : await beginDelete(world.client, target, rest)
      expect(await deletion.result()).toMatchObject({ phase: 'gone' })
      expect(world.emulator.has('vco-1')).toBe(false)
    }
  })
})

describe('states', () => {
  test.each([0, 1, 2, 3, 4, 5, 6, 7])('after %i steps, resumed three times at once, at once or days later', async (steps) => {
    for (const fails of [false, true])
      for (const days of [0, 3])
        for (const confirmations of [1, 2] as const) {
          const world = setup({ gateways })
          if (fails) world.emulator.inject('DeleteVpnConnection', { kind: 'task' })
          let state = await world.prepare()
          if (steps > 0)
            for await (const taken of world.stepOn(state, world.inTime)) {
              state = taken.state
              if (taken.at === steps - 1) break
            }
          await world.clock.sleep(days * 86_400_000)
          const resumed = async (resend: boolean, at: number) => {
            const options = { ...world.inTime(at), confirmations, resend }
            const deletion = await caught(resumeDelete(world.client, JSON.stringify(state), options))
            return deletion instanceof Error ? deletion : caught(deletion.result())
          }
          const said = await Promise.all([false, false, true].map(resumed))
          expect(untrue(world, said)).toEqual([])
          if (!fails) expect(said.map(({ phase }) => phase)).toEqual(['gone', 'gone', 'gone'])
          expect(world.emulator.has('vco-2')).toBe(true)
        }
  })

  const most = 8.64e15
  test.each<object>([
    { atMs: 0 },
    { atMs: most },
    { afterMs: most, atMs: 0 },
    { tries: Number.MAX_SAFE_INTEGER },
    { refusals: Number.MAX_SAFE_INTEGER },
    { ageMs: 1e-300 },
    { worked: true, streak: { verdict: 'failed', times: Number.MAX_SAFE_INTEGER, heldMs: 0 } },
    { unknown: { code: 'X', isPassing: false, heldMs: most } },
    { streak: { verdict: 'notBegun', times: 9e15, heldMs: most } },
    { mayBeDone: true, resent: true, wasIdle: true },
    { failure: 'DeletionFailed' },
    { alreadyGone: true },
  ])('edited by hand with %j, in each phase, come to the true end', async (edited) => {
    for (const phase of ['found', 'sent', 'waiting', 'accepted', 'updating', 'idle'] as const) {
      const world = setup({ gateways })
      const found = await world.prepare()
      if (['accepted', 'updating', 'idle'].includes(phase)) await world.client.deleteVpnConnection(target)
      const state = { ...found, phase, ...edited }
      await world.journal.append({ targets: ['vco-1'] })
      await world.journal.append({ state })
      const [said, report] = await Promise.all([
        resumeDelete(world.client, JSON.stringify(state), world.inTime()).then((deletion) => deletion.result()),
        world.reportOf([], world.onRecord()),
      ])
      expect([said.phase, report[0]?.outcome]).toEqual(['gone', 'gone'])
      expect(untrue(world, said, report)).toEqual([])
    }
  })
})

const damages = ['doubled', 'shuffled', 'cut off', 'with holes']

test.each(damages)('a journal whose entries are %s (but its ends) leads to the true end', async (kind) => {
  const first = setup({ gateways })
  const kept = memoryJournal()
  await teardown(first.client, ids, { clock: first.clock, journal: kept, random: seeded(1) }).report()
  const all = ((await kept.read()) as Any[]).filter(({ state }) => !['gone', 'failed'].includes(state?.phase))
  for (let seed = 1; seed <= 15; seed += 1) {
    const random = seeded(seed * 31)
    const made = {
      doubled: [...all, ...all],
      shuffled: all.toSorted(() => random() - 0.5),
      'cut off': all.slice(0, Math.floor(random() * all.length)),
      'with holes': all.filter(() => random() < 0.6),
    }[kind] as Any[]
    const world = setup({ gateways })
    for (const entry of made) await world.journal.append(entry)
    const options = { clock: world.clock, journal: world.journal, random }
    // What the journal tells was sent or seen in another world has come to nothing here.
    for (let runs = 0; runs < 2; runs += 1) {
      const report = await teardown(world.client, ids, options).report()
      expect(untrue(world, report)).toEqual([])
      if (runs > 0) expect(report.filter(({ id, outcome }) => outcome !== (world.emulator.has(id) ? 'failed' : 'gone'))).toEqual([])
    }
    expect(world.emulator.has('vco-8')).toBe(true)
  }
})

describe('sequences', () => {
  const flap =
    (values: readonly unknown[]): Answer =>
    (ask, _, n) =>
      ask().then((a: Any) => ({ ...a, Status: n % 2 ? a.Status : values[n % values.length] }))
  test.each<[string, Record<string, Answer>]>([
    ['a status that flaps between what is so and unknown values', { describeVpnGateway: flap(['weird', null, 'init', 3, '']) }],
    [
      'absences of the gateway alone, each second time',
      { describeVpnGateway: (ask, _, n) => (n % 2 ? ask() : refuse('InvalidVpnGatewayInstanceId.NotFound')(ask, _, n)) },
    ],
    [
      'refusals of all kinds in turn',
      {
        describeVpnGateway: (ask, _, n) =>
          n % 4 === 3
            ? ask()
            : refuse(['Forbidden', 'Throttling', 'InternalError'][n % 4]!, ['stop', 'throttled', 'transient'][n % 4])(ask, _, n),
      },
    ],
    [
      'a connection whose State is deleting and active in turn, and work that is slow',
      { describeVpnConnection: (ask, _, n) => ask().then((a: Any) => ({ ...a, State: n % 2 ? 'active' : 'deleting' })) },
    ],
    [
      'a lock that comes and goes',
      { describeVpnGateway: (ask, _, n) => ask().then((a: Any) => ({ ...a, BusinessStatus: n % 3 ? 'Normal' : 'FinancialLocked' })) },
    ],
    ['answers that take a minute', { describeVpnGateway: (ask) => ask(), describeVpnConnection: (ask) => ask() }],
  ])('%s', async (name, methods) => {
    for (const fails of [false, true])
      for (const seed of [1, 2, 3, 4, 5]) {
        const world = setup({ gateways, progression: { timeMs: 45_000 }, updatingAfterMs: seed * 1_000, flappingReads: 0.5, seed })
        if (fails) world.emulator.inject('DeleteVpnConnection', { kind: 'task' })
        const on = { is: true }
        const slow =
          (answer: Answer): Answer =>
          async (ask, p, n) => {
            if (name.includes('minute')) await world.clock.sleep(60_000)
            return answer(ask, p, n)
          }
        const client = unexpected(world, Object.fromEntries(Object.entries(methods).map(([method, answer]) => [method, slow(answer)])), on)
        const options = { ...world.inTime(seed), resend: true }
        const deletion = await beginDelete(client, target, world.inTime(seed))
        expect(untrue(world, await caught(deletion.result({ timeoutMs: 400_000 })))).toEqual([])
        on.is = false
        const end = await caught((await resumeDelete(client, JSON.stringify(deletion), options)).result())
        expect(untrue(world, end)).toEqual([])
        expect(end.phase === 'gone' || end.isFinal || fails).toBe(true)
      }
  })

  test.each([true, false])(
    'things that appear and vanish on a named gateway meanwhile, ensureGone (%j): said is what is so',
    async (ensureGone) => {
      const world = setup({ children: { 'vpn-1': ['vco-1', 'vco-2'], 'vpn-2': ['vco-8'] } })
      const options = { ...world.inTime(), ensureGone, journal: memoryJournal() }
      const run = teardown(world.client, ['vpn-1'], options)
      let n = 0
      for await (const { phase } of run)
        if (phase === 'idle' && n++ === 0) world.reseed({ 'vpn-1': ['vco-2', 'vco-5'], 'vpn-2': ['vco-8'] })
      const report = await run.report()
      expect(untrue(world, report)).toEqual([])
      expect(report[0]).toEqual({ id: 'vpn-1', outcome: 'emptied' })
      expect(world.emulator.has('vco-8')).toBe(true)
    },
  )

  test.each([
    [{ IpsecServers: [], NextToken: 'more', TotalCount: 1 }],
    [{ IpsecServers: {}, TotalCount: 1 }],
    [{ IpsecServers: [null], TotalCount: 1 }],
    [{ TotalCount: 1 }],
    [{ IpsecServers: [{ IpsecServerId: 'iss-9', VpnGatewayId: 'vpn-1' }], TotalCount: 1 }],
  ])('a listing of servers %j for ever is no absence, and empties nothing', async (answer) => {
    const world = setup({ children: { 'vpn-1': ['iss-1'] } })
    world.emulator.inject('DeleteIpsecServer', { kind: 'task' })
    const on = { is: false }
    const client = unexpected(world, { listIpsecServers: say({ RequestId: 'r', ...answer }) }, on)
    const options = world.inTime()
    const deletion = await beginDelete(client, { IpsecServerId: 'iss-1' }, options)
    await until(deletion, 'updating')
    on.is = true
    expect(untrue(world, await caught(deletion.result({ timeoutMs: 300_000 })))).toEqual([])
    expect(untrue(world, await teardown(client, ['vpn-1'], { ...options, timeoutMs: 300_000 }).report())).toEqual([])
    on.is = false
    expect(await caught((await resumeDelete(client, JSON.stringify(deletion), options)).result())).toMatchObject({ code: 'DeletionFailed' })
  })
})

describe('a busy gateway', () => {
  test('a gateway that stays busy and may not be read leaves its deletion unknown', async () => {
    const world = setup({ gateways })
    world.emulator.inject('DeleteVpnConnection', { kind: 'refusal', code: 'VpnGateway.Configuring' }, { rate: 1 })
    world.emulator.inject('DescribeVpnGateway', { kind: 'refusal', code: 'Forbidden', status: 403 }, { rate: 1 })
    for (const seed of [1, 2, 3, 4, 5]) {
      const report: readonly Outcome[] = await world.reportOf(['vco-1'], world.inTime(seed))
      expect(report).toMatchObject([{ outcome: 'unknown' }])
    }
  })
})
