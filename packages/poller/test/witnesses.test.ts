import { createVpnGatewayClient } from '@vpn-gateway/client'
import { describe, expect, test } from 'vitest'
import {
  beginDelete,
  createDeletionReader,
  createRetryBudget,
  DeletionError,
  type DeletionState,
  planTeardown,
  prepareDelete,
  resumeDelete,
  retry,
  stepDelete,
  teardown,
} from '../src/index.ts'
import { openJournal } from '../src/node.ts'
import { gatewaysOf, optionError, setup, target } from './setup.ts'
import { type Any, begunThen, caught, change, endOf, entries, notFound, nth, raise, refuse, say, unexpected, untrue } from './unexpected.ts'

// What each thing that is said must have been seen by: a listing, the work of a gateway, a word of an error of somebody else.

const gateways = gatewaysOf({ 'vpn-1': ['vco-1', 'vco-2', 'vco-3', 'vco-8'], 'vpn-2': ['vco-20'] })
/** Changes the entries of a listing, and its count with them. */
const counted = (how: (all: Any[]) => Any[]) =>
  change((answer) => {
    const VpnConnection = how(answer.VpnConnections.VpnConnection)
    return { ...answer, TotalCount: VpnConnection.length, VpnConnections: { VpnConnection } }
  })

describe('a listing that shows a connection of another gateway, again and again', () => {
  const ways: [string, Any][] = [
    ['are refused', refuse('Forbidden')],
    ['find nothing', notFound],
    ['show another one', change((answer) => ({ ...answer, VpnConnectionId: 'vco-9' }))],
    ['show nothing', say({ RequestId: 'r' })],
  ]
  const cases = ways.flatMap(([way, answer]) => [1, 2, 3, 9, 1_000].map((times) => [way, times, answer] as const))

  test.each(cases)('while its own reads %s: %d times', async (_, times, answer) => {
    const world = setup({ gateways })
    const foreign = { AttachType: 'VPNGW', VpnConnectionId: 'vco-20', VpnGatewayId: 'vpn-1' }
    const withForeign = counted((all) => [foreign, ...all])
    const client = unexpected(world, {
      describeVpnConnections: (ask, given, n) => (given.VpnGatewayId === 'vpn-1' && n < times ? withForeign : ask)(ask, given, n),
      describeVpnConnection: (ask, given, n) => (given.VpnConnectionId === 'vco-20' ? answer : ask)(ask, given, n),
    })
    const report = await world.reportOf(['vpn-1'], { timeoutMs: 300_000 }, client)
    expect(world.emulator.has('vco-20')).toBe(true)
    expect(untrue(world, report)).toEqual([])
    expect(world.emulator.resources().filter(({ parentId }) => parentId === 'vpn-1')).toEqual([])
  })
})

describe('a listing that goes on showing what is gone, while each read is true', () => {
  test.each([
    [1, ['vco-1', 'vco-2', 'vco-3'], 1e9],
    [2, ['vco-1', 'vco-2', 'vco-3'], 1e9],
    [2, ['vco-1', 'vco-2', 'vco-3'], 300_000],
    [1, ['vpn-1'], 1e9],
    [2, ['vpn-1'], 1e9],
  ] as const)('%d confirmations, of %j, for %d ms', async (confirmations, ids, cachedMs) => {
    const world = setup({ gateways })
    let cache: Any
    const client = unexpected(world, {
      describeVpnConnections: async (ask) => {
        if (!cache || world.clock.now() - cache.at >= cachedMs) cache = { at: world.clock.now(), answer: await ask() }
        return cache.answer
      },
    })
    const report = await world.reportOf(ids, { confirmations, timeoutMs: 600_000 }, client)
    expect(untrue(world, report)).toEqual([])
    for (const { id, outcome } of report) if (id.startsWith('vco-')) expect(outcome, id).toBe('gone')
  })
})

