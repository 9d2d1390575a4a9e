import { describe, expect, test } from 'vitest'
import { beginDelete, prepareDelete, resumeDelete, stepDelete, teardown } from '../src/index.ts'
import { gatewaysOf, setup, target, until } from './setup.ts'
import { type Any, caught, change, refuse, unexpected, untrue } from './unexpected.ts'

// Answers that contradict others: one of them is not believed by itself.

const gateways = gatewaysOf({ 'vpn-1': ['vco-1', 'vco-2', 'vco-3', 'vco-8'], 'vpn-2': ['vco-20'] })
const elsewhere = { VpnGatewayId: 'vpn-2' }

describe('another gateway that one answer names', () => {
  test.each([
    ['another one', elsewhere],
    ['none, though attached', { AttachType: 'VPNGW', VpnGatewayId: '' }],
  ])('(%s) just before the work shows is not believed', async (_, fields) => {
    for (let updatingAfterMs = 500; updatingAfterMs < 6_000; updatingAfterMs += 250) {
      const world = setup({ gateways, flappingReads: 1, updatingAfterMs, progression: { timeMs: 60_000 } })
      const on = { is: false }
      const once = (ask: () => Promise<Any>, _: Any, n: number) => ask().then((answer) => ({ ...answer, ...(n === 0 && fields) }))
      const deletion = await beginDelete(unexpected(world, { describeVpnConnection: once }, on), target, world.inTime())
      on.is = true
      expect(untrue(world, await caught(deletion.result()))).toEqual([])
    }
  })

  test('is not believed by another process that reads it again', async () => {
    const world = setup({ gateways, flappingReads: 1, updatingAfterMs: 0, progression: { timeMs: 60_000 } })
    const state = await world.prepare()
    const client = unexpected(world, {
      describeVpnConnection: (ask, _, n) => ask().then((answer) => ({ ...answer, ...(n === 0 && elsewhere) })),
    })
    expect(untrue(world, await caught((await resumeDelete(client, JSON.stringify(state), world.inTime())).result()))).toEqual([])
  })

  test('is believed where two do', async () => {
    const world = setup({ gateways })
    const state = await world.prepare()
    const client = unexpected(world, { describeVpnConnection: change((answer) => ({ ...answer, ...elsewhere })) })
    expect((await resumeDelete(client, JSON.stringify(state), world.inTime())).toJSON()).toMatchObject({ parentId: 'vpn-2' })
  })

  test('by its reads, while the listing names the first for ever, ends a teardown', async () => {
    const world = setup({ gateways })
    const client = unexpected(world, { describeVpnConnection: change((answer) => ({ ...answer, ...elsewhere })) })
    const report = await teardown(client, ['vpn-1'], world.inTime()).report()
    expect(report).toMatchObject([{ id: 'vpn-1', outcome: 'unknown', error: { code: 'CannotObserve' } }])
    expect(world.emulator.ledger.tasks).toEqual([])
  })
})

describe('a connection that has left the gateway that was named, before its turn', () => {
  const seedOf = (more: string[] = []) => ({ gateways: [{ id: 'vpn-1' }, { id: 'vpn-2', connections: ['vco-2', ...more] }] })
  const begin = { gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }, { id: 'vpn-2' }] }
  const absent = refuse('InvalidVpnConnectionInstanceId.NotFound', 'gone')

  test.each<[string, Parameters<typeof unexpected>[1][string]]>([
    ['refused', refuse('Forbidden')],
    ['absent', absent],
    ['of another id', change((answer) => ({ ...answer, VpnConnectionId: 'vco-7' }))],
  ])('is not deleted where its read is %s', async (_, answer) => {
    const world = setup(begin)
    const on = { is: false }
    const read: typeof answer = (ask, given, n) => (given.VpnConnectionId === 'vco-2' ? answer(ask, given, n) : ask())
    const run = teardown(unexpected(world, { describeVpnConnection: read }, on), ['vpn-1'], world.inTime())
    for await (const { phase } of run)
      if (phase === 'accepted' && !on.is) {
        on.is = true
        world.emulator.seed(seedOf())
      }
    expect(untrue(world, await run.report())).toEqual([])
    expect(world.emulator.has('vco-2')).toBe(true)
  })

  test('is not deleted where the work of its new gateway hides it', async () => {
    const world = setup({ ...begin, flappingReads: 1, updatingAfterMs: 0, progression: { timeMs: 60_000 } })
    const run = teardown(world.client, ['vpn-1'], world.inTime())
    let moved = false
    for await (const { phase } of run)
      if (phase === 'accepted' && !moved) {
        moved = true
        world.emulator.seed(seedOf(['vco-30']))
        await world.client.deleteVpnConnection({ VpnConnectionId: 'vco-30' })
      }
    expect(untrue(world, await run.report())).toEqual([])
    expect(world.emulator.has('vco-2')).toBe(true)
  })
})

