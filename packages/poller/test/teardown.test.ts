import { describe, expect, test } from 'vitest'
import { teardown } from '../src/index.ts'
import { all, linesOf, optionError, outcomesOf, setup } from './setup.ts'
import { entries, unexpected } from './unexpected.ts'

const three = ['vco-1', 'vco-2', 'vco-3']

describe('on one gateway', () => {
  const seeds = [1, 2, 3, 4, 5, 6, 7, 8]

  test.each(seeds)('three connections go one after another, refused by nobody and gone when said so (seed %i)', async (seed) => {
    const { clock, emulator, client, of, inTime } = setup({ children: { 'vpn-1': three }, updatingAfterMs: (seed % 4) * 1_500 })
    const run = teardown(client, three, inTime(seed))
    for await (const { phase, id } of run) if (phase === 'gone') expect(emulator.has(id)).toBe(false)
    expect(of('DeleteVpnConnection').filter(({ refused }) => refused)).toEqual([])
    expect(await run.report()).toEqual(three.map((id) => ({ id, outcome: 'gone' })))
    expect(clock.sleepers).toBe(0)
  })
})

describe('on several gateways', () => {
  test('deletions run side by side', async () => {
    const { clock, reportOf } = setup({ gateways: Array.from({ length: 5 }, () => ({ connections: 1 })) })
    const ids = Array.from({ length: 5 }, (_, index) => `vco-emulated000${index + 1}`)
    const startedAt = clock.now()
    expect((await reportOf(ids)).every(({ outcome }) => outcome === 'gone')).toBe(true)
    // Each takes 20 s of its own; in a row they would take 100 s.
    expect(clock.now() - startedAt).toBeLessThan(40_000)
  })
})

test('one failure stops no other deletion, not even on the same gateway', async () => {
  const { emulator, client, inTime } = setup({ children: { 'vpn-1': ['vco-1', 'vco-2'] } })
  emulator.failNext('DeleteVpnConnection', 'Forbidden')
  const run = teardown(client, ['vco-none', 'vco-1', 'vco-2'], inTime())
  const failed = (await all(run)).filter(({ phase }) => phase === 'failed')
  expect(linesOf(await run.report())).toEqual(['vco-none failed ResourceAbsent', 'vco-1 failed Forbidden', 'vco-2 gone'])
  expect(failed.map(({ id }) => id).toSorted()).toEqual(['vco-1', 'vco-none'])
})

test('after a deletion that was not waited for to its end, the next one waits for its gateway, and the late end counts', async () => {
  const { emulator, client, of, inTime } = setup({ children: { 'vpn-1': three } })
  const run = teardown(client, three, { ...inTime(), timeoutMs: 15_000, backoff: { minMs: 3_000, maxMs: 3_000 } })
  const late = (await all(run)).flatMap(({ error }) => (error === undefined ? [] : (error as { code?: string }).code))
  expect(late).toEqual(['NotGoneInTime', 'NotGoneInTime', 'NotGoneInTime'])
  expect(outcomesOf(await run.report())).toEqual(['gone', 'gone', 'gone'])
  expect(of('DeleteVpnConnection').filter(({ refused }) => refused)).toEqual([])
  expect(emulator.has('vco-1')).toBe(false)
})

describe('the gateways of ids', () => {
  const gateways = Array.from({ length: 30 }, (_, gateway) => ({
    connections: Array.from({ length: 10 }, (_, at) => `vco-${gateway}x${at}`),
  }))

  test('are found by listings of 50, not by a call for each', async () => {
    const { of, reportOf } = setup({ gateways, progression: 'immediate' })
    await reportOf(gateways.flatMap(({ connections }) => connections))
    const listings = of('DescribeVpnConnections').filter(({ gateway }) => gateway === null)
    expect(listings).toHaveLength(6)
    expect(listings.every(({ size }) => size === '50')).toBe(true)
  })

  test('of few among many are read one by one', async () => {
    const { of, reportOf } = setup({ gateways, progression: 'immediate' })
    await reportOf(['vco-29x1', 'vco-29x2', 'vco-29x3'])
    expect(of('DescribeVpnConnections').filter(({ gateway }) => gateway === null)).toHaveLength(1)
  })

  test('of servers are asked for by their ids, twenty at a time', async () => {
    const servers = Array.from({ length: 45 }, (_, at) => `iss-${at}`)
    const { emulator, of, reportOf } = setup({ gateways: servers.map((id) => ({ servers: [id] })) })
    expect((await reportOf(servers)).every(({ outcome }) => outcome === 'gone')).toBe(true)
    expect(emulator.resources().filter(({ resource }) => resource === 'IpsecServer')).toEqual([])
    expect(of('ListIpsecServers').filter(({ ids }) => ids > 1)).toHaveLength(3)
  })

  test('are read one by one where listing is refused', async () => {
    const { emulator, reportOf } = setup({ gateways })
    emulator.failNext('DescribeVpnConnections', 'Forbidden')
    expect(outcomesOf(await reportOf(['vco-0x0', 'vco-1x0', 'vco-1x1']))).toEqual(['gone', 'gone', 'gone'])
  })
})