test.each([1, 2] as const)('a listing that once calls an entry deleted is no proof (%d confirmations)', async (confirmations) => {
  for (let at = 0; at < 8; at += 1) {
    const world = setup({ gateways, updatingAfterMs: 0 })
    world.emulator.inject('DeleteVpnConnection', { kind: 'task' }, { id: 'vco-1' })
    const asDeleted = (entry: Any) => (entry.VpnConnectionId === 'vco-1' ? { ...entry, State: 'deleted' } : entry)
    const client = unexpected(world, {
      describeVpnConnections: nth(
        at,
        counted((all) => all.map(asDeleted)),
      ),
    })
    const report = await world.reportOf(['vco-1', 'vco-2', 'vco-3'], { confirmations }, client)
    expect(untrue(world, report), `${at}`).toEqual([])
  }
})

test.each([1, 2] as const)('work on another gateway is no work on this one (%d confirmations)', async (confirmations) => {
  const gateways = gatewaysOf({ 'vpn-1': ['vco-1'], 'vpn-2': ['vco-2'] })
  const timed = gateways.map((gateway, at) => ({ ...gateway, progression: { timeMs: [900_000, 20_000][at] ?? 0 } }))
  const world = setup({ gateways: timed, updatingAfterMs: 0 })
  let takenAt = Number.POSITIVE_INFINITY
  const client = unexpected(world, {
    describeVpnGateway: async (ask, { VpnGatewayId }) => {
      const { clock, emulator } = world
      if (emulator.ledger.tasks.some(({ id }) => id === 'vco-1')) takenAt = Math.min(takenAt, clock.now())
      const answer = await ask()
      // Its work does not show for a long time.
      return VpnGatewayId === 'vpn-1' && clock.now() < takenAt + 400_000 ? { ...answer, Status: 'active' } : answer
    },
    // One answer names another gateway for the second connection, so that it is one queue's.
    describeVpnConnections: nth(
      0,
      counted((all) => all.map((entry) => ({ ...entry, VpnGatewayId: 'vpn-1' }))),
    ),
  })
  for (const [seed, ids] of [['vco-1', 'vco-2'], []].entries())
    expect(untrue(world, await world.reportOf(ids, { ...world.onRecord(seed + 1), confirmations }, client))).toEqual([])
})

describe('an error of a client of one’s own that is named like ours', () => {
  test.each([
    ['DeletionFailed', refuse('DeletionFailed')],
    ['ResourceAbsent', refuse('ResourceAbsent')],
    ['a DeletionError', raise(new DeletionError('DeletionFailed', 'vco-7', 'm'))],
    ['a DeletionError with a cause', raise(new DeletionError('ResourceAbsent', 'vco-1', 'm', new Error('c')))],
  ])('%s ends the wait, and not the deletion', async (_, answer) => {
    for (const read of ['describeVpnGateway', 'describeVpnConnection']) {
      const world = setup({ gateways })
      let until = Number.POSITIVE_INFINITY
      const { deletion } = await begunThen(world, {
        [read]: (ask, given, n) => (world.clock.now() < until ? answer : ask)(ask, given, n),
      })
      until = world.clock.now() + 400_000
      expect(await caught(deletion.result()), read).toMatchObject({ isFinal: false })
      until = 0
      expect(await deletion.result()).toMatchObject({ phase: 'gone' })
    }
  })
})

test.each([1, 2] as const)('without a gateway, work that shows and then does not has not come to nothing (%d)', async (confirmations) => {
  for (const between of ['detached', 'attached', 'active']) {
    const connections = [{ id: 'vco-1', fields: { AttachType: 'CEN' } }]
    const world = setup({ connections, progression: { timeMs: 140_000 }, updatingAfterMs: 0 })
    let acceptedAt = Number.POSITIVE_INFINITY
    const client = unexpected(world, {
      describeVpnConnection: change((answer) => {
        const ms = world.clock.now() - acceptedAt
        return { ...answer, State: !(ms >= 0) ? 'active' : ms < 20_000 ? 'detaching' : ms < 120_000 ? between : 'deleting' }
      }),
    })
    const deletion = await world.begin({ confirmations }, client)
    acceptedAt = world.clock.now()
    const said = await caught(deletion.result())
    if (said.phase !== 'gone') {
      expect(said).toMatchObject({ code: 'NotBegunInTime', isFinal: false })
      expect(await deletion.result()).toMatchObject({ phase: 'gone' })
    }
    expect(world.emulator.has('vco-1')).toBe(false)
  }
})