describe('a listing that leaves a server out at every second poll', () => {
  const flapping = (more: (isShown: () => boolean) => Parameters<typeof unexpected>[1]) => {
    let isShown = false
    return {
      listIpsecServers: async (ask: () => Promise<Any>, _: Any, n: number) => {
        isShown = n % 2 === 1
        return isShown ? ask() : { ...(await ask()), IpsecServers: [], TotalCount: 0 }
      },
      ...more(() => {
        const wasShown = isShown
        isShown = false
        return wasShown
      }),
    }
  }

  test.each([
    ['refused', flapping((isShown) => ({ describeVpnGateway: (ask, p, n) => (isShown() ? refuse('Forbidden')(ask, p, n) : ask()) }))],
    ['locked', flapping(() => ({ describeVpnGateway: change((answer) => ({ ...answer, BusinessStatus: 'FinancialLocked' })) }))],
  ])('proves nothing where the gateway is %s', async (_, answers) => {
    const world = setup({ children: { 'vpn-1': ['iss-1'] }, updatingAfterMs: 0 })
    world.emulator.inject('DeleteIpsecServer', { kind: 'task' })
    const deletion = await beginDelete(world.client, { IpsecServerId: 'iss-1' }, world.inTime())
    await until(deletion, 'updating')
    world.emulator.settle('vpn-1')
    const resumed = await resumeDelete(unexpected(world, answers), JSON.stringify(deletion), world.inTime())
    const said = await caught(resumed.result({ timeoutMs: 300_000 }))
    expect(untrue(world, { ...said, id: 'iss-1', phase: said.phase })).toEqual([])
  })
})

describe('what was never seen', () => {
  test.each(['begin', 'teardown', 'step'] as const)('is not gone while its own work hides it (%s)', async (how) => {
    for (const fails of [true, false]) {
      const world = setup({ gateways, flappingReads: 1, updatingAfterMs: 0, progression: { timeMs: 60_000 } })
      await world.client.deleteVpnConnection({ VpnConnectionId: 'vco-2' })
      if (fails) world.emulator.inject('DeleteVpnConnection', { kind: 'task' }, { id: 'vco-1' })
      const options = { ...world.inTime(), ensureGone: true }
      const said: Any[] = []
      if (how === 'begin') said.push(await caught((await beginDelete(world.client, target, options)).result()))
      if (how === 'teardown') for await (const event of teardown(world.client, ['vco-1'], options)) said.push(...untrue(world, event))
      if (how === 'step') {
        let state = await prepareDelete(world.client, target, options)
        for await (const step of world.stepOn(state, () => options)) state = step.state
        said.push(...untrue(world, state))
        expect(state.phase).toBe('gone')
      }
      expect(said.filter((each) => typeof each === 'string' || untrue(world, each).length > 0)).toEqual([])
    }
  })
})

test('work that a tunnel alone shows, and then no more, has not come to nothing while the gateway may begin it', async () => {
  const world = setup({ gateways, progression: { timeMs: 200_000 }, updatingAfterMs: 100_000 })
  const tunnels = (n: number) => [{ TunnelId: 'tun-1', State: 'active' }, ...(n < 2 ? [{ TunnelId: 'tun-2', State: 'deleting' }] : [])]
  const on = { is: false }
  const client = unexpected(
    world,
    {
      describeVpnConnection: (ask, _, n) =>
        ask().then((answer) => ({ ...answer, TunnelOptionsSpecification: { TunnelOptions: tunnels(n) } })),
    },
    on,
  )
  const deletion = await beginDelete(client, target, world.inTime())
  on.is = true
  expect(untrue(world, await caught(deletion.result()))).toEqual([])
})

