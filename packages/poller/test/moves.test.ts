import { describe, expect, test } from 'vitest'
import { beginDelete, prepareDelete, resumeDelete, stepDelete, teardown } from '../src/index.ts'
import { gatewaysOf, outcomesOf, seeded, setup, target } from './setup.ts'
import {
  type Answer,
  type Any,
  after,
  begunThen,
  caught,
  change,
  endOf,
  notFound,
  nth,
  refuse,
  type Scenario,
  say,
  unexpected,
  untrue,
} from './unexpected.ts'

// What belongs to another gateway than it did, or than one answer has said: before the request, between two, and after.

const slow = { flappingReads: 1, updatingAfterMs: 0, progression: { timeMs: 90_000 } } as const
const both = gatewaysOf({ 'vpn-1': ['vco-1', 'vco-2', 'vco-3'], 'vpn-2': ['vco-20'] })
const move = ({ emulator }: Scenario, id: string) => emulator.seed({ gateways: [{ id: 'vpn-1' }, { id: 'vpn-2', connections: [id] }] })

describe('a first answer that names another gateway, and a second that shows nothing', () => {
  const seconds: [string, Any][] = [
    ['is refused', refuse('Forbidden')],
    ['is refused for keys that ran out', refuse('InvalidSecurityToken.Expired')],
    ['is of another one', change((answer) => ({ ...answer, VpnConnectionId: 'vco-9' }))],
    ['has no fields', say({ RequestId: 'r' })],
    ['finds nothing', notFound],
  ]
  const cases = seconds.flatMap(([way, second]) => [1, 2].map((confirmations) => [way, confirmations as 1 | 2, second] as const))

  test.each(cases)('as it %s (%d confirmations)', async (_, confirmations, second) => {
    for (const fails of [true, false])
      for (const how of ['begin', 'teardown'] as const) {
        const world = setup({ gateways: both, ...slow })
        if (fails) world.emulator.inject('DeleteVpnConnection', { kind: 'task' })
        const first = change((answer) => ({ ...answer, VpnGatewayId: 'vpn-2' }))
        const client = unexpected(world, { describeVpnConnection: (ask, given, n) => ([first, second][n] ?? ask)(ask, given, n) })
        const options = { confirmations }
        const said = how === 'begin' ? [await endOf(world, client, options)] : await world.reportOf(['vco-1'], options, client)
        expect(untrue(world, ...said), how).toEqual([])
      }
  })
})

test.each([1, 2] as const)(
  'a move while a busy gateway is waited for is seen before the request is sent again (%d)',
  async (confirmations) => {
    const world = setup({ children: { 'vpn-1': ['vco-1', 'vco-3'], 'vpn-2': [] }, ...slow })
    // Another caller is first.
    const client = unexpected(world, { deleteVpnConnection: after(() => world.client.deleteVpnConnection({ VpnConnectionId: 'vco-3' })) })
    const onProgress = ({ phase }: { phase: string }) => phase === 'waiting' && move(world, 'vco-1')
    expect(untrue(world, await endOf(world, client, { confirmations, onProgress }))).toEqual([])
  },
)

test.each(['sent', 'waiting'] as const)('a move while a record rests in %s is seen when it is gone on with', async (phase) => {
  const world = setup({ children: { 'vpn-1': ['vco-1'], 'vpn-2': [] }, ...slow })
  const found = await world.prepare()
  move(world, 'vco-1')
  await world.clock.sleep(120_000)
  const deletion = await resumeDelete(world.client, JSON.stringify({ ...found, phase, ageMs: 0 }), world.inTime())
  expect(untrue(world, await caught(deletion.result()))).toEqual([])
})

test('what leaves its gateway first, as part of its deletion, is not gone by that', async () => {
  for (const fails of [true, false]) {
    const world = setup({ gateways: both, ...slow, updatingAfterMs: 4_000 })
    if (fails) world.emulator.inject('DeleteVpnConnection', { kind: 'task' })
    const detached = { State: 'detaching', AttachType: 'NO_ASSOCIATED', VpnGatewayId: '' }
    const { deletion } = await begunThen(world, { describeVpnConnection: change((answer) => ({ ...answer, ...detached })) })
    expect(untrue(world, await caught(deletion.result()))).toEqual([])
  }
})