test('a clock without a monotonic reading that is set ahead confirms nothing by itself', async () => {
  const beyondAssumptions = { absentAfterMs: 10_000 } as const
  const world = setup({ gateways, updatingAfterMs: 0, progression: { timeMs: 20_000 }, beyondAssumptions })
  let offset = 0
  const clock = { now: () => world.clock.now() + offset, sleep: world.clock.sleep }
  const deletion = await world.begin({ clock })
  for await (const { phase } of deletion) if (phase === 'idle') offset = 3_600_000
  expect(deletion.phase).toBe('gone')
})

test.each([
  ['without a count', change((answer) => ({ ...answer, TotalCount: undefined }))],
  ['short of its count', entries((all) => all.slice(1))],
])('what is on a gateway is not complete in the plan of a listing %s', async (_, how) => {
  const world = setup({ gateways })
  const client = unexpected(world, { describeVpnConnections: how })
  const { gateways: found, obstacles } = await world.planOf(['vpn-1'], {}, client)
  expect(found).toMatchObject([{ id: 'vpn-1', fields: { VpnGatewayId: 'vpn-1' } }])
  expect(obstacles).toMatchObject([{ id: 'vpn-1', reason: 'incomplete' }])
})

test('an answer of the wire that says that something is gone already accepts nothing', async () => {
  const world = setup({ gateways })
  let isFirst = true
  const fetch = async (request: Request) => {
    if (!isFirst || !request.url.includes('Action=DeleteVpnConnection')) return world.emulator.fetch(request)
    isFirst = false
    return Response.json({ alreadyGone: true })
  }
  const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', clock: world.clock, fetch })
  const phases: string[] = []
  const save = ({ phase, alreadyGone }: DeletionState) => phases.push(`${phase} ${alreadyGone}`)
  expect(await endOf(world, client, { save })).toMatchObject({ phase: 'gone' })
  expect(phases.join()).not.toContain('true')
  expect(world.emulator.ledger.tasks).toHaveLength(1)
})

describe('what cannot be used is refused before anything is sent', () => {
  const world = setup({ gateways })
  const { client, clock } = world
  const state = world.prepare()
  const calls: [string, string, () => Promise<unknown>][] = [
    ...[undefined, null, 5].flatMap((none: Any): [string, string, () => Promise<unknown>][] => [
      ['client', `beginDelete of ${none}`, async () => beginDelete(none, target)],
      ['client', `prepareDelete of ${none}`, async () => prepareDelete(none, target)],
      ['client', `stepDelete of ${none}`, async () => stepDelete(none, await state)],
      ['client', `resumeDelete of ${none}`, async () => resumeDelete(none, await state)],
      ['client', `teardown of ${none}`, async () => teardown(none, ['vco-1']).report()],
      ['client', `planTeardown of ${none}`, async () => planTeardown(none, ['vco-1'])],
      ['client', `createDeletionReader of ${none}`, async () => createDeletionReader(none)],
      ['journal', `openJournal of ${none}`, async () => openJournal(none)],
    ]),
    ...[undefined, null, 5, 'vco-1', {}, new Set(['vco-1'])].map((none: Any): [string, string, () => Promise<unknown>] => [
      'targets',
      `teardown of the targets ${none}`,
      async () => teardown(client, none).report(),
    ]),
    ...[{}, 5].flatMap((none: Any): [string, string, () => Promise<unknown>][] => [
      ['clock', `beginDelete with the clock ${none}`, async () => beginDelete(client, target, { clock: none })],
      ['clock', `createRetryBudget with the clock ${none}`, async () => createRetryBudget({ clock: none })],
      ['signal', `stepDelete with the signal ${none}`, async () => stepDelete(client, await state, { signal: none })],
      ['signal', `teardown with the signal ${none}`, async () => teardown(client, ['vco-1'], { signal: none }).report()],
      ['resend', `resumeDelete with resend ${none}`, async () => resumeDelete(client, await state, { clock, resend: none })],
      ['save', `beginDelete with save ${none}`, async () => beginDelete(client, target, { clock, save: none })],
      ['onProgress', `beginDelete with onProgress ${none}`, async () => beginDelete(client, target, { clock, onProgress: none })],
      ['onRetry', `beginDelete with onRetry ${none}`, async () => beginDelete(client, target, { clock, onRetry: none })],
      ['onRetry', `retry with onRetry ${none}`, async () => retry({ onRetry: none })],
      ['random', `retry with random ${none}`, async () => retry({ random: none })],
    ]),
  ]

  test.each(calls)('%s: %s', async (option, _, call) => {
    await expect(call()).rejects.toMatchObject(optionError(option))
    expect(world.of('DeleteVpnConnection')).toEqual([])
  })

  test('the signal of a wait', async () => {
    const deletion = await beginDelete(setup({ gateways }).client, target)
    for (const signal of [{}, 5] as Any[]) {
      await expect(deletion.result({ signal })).rejects.toMatchObject(optionError('signal'))
      await expect(deletion.poll({ signal })).rejects.toMatchObject(optionError('signal'))
    }
  })
})