test('a token whose refusal is remembered is exchanged, also without a gateway', async () => {
  const world = setup({ connections: [{ id: 'vco-1', fields: { AttachType: 'CEN' } }], tokens: { refusals: true } })
  world.emulator.inject('DeleteVpnConnection', { kind: 'task' })
  await world.client.deleteVpnConnection(target)
  const runs = []
  for (let seed = 1; seed < 5; seed += 1) runs.push((await world.reportOf(['vco-1'], world.onRecord(seed)))[0])
  expect(runs.at(-1)).toMatchObject({ outcome: 'gone' })
})

test('a wait that begins at a fraction of a millisecond ends', async () => {
  for (let at = 0; at < 60; at += 1) {
    const world = setup({ gateways, progression: 'manual' })
    await world.clock.sleep(60_709 + (at * 1_000) / 21)
    const deletion = await beginDelete(world.client, target, world.inTime(at + 1))
    await world.clock.sleep(1_000 / 7)
    let sleeps = 0
    const { sleep } = world.clock
    Object.assign(world.clock, {
      sleep: (ms: number, signal?: AbortSignal) => {
        sleeps += 1
        if (sleeps > 5_000) throw new Error(`sleeps ${ms} ms again and again`)
        return sleep(ms, signal)
      },
    })
    expect(await caught(deletion.result({ timeoutMs: 5_000 }))).toMatchObject({ code: 'NotGoneInTime' })
  }
})

test.each([
  ['another gateway', elsewhere],
  ['none', { AttachType: 'NO_ASSOCIATED', VpnGatewayId: '' }],
])('a look-up that names %s once is not believed', async (_, fields) => {
  for (const how of ['begin', 'step'] as const) {
    const world = setup({ gateways, flappingReads: 1, updatingAfterMs: 0, progression: { timeMs: 60_000 } })
    const client = unexpected(world, {
      describeVpnConnection: (ask, _, n) => ask().then((answer) => ({ ...answer, ...(n === 0 && fields) })),
    })
    if (how === 'begin') {
      expect(untrue(world, await caught((await beginDelete(client, target, world.inTime())).result()))).toEqual([])
      continue
    }
    let state = await prepareDelete(client, target, world.inTime())
    for await (const step of world.stepOn(state, () => world.inTime(), client)) state = step.state
    expect([state.phase, ...untrue(world, state)]).toEqual(['gone'])
  }
})

test('what leaves the gateway that was named while an earlier deletion is waited for is not deleted', async () => {
  const world = setup({ children: { 'vpn-1': ['vco-1', 'vco-2'], 'vpn-2': [] }, progression: 'manual' })
  const run = teardown(world.client, ['vpn-1'], { ...world.inTime(), timeoutMs: 60_000 })
  let stops = 0
  for await (const { error } of run)
    if (error !== undefined && stops++ === 0) void world.clock.sleep(10_000).then(() => world.reseed({ 'vpn-1': [], 'vpn-2': ['vco-2'] }))
  await run.report()
  expect(world.emulator.has('vco-2')).toBe(true)
  expect(world.of('DeleteVpnConnection')).toHaveLength(1)
})

test('a state that nobody knows is said as it was read', async () => {
  const world = setup({ gateways, updatingAfterMs: 3_600_000, progression: 'manual' })
  const tunnels = { TunnelOptionsSpecification: { TunnelOptions: [{ State: 'thawing' }] } }
  const client = unexpected(world, { describeVpnConnection: change((answer) => ({ ...answer, ...tunnels, State: 'frozen' })) })
  const deletion = await world.begin({}, client)
  await expect(deletion.result()).rejects.toMatchObject({
    code: 'NotBegunInTime',
    message: expect.stringContaining('it was still there, and it read frozen, thawing; the work may begin yet'),
  })
  expect(await stepDelete(client, deletion.toJSON(), world.inTime())).toMatchObject({
    gatewayStatus: 'active',
    resourceState: 'frozen, thawing',
  })
})
