import { createVpnGatewayClient } from '@vpn-gateway/client'
import { describe, expect, test } from 'vitest'
import { type DeletionState, type JournalEntry, memoryJournal, planTeardown, type TeardownPlan, teardown } from '../src/index.ts'
import { ends, optionError, sampleState, setup } from './setup.ts'
import { type Any, caught, entries, refuse, type Scenario, unexpected } from './unexpected.ts'

// A plan names what would be deleted, by reads alone; a teardown of a plan deletes nothing else.

const gateways = [
  { id: 'vpn-1', fields: { Name: 'office', VpcId: 'vpc-1' }, connections: ['vco-1', 'vco-2'] },
  { id: 'vpn-2', servers: ['iss-1'] },
]
const world = (options: Parameters<typeof setup>[0] = {}) => setup(options.children ? options : { gateways, ...options })
const ids = (plan: TeardownPlan) => plan.deletions.map(({ id }) => id)
const reasons = (plan: TeardownPlan) => Object.fromEntries(plan.left.map(({ id, reason }) => [id, reason]))
const left = ({ emulator }: Scenario) => emulator.resources().flatMap(({ id, parentId }) => (parentId === undefined ? [] : [id]))
const none = refuse('InvalidVpnConnectionInstanceId.NotFound', 'gone')
/** A client to which a connection seems absent. */
const hiding = (scenario: Scenario, id: string) =>
  unexpected(scenario, {
    describeVpnConnection: (ask, parameters, n) => (parameters.VpnConnectionId === id ? none(ask, parameters, n) : ask()),
    describeVpnConnections: entries((all) => all.filter((each) => each.VpnConnectionId !== id)),
  })
/** A plan as it comes back from a file. */
const stored = (plan: TeardownPlan) => JSON.parse(JSON.stringify(plan)) as TeardownPlan
/** First and last of reads in a row, up to a number. */
const windowsUpTo = (reads: number) =>
  Array.from({ length: reads }, (_, from) => Array.from({ length: reads - from }, (_, more) => [from + 1, from + 1 + more] as const)).flat()
const changeFields = ({ emulator }: Scenario, id: string, fields: object) => {
  const { items, ...rest } = emulator.snapshot()
  emulator.restore({ ...rest, items: items.map((item) => (item.id === id ? { ...item, fields: { ...item.fields, ...fields } } : item)) })
}
const tagged = (id: string) => ({ id, fields: { Tags: { Tag: [{ Key: 'vpngw:protected', Value: '' }] } } })