describe('what was named by its gateway alone, and is on another one by now, is not deleted', () => {
  const ways: Record<string, (world: Scenario) => Promise<unknown>> = {
    'while its busy gateway is waited for': async (world) => {
      const busy = after(() => world.client.deleteVpnConnection({ VpnConnectionId: 'vco-3' }))
      const run = teardown(unexpected(world, { deleteVpnConnection: busy }), ['vpn-1'], world.inTime())
      for await (const { phase, id } of run) if (phase === 'waiting' && id === 'vco-2') move(world, 'vco-2')
      await run.report()
    },
    'after a throttle': async (world) => {
      const throttled: Answer = (...given) => {
        move(world, 'vco-2')
        return refuse('Throttling', 'throttled')(...given)
      }
      await world.reportOf(['vpn-1'], {}, unexpected(world, { deleteVpnConnection: nth(0, throttled) }))
    },
    'after it was accepted and no work has shown': async (world) => {
      await world.reportOf(['vpn-1'], world.onRecord(), unexpected(world, { deleteVpnConnection: say({ RequestId: 'r' }) }))
      move(world, 'vco-2')
      for (const seed of [2, 3]) await world.reportOf([], world.onRecord(seed))
    },
    'right after its own read': async (world) => {
      const client = unexpected(world, {
        describeVpnConnections: change((answer) => ({ ...answer, TotalCount: undefined })),
        describeVpnConnection: after(() => move(world, 'vco-2')),
      })
      await world.reportOf(['vpn-1'], { timeoutMs: 300_000 }, client)
    },
  }

  test.each(Object.entries(ways))('%s', async (_, run) => {
    const world = setup({ children: { 'vpn-1': ['vco-2', 'vco-3'], 'vpn-2': [] }, progression: { timeMs: 60_000 } })
    await run(world)
    expect(world.emulator.resources().map(({ id, parentId }) => `${id} ${parentId}`)).toContain('vco-2 vpn-2')
  })
})

test('a deletion that was carried out though its answer was that its token is at work is gone, also where tokens are forgotten', async () => {
  const world = setup({ gateways: both, tokens: { rememberMs: 1 } } as Any)
  const busy: Answer = (ask, ...given) => ask().then(() => refuse('LastTokenProcessing', 'busy')(ask, ...given))
  const client = unexpected(world, { deleteVpnConnection: nth(0, busy) })
  expect(await world.reportOf(['vco-1'], {}, client)).toMatchObject([{ outcome: 'gone' }])
})

test('a deletion that may not be sent again is watched on', async () => {
  const world = setup({ children: { 'vpn-1': ['vco-1'] } })
  const [lost, refused] = [say({ RequestId: 'r' }), refuse('Forbidden')]
  const client = unexpected(world, { deleteVpnConnection: (ask, given, n) => (n === 0 ? lost : refused)(ask, given, n) })
  for (const seed of [1, 2]) expect(outcomesOf(await world.reportOf(['vco-1'], world.onRecord(seed), client))).toEqual(['unknown'])
  // The work of the first one ends late.
  world.reseed({ 'vpn-1': [] })
  expect(await teardown(client, [], world.onRecord(3)).report()).toMatchObject([{ outcome: 'gone' }])
})

describe('answers that lack the gateway, though the connection has one', () => {
  const without: [string, Record<string, unknown>][] = [
    ['left out', { VpnGatewayId: undefined }],
    ['empty', { VpnGatewayId: '' }],
    ['null', { VpnGatewayId: null }],
    ['and attached in no way that is known', { VpnGatewayId: '', AttachType: 'x' }],
    ['and attached to nothing', { VpnGatewayId: '', AttachType: '' }],
  ]

  test.each(without)('%s, do not take it from its gateway', async (_, fields) => {
    for (const fails of [true, false])
      for (const confirmations of [1, 2] as const) {
        const world = setup({ gateways: both, ...slow, updatingAfterMs: 10_000 })
        if (fails) world.emulator.inject('DeleteVpnConnection', { kind: 'task' })
        const bare = change((answer) => ({ ...answer, ...fields }))
        const { deletion, client } = await begunThen(world, { describeVpnConnection: bare }, { confirmations })
        expect(untrue(world, await caught(deletion.result({ timeoutMs: 400_000 })))).toEqual([])
        const report = await world.reportOf(['vco-2'], { confirmations, timeoutMs: 400_000 }, client)
        expect(untrue(world, report)).toEqual([])
      }
  })
})