test.each([Number.NaN, -5, Number.POSITIVE_INFINITY])('a random number of %d neither hammers nor breaks the record', async (number) => {
  const world = setup({ gateways })
  const options = { clock: world.clock, random: () => number }
  expect(await (await beginDelete(world.client, target, options)).result()).toMatchObject({ phase: 'gone' })
  expect(world.of('DescribeVpnGateway').length).toBeLessThan(60)
  const report = await teardown(world.client, ['vpn-1'], options).report()
  expect(report.every(({ outcome }) => outcome === 'gone' || outcome === 'emptied')).toBe(true)
})

test.each(['', 'garbage', 'vco-9', 7])('a reader that names %j as a gateway leaves a record that can be gone on with', async (parentId) => {
  const world = setup({ gateways })
  const own = createDeletionReader(world.client)
  const reader: Any = { ...own, resource: async (ref: Any, signal: Any) => ({ ...(await own.resource(ref, signal)), parentId }) }
  let state = await world.prepare()
  for await (const step of world.stepOn(state, () => ({ ...world.inTime(), reader }))) {
    state = step.state
    if (step.at === 7) break
  }
  const resumed = await resumeDelete(world.client, JSON.stringify(state), world.inTime())
  expect(await resumed.result()).toMatchObject({ phase: 'gone' })
})

test.each([
  ['a total that is never reached', { TotalCount: 1_000_000 }],
  ['a total that grows', {}],
])('a listing that repeats its first page for ever, with %s, is not read for ever', async (_, more) => {
  const world = setup({ gateways })
  const before = world.clock.now()
  let requests = 0
  const client = unexpected(world, {
    describeVpnConnections: async (ask, parameters) => {
      requests += 1
      const answer = await ask()
      const first = await world.client.describeVpnConnections({ ...parameters, PageNumber: 1 } as Any)
      return { ...answer, VpnConnections: first.VpnConnections, TotalCount: requests * 1_000, ...more }
    },
  })
  expect(untrue(world, await teardown(client, ['vpn-1'], { ...world.inTime(), timeoutMs: 60_000 }).report())).toEqual([])
  // Two pages each time, and as many times as the pace has it.
  expect(requests).toBeLessThan(4 + ((world.clock.now() - before) / 3_000) * 3)
})

test('a gateway that can be seen is emptied, also where reads that show nothing are not waited for', async () => {
  const world = setup({ gateways, updatingAfterMs: 0, progression: { timeMs: 20_000 } })
  await world.client.deleteVpnConnection({ VpnConnectionId: 'vco-8' })
  expect((await world.reportOf(['vpn-1'], { unknownTimeoutMs: 0 }))[0]).toMatchObject({ id: 'vpn-1', outcome: 'emptied' })
})