describe('a plan', () => {
  test('names what would go, gateway by gateway, as it was read, and sends nothing that could delete', async () => {
    const scenario = world()
    expect(await scenario.planOf(['vpn-1', 'iss-1'])).toMatchObject({
      ...{ version: 1, regionId: 'cn-hangzhou', targets: ['vpn-1', 'iss-1'], left: [], obstacles: [] },
      deletions: [
        { id: 'iss-1', resource: 'IpsecServer', gatewayId: 'vpn-2', fields: { IpsecServerId: 'iss-1' } },
        { id: 'vco-1', resource: 'VpnConnection', gatewayId: 'vpn-1' },
        { id: 'vco-2', resource: 'VpnConnection', gatewayId: 'vpn-1' },
      ],
      gateways: [
        { id: 'vpn-1', isWhole: true, fields: { Name: 'office', VpcId: 'vpc-1' } },
        { id: 'vpn-2', isWhole: false },
      ],
    })
    expect(scenario.calls.filter(({ action }) => action.startsWith('Delete'))).toEqual([])
  })

  test('holds no secret', async () => {
    const scenario = world({
      gateways: [
        { id: 'vpn-1', connections: [{ id: 'vco-1', fields: { IkeConfig: { Psk: 'planted' }, Odd: 'planted' } }] },
        { servers: [{ fields: { Psk: 'planted' } }] },
      ],
    })
    const plan = await scenario.planOf(['vpn-1', ...scenario.emulator.resources().map(({ id }) => id)])
    expect(plan.deletions.length).toBe(2)
    expect(JSON.stringify(plan)).not.toContain('planted')
  })

  test('says what is absent, protected and excepted, and what stands in the way', async () => {
    const scenario = world({
      gateways: [
        { id: 'vpn-1', connections: ['vco-1', tagged('vco-2'), 'vco-3'] },
        { id: 'vpn-2', fields: { Status: 'updating' }, connections: ['vco-4', 'vco-5'] },
        { id: 'vpn-3', fields: { BusinessStatus: 'FinancialLocked' }, servers: ['iss-1'] },
      ],
    })
    const plan = await scenario.planOf(['vpn-1', 'vpn-2', 'iss-1', 'vco-none', 'vpn-none'], { protect: ['vco-4'], except: ['vco-3'] })
    expect(ids(plan)).toEqual(['iss-1', 'vco-1', 'vco-5'])
    const kept = { 'vco-2': 'protected', 'vco-3': 'excepted', 'vco-4': 'protected' }
    expect(reasons(plan)).toEqual({ ...kept, 'vco-none': 'absent', 'vpn-none': 'absent' })
    expect(plan.obstacles.map(({ id, reason }) => `${id} ${reason}`)).toEqual(['vpn-2 busy', 'vpn-3 locked'])
  })

  test('leaves what is on another gateway by its own entry, whatever a listing was asked for', async () => {
    const scenario = world({ gateways: [...gateways, { id: 'vpn-production', connections: ['vco-9'] }] })
    const foreign = { VpnConnectionId: 'vco-9', VpnGatewayId: 'vpn-production' }
    const client = unexpected(scenario, { describeVpnConnections: entries((all) => [...all, foreign]) })
    const plan = await scenario.planOf(['vpn-1'], {}, client)
    expect(ids(plan)).toEqual(['vco-1', 'vco-2'])
    expect(plan.obstacles).toMatchObject([{ id: 'vpn-1', reason: 'incomplete' }])
    expect(ends(await teardown(client, plan, scenario.inTime()).report())).toMatchObject({ 'vco-1': 'gone', 'vco-2': 'gone' })
    expect(left(scenario)).toEqual(['vco-9', 'iss-1'])
  })

  test('says of what may not be read, or deleted, that it is so', async () => {
    const scenario = world()
    const client = unexpected(scenario, { describeVpnConnection: refuse('Forbidden'), describeVpnGateway: refuse('Forbidden') })
    const plan = await scenario.planOf(['vco-1', 'iss-1'], {}, client)
    expect([ids(plan), reasons(plan)]).toEqual([['iss-1'], { 'vco-1': 'unreadable' }])
    expect(plan.obstacles).toMatchObject([{ id: 'vpn-2', reason: 'unreadable' }])
    scenario.emulator.failNext('DeleteIpsecServer', 'Forbidden')
    const rights = await scenario.planOf(['vco-1', 'iss-1'], { checkRights: true })
    expect(rights.obstacles).toMatchObject([{ id: 'iss-1', reason: 'refused', message: expect.stringContaining('Forbidden') }])
    const free = await scenario.planOf(['vco-1', 'iss-1'], { checkRights: true })
    expect([free.obstacles, left(scenario)]).toEqual([[], ['vco-1', 'vco-2', 'iss-1']])
  })

  test('says which permission lacks, where the service does', async () => {
    const scenario = world()
    const denied = refuse('Forbidden.RAM', 'stop', { accessDenied: { action: 'vpc:Any', policyType: 'ControlPolicy' } })
    const client = unexpected(scenario, { describeVpnConnection: denied, describeVpnGateway: denied, deleteIpsecServer: denied })
    const plan = await scenario.planOf(['vco-1', 'iss-1'], { checkRights: true }, client)
    for (const each of [...plan.left, ...plan.obstacles])
      expect(each.accessDenied).toEqual({ action: 'vpc:Any', policyType: 'ControlPolicy' })
    expect([plan.left.length, plan.obstacles.length]).toEqual([1, 2])
  })

  test('of a dry run that was not heeded is not told as if it had been one', async () => {
    const scenario = world()
    const client = unexpected(scenario, { deleteIpsecServer: () => ({ RequestId: 'r' }) })
    const { obstacles } = await scenario.planOf(['iss-1'], { checkRights: true }, client)
    expect(obstacles).toMatchObject([{ reason: 'refused', message: expect.stringContaining('may have been carried out') }])
  })

  test('holds what a journal adds, and what was sent before', async () => {
    const scenario = world({ progression: 'manual' })
    await scenario.endedAt(['vco-1', 'vco-2'], ({ phase }) => phase === 'accepted')
    const plan = await scenario.planOf(['iss-1'], scenario.onRecord())
    expect(plan.targets).toEqual(['iss-1', 'vco-1', 'vco-2'])
    expect(plan.deletions.map(({ id, isSent }) => `${id} ${isSent}`)).toEqual(['iss-1 undefined', 'vco-1 true', 'vco-2 undefined'])
    // What was sent is gone meanwhile: the plan still names it, so that its end is told.
    scenario.emulator.settle('vco-1')
    const { deletions } = await scenario.planOf([], scenario.onRecord())
    const seen = deletions.map(({ id, isSent, fields }) => `${id} ${isSent} ${fields !== undefined}`)
    expect(seen).toEqual(['vco-1 true false', 'vco-2 undefined true'])
  })

  test.each<[string, Any, string]>([
    ['an option of another name', { protekt: [] }, 'protekt'],
    ['ids that are none', { protect: 'vco-1' }, 'protect'],
    ['a flag that is none', { checkRights: 'yes' }, 'checkRights'],
  ])('refuses %s', async (_, options, option) => {
    const scenario = world()
    expect(await caught(planTeardown(scenario.client, ['vco-1'], options))).toMatchObject(optionError(option))
    expect(scenario.calls).toEqual([])
  })

  const refusal = { Code: 'SignatureDoesNotMatch', Message: 'm', RequestId: 'r' }

  test.each<[string, () => Promise<Response>, string]>([
    ['no answer comes', () => Promise.reject(new TypeError('fetch failed')), 'NetworkError'],
    ['all of it is refused', async () => Response.json(refusal, { status: 400 }), 'ServiceError'],
  ])('is not made where %s, and one error says so', async (_, fetch, name) => {
    const scenario = world()
    const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', clock: scenario.clock, fetch })
    expect(await caught(scenario.planOf(['vpn-1', 'vco-1', 'iss-1'], {}, client))).toMatchObject({ name })
  })

  test('of thousands is read in pages', async () => {
    const connectionsOf = (at: number) => Array.from({ length: 50 }, (_, of) => `vco-${at}x${of}`)
    const many = Array.from({ length: 40 }, (_, at) => ({ id: `vpn-${at}`, connections: connectionsOf(at) }))
    const scenario = world({ gateways: many })
    const counts: number[] = []
    const all = many.flatMap(({ connections }) => connections)
    const plan = await scenario.planOf(all, { onRead: (count) => counts.push(count) })
    expect([plan.deletions.length, plan.gateways.length, counts.at(-1)]).toEqual([2_000, 40, 2_040])
    expect(scenario.calls.length).toBeLessThan(50)
  })

  test('ends with its signal', async () => {
    const scenario = world()
    const signal = AbortSignal.abort('enough')
    expect(await caught(scenario.planOf(['vpn-1'], { signal }))).toBe('enough')
  })
})