describe('a whole gateway', () => {
  const everything = { VpnGatewayId: 'vpn-1' }

  test('loses everything that is on it, page after page, and stays itself', async () => {
    const gateways = [60, 1].map((connections, at) => ({ id: `vpn-${at + 1}`, connections }))
    const { emulator, reportOf } = setup({ gateways, progression: { timeMs: 5_000 } })
    const report = await reportOf([everything])
    expect(report[0]).toEqual({ id: 'vpn-1', outcome: 'emptied' })
    expect(report.slice(1)).toHaveLength(60)
    expect(report.slice(1).every(({ outcome }) => outcome === 'gone')).toBe(true)
    expect(emulator.resources().map(({ resource }) => resource)).toEqual(['VpnGateway', 'VpnGateway', 'VpnConnection'])
  })

  test('can be named by its id, beside what is on it and on others', async () => {
    const { emulator, of, reportOf } = setup({ children: { 'vpn-1': ['iss-1'], 'vpn-2': ['vco-1'] } })
    expect(linesOf(await reportOf(['vco-1', 'vpn-1', 'iss-1']))).toEqual(['vco-1 gone', 'vpn-1 emptied', 'iss-1 gone'])
    expect(of('DeleteIpsecServer')).toHaveLength(1)
    expect(emulator.has('iss-1')).toBe(false)
  })

  test('that is at work is waited for: what it seems to lack meanwhile may be there', async () => {
    const { emulator, client, reportOf } = setup({ children: { 'vpn-1': three }, updatingAfterMs: 0, flappingReads: 1 })
    await client.deleteVpnConnection({ VpnConnectionId: 'vco-2' })
    expect(linesOf(await reportOf([everything]))).toEqual(['vpn-1 emptied', 'vco-1 gone', 'vco-3 gone'])
    expect(emulator.has('vco-1') || emulator.has('vco-3')).toBe(false)
  })

  test('that cannot be read, or keeps something, has failed', async () => {
    const { emulator, reportOf } = setup({ children: { 'vpn-1': ['vco-1', 'vco-2'] } })
    emulator.failNext('DeleteVpnConnection', 'Forbidden')
    const failures = ['vpn-1 failed NotEmptied', 'vpn-none failed ParentAbsent', 'vco-1 failed Forbidden']
    expect(linesOf(await reportOf([everything, 'vpn-none']))).toEqual([...failures, 'vco-2 gone'])
  })

  test('without anything on it is emptied', async () => {
    const { reportOf } = setup({ children: { 'vpn-1': [] } })
    expect(await reportOf([everything])).toEqual([{ id: 'vpn-1', outcome: 'emptied' }])
  })
})

describe('absence', () => {
  test('is success where only the end counts', async () => {
    const { reportOf } = setup({ gateways: [{ connections: ['vco-1'] }] })
    expect(linesOf(await reportOf(['vco-none', 'vco-1'], { ensureGone: true }))).toEqual(['vco-none gone alreadyGone', 'vco-1 gone'])
  })

  test('of a resource whose deletion failed is not claimed', async () => {
    const { emulator, reportOf } = setup({ children: { 'vpn-1': ['vco-1', 'vco-2'] } })
    emulator.inject('DeleteVpnConnection', { kind: 'task' })
    expect(linesOf(await reportOf(['vco-1', 'vco-2']))).toEqual(['vco-1 failed DeletionFailed isFinal', 'vco-2 gone'])
  })

  test('that shows while work only begins to show is looked at again', async () => {
    const world = setup({ children: { 'vpn-1': ['vco-1'] }, progression: { timeMs: 60_000 }, updatingAfterMs: 0 })
    const { clock, client, emulator } = world
    let flapping = 2
    const none = entries(() => [])
    const odd = unexpected(world, {
      // The status lags behind once, then reads of the connection flap.
      describeVpnGateway: async (ask, _, n) => ({ ...(await ask()), ...(n === 0 && { Status: 'active' }) }),
      describeVpnConnection: async (ask) =>
        clock.now() > Date.UTC(2026, 0, 1) && flapping-- > 0 ? client.describeVpnConnection({ VpnConnectionId: 'vco-none' }) : ask(),
      describeVpnConnections: (ask, given, n) => (given.VpnGatewayId && flapping-- > 0 ? none(ask, given, n) : ask()),
    })
    const run = teardown(odd, ['vco-1'], world.inTime())
    for await (const { phase, id } of run) if (phase === 'gone') expect(emulator.has(id)).toBe(false)
    expect(await run.report()).toEqual([{ id: 'vco-1', outcome: 'gone' }])
  })
})