test.each([1, 2, 3])('a wall clock that is stepped at each of %d restarts confirms no failure', async (restarts) => {
  const late = { absentAfterMs: 50_000 }
  for (let seed = 1; seed <= 20; seed += 1) {
    const world = setup({ gateways: both, updatingAfterMs: 0, progression: { timeMs: 20_000 }, beyondAssumptions: late } as Any)
    let offset = 0
    const begunAt = world.clock.now()
    const elapsed = () => world.clock.now() - begunAt
    const clock = () => ({ ...world.clock, now: () => world.clock.now() + offset, elapsed })
    let deletion = await beginDelete(world.client, target, { clock: clock(), random: seeded(seed), confirmations: 2 })
    for (let restart = 0; restart < restarts; restart += 1) {
      for await (const { phase } of deletion) if (phase === 'idle' || phase === 'gone') break
      const record = JSON.stringify(deletion)
      offset += 3_600_000
      deletion = await resumeDelete(world.client, record, { clock: clock(), random: seeded(seed), confirmations: 2 })
    }
    expect(await caught(deletion.result()), `${seed}`).toMatchObject({ phase: 'gone' })
  }
})

describe('a deletion that is sent again, and whose first request is carried out meanwhile', () => {
  const lateWork = { updatingAfterMs: 150_000, progression: { timeMs: 170_000 } } as const

  test('is gone, though the queue that owns the waiting comes back late', async () => {
    const world = setup({ gateways: both, ...lateWork })
    const { clock } = world
    let state = await world.prepare()
    let isAgain = false
    for await (const step of world.stepOn(state, () => ({ ...world.inTime(), resend: true }))) {
      state = step.state
      // The queue rests for a while right after it was told to send again.
      if (!isAgain && state.phase === 'found' && state.resent) {
        isAgain = true
        await clock.sleep(100_000)
      }
      if (step.at === 199) break
    }
    expect(isAgain).toBe(true)
    expect(state).toMatchObject({ phase: 'gone' })
    expect(world.emulator.has('vco-1')).toBe(false)
  })

  test('and a teardown on its journal says so', async () => {
    const world = setup({ gateways: both, ...lateWork })
    await world.reportOf(['vco-1'], world.onRecord())
    await world.endedAt([], ({ phase }) => phase === 'found', world.inTime(2))
    await world.clock.sleep(200_000)
    expect(await world.reportOf([], world.onRecord(3))).toMatchObject([{ outcome: 'gone' }])
  })
})

test('one status that flaps is no work that a failure could be proven by, with two confirmations', async () => {
  for (const delayMs of [45_000, 80_000, 110_000])
    for (let at = 0; at < 4; at += 1) {
      const world = setup({ gateways: both, updatingAfterMs: delayMs, progression: { timeMs: delayMs + 20_000 } })
      const flapping = nth(
        at,
        change((answer) => ({ ...answer, Status: 'updating' })),
      )
      const { deletion } = await begunThen(world, { describeVpnGateway: flapping }, { confirmations: 2 })
      expect(await caught(deletion.result()), `${delayMs} ${at}`).toMatchObject({ phase: 'gone' })
    }
})

test('work that was seen after a refusal stays that of another, also when it is gone on with', async () => {
  for (const resend of [true, false]) {
    const world = setup({ gateways: both, progression: { timeMs: 3_600_000 }, updatingAfterMs: 0 })
    const state = { ...(await world.prepare()), phase: 'updating', ageMs: 150_000 } as const
    // Its second request was refused as busy; the work of the other caller ends.
    const record = JSON.stringify({ ...state, worked: true, resent: true, refused: true })
    const said = await caught((await resumeDelete(world.client, record, { ...world.inTime(), resend })).result({ timeoutMs: 90_000 }))
    expect(said.isFinal, `${resend}`).not.toBe(true)
  }
})

test('a record that was made while the clock was before 1970 can be gone on with', async () => {
  const world = setup({ gateways: both })
  const clock = { ...world.clock, now: () => -5 }
  const found = await prepareDelete(world.client, target, { clock })
  const { state } = await stepDelete(world.client, JSON.stringify(found), { clock })
  expect(await (await resumeDelete(world.client, JSON.stringify(state), world.inTime())).result()).toMatchObject({ phase: 'gone' })
})

test('what may have been sent before it left the gateway that was named is not left out of the report', async () => {
  const world = setup({ children: { 'vpn-1': ['vco-2'], 'vpn-2': [] } })
  const found = await prepareDelete(world.client, { VpnConnectionId: 'vco-2' }, { clock: world.clock })
  await world.journal.append({ targets: ['vpn-1'] })
  await world.journal.append({ state: { ...found, phase: 'sent', ageMs: 0 } })
  move(world, 'vco-2')
  const report = await world.reportOf([], world.onRecord())
  expect(world.emulator.has('vco-2')).toBe(true)
  expect(report.find(({ id }) => id === 'vco-2')).toMatchObject({ outcome: 'unknown', isSent: true })
})