describe('a teardown of a plan', () => {
  const planned = async (scenario: Scenario, targets: string[] = ['vpn-1'], options = {}) => stored(await scenario.planOf(targets, options))

  test('deletes what it names, and says that the gateway is emptied', async () => {
    const scenario = world()
    const report = await scenario.reportOf(await planned(scenario, ['vpn-1', 'iss-1']))
    expect(ends(report)).toEqual({ 'vpn-1': 'emptied', 'iss-1': 'gone', 'vco-1': 'gone', 'vco-2': 'gone' })
    expect(left(scenario)).toEqual([])
  })

  test('leaves what has come since, and does not call the gateway emptied', async () => {
    const scenario = world({ children: { 'vpn-1': ['vco-1', 'vco-2', 'vco-9'] } })
    const before = unexpected(scenario, {
      describeVpnConnections: entries((all) => all.filter((each) => each.VpnConnectionId !== 'vco-9')),
    })
    const plan = stored(await scenario.planOf(['vpn-1'], {}, before))
    const report = await scenario.reportOf(plan)
    expect(ends(report)).toEqual({ 'vpn-1': 'unknown', 'vco-1': 'gone', 'vco-2': 'gone' })
    expect(report[0]).toMatchObject({
      error: { code: 'NotAsPlanned', message: 'vpn-1: 1 of what is on it, besides what was left out, came since or did not go' },
    })
    expect(left(scenario)).toEqual(['vco-9'])
  })

  test('counts what has come since and what has changed together, where the gateway is not emptied', async () => {
    const scenario = world({ children: { 'vpn-1': ['vco-1', 'vco-2', 'vco-9'] } })
    const before = unexpected(scenario, {
      describeVpnConnections: entries((all) => all.filter((each) => each.VpnConnectionId !== 'vco-9')),
    })
    const plan = stored(await scenario.planOf(['vpn-1'], {}, before))
    const renamed = unexpected(scenario, {
      describeVpnConnection: async (ask) => {
        const answer = await ask()
        return answer.VpnConnectionId === 'vco-2' ? { ...answer, Name: 'production' } : answer
      },
    })
    const report = await scenario.reportOf(plan, {}, renamed)
    expect(ends(report)).toEqual({ 'vpn-1': 'unknown', 'vco-1': 'gone', 'vco-2': 'failed' })
    expect(report[0]).toMatchObject({
      error: { message: 'vpn-1: 2 of what is on it, besides what was left out, came since or did not go' },
    })
    expect(left(scenario)).toEqual(['vco-2', 'vco-9'])
  })

  const changes: [string, Any, RegExp][] = [
    ['another name', { Name: 'production' }, /its Name was .*, and is "production"/],
    ['another gateway', { VpnGatewayId: 'vpn-2' }, /its VpnGatewayId was vpn-1, and is vpn-2/],
    ['another subnet behind it', { RemoteSubnet: '9.9.9.0/24' }, /its RemoteSubnet was .*, and is "9\.9\.9\.0\/24"/],
    ['another creation time', { CreateTime: 1_600_000_000_000 }, /its CreateTime was "\d+", and is "1600000000000"/],
    ['a tag that protects it', { Tags: { Tag: [{ Key: 'vpngw:protected', Value: 'x' }] } }, /has the tag vpngw:protected/],
  ]

  test.each(changes)('refuses what has %s since', async (_, fields, words) => {
    const scenario = world()
    const plan = await planned(scenario, ['vco-1'])
    const client = unexpected(scenario, { describeVpnConnection: async (ask) => ({ ...(await ask()), ...fields }) })
    const [outcome] = await teardown(client, plan, scenario.inTime()).report()
    expect(outcome).toMatchObject({ id: 'vco-1', outcome: 'failed', isFinal: false, error: { message: expect.stringMatching(words) } })
    expect(scenario.of('DeleteVpnConnection')).toEqual([])
    // A new plan names it as it is.
    expect(ends(await scenario.reportOf(await planned(scenario, ['vco-1'])))).toEqual({
      'vco-1': 'gone',
    })
  })

  test('does not touch what was absent when it was made', async () => {
    const scenario = world()
    const before = hiding(scenario, 'vco-2')
    const plan = stored(await scenario.planOf(['vco-1', 'vco-2'], {}, before))
    expect(reasons(plan)).toEqual({ 'vco-2': 'absent' })
    const report = await scenario.reportOf(plan)
    expect(ends(report)).toEqual({ 'vco-1': 'gone', 'vco-2': 'failed' })
    expect(report[1]).toMatchObject({ error: { code: 'NotAsPlanned', message: expect.stringContaining('the plan does not name it') } })
    expect(left(scenario)).toEqual(['vco-2', 'iss-1'])
  })

  test.each([false, true])('says of what is still absent that there is nothing, with ensureGone %s', async (ensureGone) => {
    const scenario = world()
    const report = await scenario.reportOf(await planned(scenario, ['vco-none', 'vco-1']), { ensureGone })
    expect(ends(report)).toEqual({ 'vco-none': ensureGone ? 'gone' : 'failed', 'vco-1': 'gone' })
  })

  test('sends nothing for what was absent, not even where ensureGone asks for a witness', async () => {
    const scenario = world()
    const hides = hiding(scenario, 'vco-2')
    const plan = stored(await scenario.planOf(['vco-1', 'vco-2'], {}, hides))
    const report = await teardown(hides, plan, { ...scenario.inTime(), ensureGone: true }).report()
    expect(ends(report)).toEqual({ 'vco-1': 'gone', 'vco-2': 'gone' })
    expect(scenario.of('DeleteVpnConnection').length).toBe(1)
    expect(left(scenario)).toEqual(['vco-2', 'iss-1'])
  })

  test.each([
    [[], 'gone'],
    [[1], 'failed'],
    [[2], 'gone'],
    [[2, 3], 'failed'],
    [[2, 4], 'failed'],
  ] as const)(
    'one that was not readable is gone once two reads in a row find nothing, with the reads %j to the contrary',
    async (shown: readonly number[], end) => {
      const scenario = world()
      let absences = -1
      const reads = (after: (n: number) => boolean) =>
        unexpected(scenario, {
          describeVpnConnection: (ask, parameters, n) => {
            if (parameters.VpnConnectionId !== 'vco-2') return ask()
            if (absences < 0) return refuse('Forbidden.RAM')(ask, parameters, n)
            return after(++absences) ? ask() : none(ask, parameters, n)
          },
          describeVpnConnections: refuse('Forbidden.RAM'),
        })
      const client = reads((n) => shown.includes(n))
      const plan = stored(await scenario.planOf(['vco-2', 'vco-1'], {}, client))
      expect(reasons(plan)).toEqual({ 'vco-2': 'unreadable' })
      absences = 0
      const report = await teardown(client, plan, { ...scenario.inTime(), ensureGone: true }).report()
      expect(ends(report)).toEqual({ 'vco-2': end, 'vco-1': 'gone' })
      expect(left(scenario)).toEqual(['vco-2', 'iss-1'])
    },
  )

  const ways = ['its plan', 'its journal']

  test.each(ways)('sends nothing for what no read shows as it was planned, however reads flap, by %s', async (how) => {
    for (const ensureGone of [true, false])
      for (const [from, to] of windowsUpTo(6)) {
        const scenario = world()
        const plan = await planned(scenario, ['vco-1'])
        if (how === 'its journal') {
          await teardown(scenario.client, plan, { ...scenario.onRecord(), signal: AbortSignal.abort() }).report()
        }
        changeFields(scenario, 'vco-1', { CreateTime: 1_795_000_000_000 })
        let reads = 0
        const client = unexpected(scenario, {
          describeVpnConnection: (ask, parameters, n) => {
            reads += 1
            return from <= reads && reads <= to ? none(ask, parameters, n) : ask()
          },
          describeVpnConnections: entries((all) => all.filter(() => reads < from || reads > to)),
        })
        const options = { ...scenario.inTime(), ensureGone, journal: scenario.journal }
        const [end] = await teardown(client, how === 'its plan' ? plan : [], options).report()
        expect([from, to, ensureGone, end?.id, scenario.of('DeleteVpnConnection').length]).toEqual([from, to, ensureGone, 'vco-1', 0])
      }
  })

  test('ends soon, as refused, what may not be read', async () => {
    for (const isSeen of [true, false]) {
      const scenario = world()
      const refused = unexpected(scenario, { describeVpnConnection: refuse('Forbidden.RAM'), describeVpnConnections: entries(() => []) })
      const plan = await planned(scenario, ['vco-1'])
      if (!isSeen) await scenario.journal.append({ state: sampleState({ id: 'vco-1', phase: 'found' }) })
      const report = await teardown(refused, plan, scenario.onRecord()).report()
      expect(report).toMatchObject([{ id: 'vco-1', outcome: 'failed', error: { name: 'ServiceError', code: 'Forbidden.RAM' } }])
      expect(scenario.clock.elapsed!()).toBeLessThan(180_000)
    }
  })

  test('counts as gone what two reads do not show on an idle gateway, without a request, where ensureGone wants that', async () => {
    const scenario = world()
    const plan = await planned(scenario, ['vco-1', 'vco-2'])
    expect(await teardown(hiding(scenario, 'vco-2'), plan, { ...scenario.inTime(), ensureGone: true }).report()).toEqual([
      { id: 'vco-1', outcome: 'gone' },
      { id: 'vco-2', outcome: 'gone', alreadyGone: true },
    ])
    expect(scenario.of('DeleteVpnConnection').length).toBe(1)
  })

  test.each([false, true])('says soon of what went together with its gateway that it is absent, with ensureGone %s', async (ensureGone) => {
    const scenario = world()
    const plan = await planned(scenario, ['vpn-1'])
    const { items, ...rest } = scenario.emulator.snapshot()
    scenario.emulator.restore({ ...rest, items: items.filter(({ id, parentId }) => id !== 'vpn-1' && parentId !== 'vpn-1') })
    const before = scenario.clock.now()
    const report = await scenario.reportOf(plan, { ensureGone })
    const end = ensureGone ? 'gone' : 'failed'
    expect(ends(report)).toEqual({ 'vpn-1': ensureGone ? 'emptied' : 'failed', 'vco-1': end, 'vco-2': end })
    expect(scenario.clock.now() - before).toBeLessThan(60_000)
  })

  test('leaves what has ended by its journal, and says so', async () => {
    for (const phase of ['failed', 'gone'] as const) {
      const scenario = world()
      await scenario.journal.append({ targets: ['vpn-1'], regionId: 'cn-hangzhou' })
      await scenario.journal.append({ state: sampleState({ phase, ...(phase === 'failed' && { failure: 'DeletionFailed' }) }) })
      const plan = await scenario.planOf([], scenario.onRecord())
      expect([ids(plan), reasons(plan)]).toEqual([['vco-2'], { 'vco-1': 'ended' }])
      const report = await scenario.reportOf(plan, scenario.onRecord())
      expect(ends(report)).toEqual({ 'vpn-1': 'failed', 'vco-1': 'failed', 'vco-2': 'gone' })
      for (const end of report as Any[]) if (end.error) expect([end.id, end.isFinal, end.error.isFinal]).toEqual([end.id, true, true])
    }
  })

  test('does not touch what it leaves, nor what a journal holds beside it', async () => {
    const scenario = world()
    await scenario.journal.append({ targets: ['iss-1', 'vpn-1'] })
    const plan = await planned(scenario, ['vco-1'])
    expect(ends(await scenario.reportOf(plan, scenario.onRecord()))).toEqual({ 'vco-1': 'gone' })
    expect(left(scenario)).toEqual(['vco-2', 'iss-1'])
  })

  test('reports on no gateway of which something is left on purpose', async () => {
    const scenario = world()
    const report = await scenario.reportOf(await planned(scenario, ['vpn-1', 'vpn-2'], { except: ['vco-2'] }))
    expect(ends(report)).toEqual({ 'vpn-2': 'emptied', 'vco-1': 'gone', 'iss-1': 'gone' })
    expect(left(scenario)).toEqual(['vco-2'])
  })

  test('goes on with a journal after an end in the middle, once each', async () => {
    const scenario = world()
    const plan = await planned(scenario, ['vpn-1', 'vpn-2'])
    await scenario.endedAt(plan, ({ phase }) => phase === 'updating')
    await scenario.clock.advance(60_000)
    const report = await scenario.reportOf(plan, scenario.onRecord())
    expect(ends(report)).toEqual({ 'vpn-1': 'emptied', 'vpn-2': 'emptied', 'vco-1': 'gone', 'vco-2': 'gone', 'iss-1': 'gone' })
    expect(scenario.emulator.ledger.tasks.length).toBe(3)
  })

  describe('whose journal is gone on with', () => {
    /** Begins a plan of vpn-1 and ends it once the first deletion is accepted. */
    async function begun(edit: (plan: TeardownPlan) => TeardownPlan = (plan) => plan) {
      const scenario = world()
      const stop = new AbortController()
      const plan = edit(await planned(scenario))
      const first = teardown(scenario.client, plan, { ...scenario.onRecord(), signal: stop.signal })
      for await (const { phase } of first) if (phase === 'accepted') stop.abort()
      await first.report()
      await scenario.clock.advance(60_000)
      return scenario
    }
    const added = { VpnConnectionId: 'vco-9', VpnGatewayId: 'vpn-1' }
    const shows = (scenario: Scenario) =>
      unexpected(scenario, {
        describeVpnConnections: async (ask) => {
          const answer = (await ask()) as Any
          const all = [...answer.VpnConnections.VpnConnection, added]
          return { ...answer, TotalCount: all.length, VpnConnections: { VpnConnection: all } }
        },
      })

    test('leaves what came after it, with a plan and without one', async () => {
      for (const isPlanned of [true, false]) {
        const scenario = await begun()
        const client = shows(scenario)
        const again = isPlanned ? await scenario.planOf([], scenario.onRecord(), client) : []
        if (isPlanned) expect(reasons(again as TeardownPlan)).toEqual({ 'vco-9': 'unplanned' })
        const report = await teardown(client, again, scenario.onRecord()).report()
        expect(ends(report)).toMatchObject({ 'vco-1': 'gone', 'vco-2': 'gone' })
        expect(scenario.of('DeleteVpnConnection').length).toBe(2)
      }
    })

    test('leaves what has changed since, and what was taken out of it', async () => {
      for (const isPlanned of [true, false]) {
        const scenario = await begun()
        const client = unexpected(scenario, {
          describeVpnConnection: async (ask) => ({ ...((await ask()) as Any), RemoteSubnet: '9.9.9.0/24' }),
          describeVpnConnections: entries((all) => all.map((each) => ({ ...each, RemoteSubnet: '9.9.9.0/24' }))),
        })
        const again = isPlanned ? await scenario.planOf([], scenario.onRecord(), client) : []
        if (isPlanned) expect(reasons(again as TeardownPlan)).toEqual({ 'vco-2': 'changed' })
        await teardown(client, again, scenario.onRecord()).report()
        expect(left(scenario)).toEqual(['vco-2', 'iss-1'])
      }
      const scenario = await begun((plan) => ({ ...plan, deletions: plan.deletions.slice(0, 1) }))
      const again = await scenario.planOf([], scenario.onRecord())
      expect(reasons(again)).toEqual({ 'vco-2': 'unplanned' })
      await scenario.reportOf(again, scenario.onRecord())
      expect(left(scenario)).toEqual(['vco-2', 'iss-1'])
    })

    test('deletes it all the same where it is named anew', async () => {
      const scenario = await begun((plan) => ({ ...plan, deletions: plan.deletions.slice(0, 1) }))
      const again = await scenario.planOf(['vpn-1'], scenario.onRecord())
      expect(ends(await scenario.reportOf(again, scenario.onRecord()))).toMatchObject({ 'vpn-1': 'emptied' })
    })

    test('refuses a journal whose plan is damaged', async () => {
      const scenario = await begun()
      const journal = memoryJournal()
      await journal.append({ targets: [], planned: [{ id: 'x' }] } as never)
      await expect(scenario.reportOf([], { journal })).rejects.toMatchObject({ option: 'journal' })
    })
  })

  test('deletes nothing on a gateway that is protected by its tag, also where it came after the plan', async () => {
    const protects = { Tags: { Tag: [{ Key: 'vpngw:protected', Value: 'yes' }] } }
    const scenario = world({ gateways: [{ id: 'vpn-1', fields: protects, connections: ['vco-1'] }] })
    for (const targets of [['vco-1'], ['vpn-1']]) {
      const plan = await planned(scenario, targets)
      expect([ids(plan), reasons(plan)['vco-1']]).toEqual([[], 'protected'])
    }
    const other = world()
    const plan = await planned(other, ['vco-1'])
    const client = unexpected(other, { describeVpnGateway: async (ask) => ({ ...((await ask()) as Any), ...protects }) })
    expect(await teardown(client, plan, other.inTime()).report()).toMatchObject([{ outcome: 'failed', error: { code: 'Protected' } }])
    expect(other.of('DeleteVpnConnection')).toEqual([])
  })

  describe('of a gateway on which something is to stay', () => {
    const keeping = (except?: readonly string[]) => {
      const on = (...more: string[]) => ({
        gateways: [{ id: 'vpn-1', connections: ['vco-1', except ? 'vco-2' : tagged('vco-2'), ...more] }],
      })
      return { scenario: world(on()), options: { except }, on }
    }

    test.each([
      ['excepted', ['vco-2']],
      ['protected', undefined],
    ])('says nothing of the gateway where only what is %s is left', async (_, except) => {
      const { scenario, options } = keeping(except)
      const plan = stored(await scenario.planOf(['vpn-1'], options))
      expect(await scenario.reportOf(plan)).toEqual([{ id: 'vco-1', outcome: 'gone' }])
      expect(left(scenario)).toEqual(['vco-2'])
    })

    test.each([
      ['excepted', ['vco-2']],
      ['protected', undefined],
    ])('says of the gateway that something has come since, beside what is %s', async (_, except) => {
      const { scenario, options, on } = keeping(except)
      const plan = stored(await scenario.planOf(['vpn-1'], options))
      scenario.emulator.seed(on('vco-9'))
      expect(await scenario.reportOf(plan, { journal: scenario.journal })).toMatchObject([
        {
          id: 'vpn-1',
          outcome: 'unknown',
          error: { code: 'NotAsPlanned', message: expect.stringContaining('1 of what is on it, besides what was left out, came since') },
        },
        { id: 'vco-1', outcome: 'gone' },
      ])
      expect(left(scenario)).toEqual(['vco-2', 'vco-9'])
      const again = stored(await scenario.planOf([], { ...options, ...scenario.onRecord() }))
      expect(await scenario.reportOf(again, scenario.onRecord())).toMatchObject([
        { id: 'vpn-1', error: { code: 'NotAsPlanned' } },
        { id: 'vco-1' },
      ])
    })
  })

  /** Changes an entry of a list of a plan. */
  const withEntry =
    (list: string, how: (entry: Any) => object, at = 0) =>
    (plan: Any) => ({
      ...plan,
      [list]: (plan[list] as Any[]).with(at, { ...plan[list][at], ...how(plan[list][at]) }),
    })
  const withFields = (list: string, fields: object, at = 0) => withEntry(list, (entry) => ({ fields: { ...entry.fields, ...fields } }), at)
  const withLeft = (left: unknown) => (plan: Any) => ({ ...plan, left: [left] })

  test('is not refused for what the service did not give, which the plan names, nor for a gateway that there is none of', async () => {
    const scenario = world({ gateways, connections: [{ id: 'vco-9', fields: { AttachType: 'CEN', VpnGatewayId: 'vpn-odd' } }] })
    const client = unexpected(scenario, { describeVpnConnections: entries((all) => all.map(({ CreateTime: _, ...rest }) => rest)) })
    const plan = stored(await scenario.planOf(['vco-1', 'iss-1', 'vco-9'], {}, client))
    expect(Object.fromEntries(plan.deletions.map(({ id, gatewayId, missing }) => [id, [gatewayId, missing]]))).toEqual({
      'vco-1': ['vpn-1', ['CreateTime']],
      'iss-1': ['vpn-2', undefined],
      'vco-9': [undefined, ['CreateTime']],
    })
    expect(ends(await scenario.reportOf(plan))).toEqual({ 'vco-1': 'gone', 'iss-1': 'gone', 'vco-9': 'gone' })
  })

  const leftOut = { id: 'vco-2', resource: 'VpnConnection', message: '' }
  const wordless = { id: 'vpn-1', reason: 'busy' }
  const ofItsEntry = (list: string, field: string, what = 'id') =>
    new RegExp(`^plan\\.${list}\\.0\\.fields\\.${field} must be the ${what} of its entry$`)

  const damaged: [string, (plan: Any) => unknown, RegExp][] = [
    ['of another version', (plan) => ({ ...plan, version: 2 }), /^plan\.version must be 1$/],
    ['without targets', ({ targets: _, ...plan }) => plan, /^plan\.targets must/],
    ['with a target that is none', (plan) => ({ ...plan, targets: ['x'] }), /^plan\.targets must/],
    ['without deletions', ({ deletions: _, ...plan }) => plan, /^plan\.deletions must/],
    ['without what is left', ({ left: _, ...plan }) => plan, /^plan\.left must/],
    ['that names one twice', (plan) => ({ ...plan, deletions: [...plan.deletions, ...plan.deletions] }), /^plan\.deletions must name each/],
    ['of an unknown resource', withEntry('deletions', () => ({ resource: 'VpnGateway' })), /^plan\.deletions\.0\.resource/],
    ['of an id that is none', withEntry('deletions', () => ({ id: 'iss-1' })), /^plan\.deletions\.0\.id/],
    ['of a gateway that is none', withEntry('deletions', () => ({ gatewayId: 'x' })), /^plan\.deletions\.0\.gatewayId/],
    ['with nothing to compare', withEntry('deletions', () => ({ fields: undefined })), /^plan\.deletions\.0\.fields/],
    ...['Name', 'LocalSubnet', 'RemoteSubnet', 'CustomerGatewayId', 'CreateTime'].map((field): (typeof damaged)[number] => [
      `without the ${field} of what goes`,
      withFields('deletions', { [field]: undefined }, 1),
      new RegExp(`^plan\\.deletions\\.1\\.fields\\.${field} must be what was read, or named in missing$`),
    ]),
    [
      'of which two entries have changed their fields',
      (plan) => ({
        ...plan,
        deletions: plan.deletions.map((each: Any, at: number) => ({ ...each, fields: plan.deletions[1 - at].fields })),
      }),
      ofItsEntry('deletions', 'VpnConnectionId'),
    ],
    [
      'of which a gateway has the fields of another',
      withFields('gateways', { VpnGatewayId: 'vpn-9' }),
      ofItsEntry('gateways', 'VpnGatewayId'),
    ],
    [
      'of which what is left has the fields of another',
      (plan) =>
        withFields('left', { VpnConnectionId: 'vco-9' })(withLeft({ ...plan.deletions[0], reason: 'excepted', message: 'm' })(plan)),
      ofItsEntry('left', 'VpnConnectionId'),
    ],
    ...[
      ['another', 'vpn-9'],
      ['no', undefined],
    ].map(([which, VpnGatewayId]): (typeof damaged)[number] => [
      `of which the fields name ${which} gateway`,
      withFields('deletions', { VpnGatewayId }),
      ofItsEntry('deletions', 'VpnGatewayId', 'gatewayId'),
    ]),
    ...[
      ['what it leaves', 0, 'absent', 'VpnConnection'],
      ['what is on a gateway that it excepts', undefined, 'excepted', 'VpnGateway'],
      ['what is on a gateway that it protects', undefined, 'protected', 'VpnGateway'],
    ].map(([which, of, reason, resource]): (typeof damaged)[number] => [
      `that deletes ${which}`,
      (plan) => {
        const { id, gatewayId } = plan.deletions[0]
        return withLeft({ id: of === 0 ? id : gatewayId, resource, reason, message: 'm' })(plan)
      },
      /^plan\.deletions\.0\.id must not be of what the plan leaves$/,
    ]),
    [
      'that has lost the gateway of what goes',
      withEntry('deletions', () => ({ gatewayId: undefined })),
      /^plan\.deletions\.0\.gatewayId must be the VpnGatewayId of its fields$/,
    ],
    [
      'with null for the name of what goes',
      withFields('deletions', { Name: null }),
      /^plan\.deletions\.0\.fields\.Name must be what was read/,
    ],
    ['of another region', (plan) => ({ ...plan, regionId: 'cn-beijing' }), /^regionId must be cn-beijing/],
    ['with a deletion that is none', (plan) => ({ ...plan, deletions: [null] }), /^plan\.deletions\.0\.resource/],
    ['without a time', ({ atMs: _, ...plan }) => plan, /^plan\.atMs must/],
    ['of a time that is none', (plan) => ({ ...plan, atMs: 1e300 }), /^plan\.atMs must/],
    ['with what is left and is none', withLeft(null), /^plan\.left\.0\.id must/],
    ['with a path for a gateway', (plan) => ({ ...plan, gateways: [{ id: '../../x', isWhole: true }] }), /^plan\.gateways\.0\.id must/],
    ['without gateways', ({ gateways: _, ...plan }) => plan, /^plan\.gateways must/],
    ['with a reason that is none', withLeft({ ...leftOut, reason: 'x' }), /^plan\.left\.0\.reason must be one of absent, /],
    ['with an obstacle without words', (plan) => ({ ...plan, obstacles: [wordless] }), /^plan\.obstacles\.0\.message must/],
    ['of an endpoint with a secret', (plan) => ({ ...plan, endpoint: 'https://me:planted@host' }), /^plan\.endpoint must(?!.*planted)/],
    ['of a region of another shape', (plan) => ({ ...plan, regionId: '\u001b[2J' }), /^plan\.regionId must be a region id, or left out$/],
  ]

  test.each(damaged)('refuses a plan %s, before anything is sent', async (_, damage, words) => {
    const scenario = world()
    const plan = damage(await planned(scenario))
    const before = scenario.calls.length
    const error = await caught((async () => scenario.reportOf(plan as TeardownPlan))())
    expect(error).toMatchObject({ name: 'OptionError', message: expect.stringMatching(words) })
    expect(scenario.calls.length).toBe(before)
  })
})

test('a client of one region makes no plan for another', async () => {
  const scenario = world()
  const other = createVpnGatewayClient({ regionId: 'cn-beijing', clock: scenario.clock, fetch: scenario.emulator.fetch })
  const plan = await scenario.planOf(['vco-1'], {}, other)
  expect([plan.regionId, ids(plan), reasons(plan)]).toEqual(['cn-beijing', [], { 'vco-1': 'absent' }])
})

test('a journal that says gone is not believed without a look', async () => {
  const scenario = world()
  await scenario.reportOf(['vco-1', 'iss-1'], scenario.onRecord())
  const edited = memoryJournal()
  for (const entry of await scenario.journal.read()) {
    const { state } = entry as { state?: DeletionState }
    await edited.append((state?.id === 'vco-1' ? { state: { ...state, id: 'vco-2' } } : entry) as JournalEntry)
  }
  const report = await scenario.reportOf([], { journal: edited })
  expect(ends(report)).toEqual({ 'vco-1': 'failed', 'iss-1': 'gone', 'vco-2': 'failed' })
  expect(report[2]).toMatchObject({ isFinal: true, error: { message: expect.stringContaining('without this journal') } })
  expect(left(scenario)).toEqual(['vco-2'])
})