describe('a gateway that never becomes free', () => {
  const manual = { progression: 'manual', updatingAfterMs: 0 } as const

  test('ends its deletions in time, and claims nothing', async () => {
    const { clock, reportOf } = setup({ children: { 'vpn-1': three, 'vpn-2': ['vco-4'] }, ...manual })
    expect(linesOf(await reportOf([...three, 'vco-4'], { timeoutMs: 60_000, busyTimeoutMs: 60_000 }))).toEqual([
      'vco-1 unknown NotGoneInTime isSent',
      'vco-2 unknown GatewayOccupied',
      'vco-3 unknown GatewayOccupied',
      'vco-4 unknown NotGoneInTime isSent',
    ])
    expect(clock.sleepers).toBe(0)
  })

  test('is not emptied', async () => {
    const { clock, client, reportOf } = setup({ children: { 'vpn-1': ['vco-1', 'vco-2'] }, ...manual })
    await client.deleteVpnConnection({ VpnConnectionId: 'vco-1' })
    expect(linesOf(await reportOf(['vpn-1'], { timeoutMs: 60_000 }))).toEqual(['vpn-1 unknown GatewayOccupied'])
    expect(clock.sleepers).toBe(0)
  })

  test('and an outage that never ends, end in time', async () => {
    const { clock, emulator, client, inTime } = setup({ children: { 'vpn-1': ['vco-1'] }, progression: { timeMs: 20_000 } })
    const run = teardown(client, ['vco-1'], { ...inTime(), timeoutMs: 60_000 })
    for await (const { phase } of run) if (phase === 'accepted') emulator.inject('DescribeVpnConnection', { kind: 'empty' }, { rate: 1 })
    expect(await run.report()).toMatchObject([{ id: 'vco-1', outcome: 'unknown', isSent: true }])
    expect(clock.sleepers).toBe(0)
  })
})

describe('how much at once', () => {
  test('gateways side by side are as many as allowed', async () => {
    const ids = Array.from({ length: 6 }, (_, at) => `vco-${at}`)
    const { emulator, reportOf } = setup({ gateways: ids.map((id) => ({ connections: [id] })) })
    await reportOf(ids, { gatewaysAtOnce: 2 })
    const { tasks } = emulator.ledger
    const atOnce = (atMs: number) => tasks.filter(({ startedAtMs, endedAtMs = 0 }) => startedAtMs <= atMs && atMs < endedAtMs).length
    for (const { startedAtMs } of tasks) expect(atOnce(startedAtMs)).toBeLessThanOrEqual(2)
  })

  test('requests keep to a rate that all share', async () => {
    const gateways = Array.from({ length: 40 }, () => ({ connections: 1 }))
    const { clock, emulator, calls, reportOf } = setup({ gateways, progression: 'immediate' })
    const startedAt = clock.now()
    const ids = emulator.resources().flatMap(({ id, parentId }) => (parentId === undefined ? [] : [id]))
    await reportOf(ids, { requestsPerSecond: 5 })
    // The first goes at once, and with it a quarter of a second's.
    expect((calls.length - 1 - 5 / 4) / ((clock.now() - startedAt) / 1000)).toBeLessThanOrEqual(5)
  })

  const wrong = [{ gatewaysAtOnce: 0 }, { requestsPerSecond: Number.NaN }, { timeoutMs: -1 }, { confirmations: 0 }]

  test.each(wrong)('%j is refused', (options) => {
    const { client, calls } = setup({})
    expect(() => teardown(client, ['vco-1'], options as never)).toThrow(optionError(`${Object.keys(options)[0]}`))
    expect(calls).toEqual([])
  })
})

test('the same target twice counts once', async () => {
  const { of, reportOf } = setup({ gateways: [{ connections: ['vco-1'] }] })
  expect(await reportOf(['vco-1', { VpnConnectionId: 'vco-1' }])).toHaveLength(1)
  expect(of('DeleteVpnConnection')).toHaveLength(1)
})

test('a target that names nothing is refused before anything is sent', () => {
  const { client, calls } = setup({})
  expect(() => teardown(client, ['vco-1', 'nonsense'])).toThrow(expect.objectContaining({ name: 'ParameterError' }))
  expect(calls).toEqual([])
})

test('nothing to do is done', async () => {
  expect(await teardown(setup({}).client, []).report()).toEqual([])
})

test('an abort sends nothing more and ends each target', async () => {
  const { clock, of, endedAt } = setup({ children: { 'vpn-1': ['vco-1', 'vco-2'] } })
  expect(outcomesOf(await endedAt(['vco-1', 'vco-2'], ({ phase }) => phase === 'updating'))).toEqual(['unknown', 'unknown'])
  expect(of('DeleteVpnConnection')).toHaveLength(1)
  expect(clock.sleepers).toBe(0)
})

test('many readers see the same events', async () => {
  const { client, inTime } = setup({ gateways: [{ connections: ['vco-1'] }] })
  const run = teardown(client, ['vco-1'], inTime())
  const [one, other] = await Promise.all([all(run), all(run)])
  expect(one).toEqual(other)
  expect(await all(run)).toEqual(one)
})

test('a gateway is listed once before anything is deleted there, and once for each ten that are verified', async () => {
  const ids = Array.from({ length: 10 }, (_, at) => `vco-${at}`)
  for (const targets of [ids, ['vpn-1']]) {
    const { of, reportOf } = setup({ children: { 'vpn-1': ids } })
    await reportOf(targets)
    const listed = of('DescribeVpnConnections').filter(({ gateway }) => gateway === 'vpn-1').length
    // Two more show that the gateway is emptied.
    expect(listed).toBeLessThanOrEqual(targets === ids ? 3 : 5)
  }
})
