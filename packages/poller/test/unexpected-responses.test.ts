import { createVpnGatewayClient } from '@vpn-gateway/client'
import { type OperationName, operationNames, UnreadableAnswerError } from '@vpn-gateway/core'
import { frontDoorErrors, operationErrors } from '@vpn-gateway/core/catalogue'
import type { FaultKind } from '@vpn-gateway/emulator'
import { describe, expect, test } from 'vitest'
import { beginDelete, memoryJournal, type Outcome, teardown } from '../src/index.ts'
import { all, begun, ends, setup, until } from './setup.ts'
import { begunThen, caught, change, raise, refuse, say, unexpected } from './unexpected.ts'

// Answers that services, proxies and key services give now and then. None may end a record, or prove what it does not show.

const gateways = [{ id: 'vpn-1', connections: ['vco-1', 'vco-2', 'vco-3'] }]
const absence = /NotFound$/

/** Every refusal that the spec documents for a read, codes that it does not know, and pages of every status. */
function refusalsOf(operation: OperationName): FaultKind[] {
  const documented = [...operationErrors[operation], ...frontDoorErrors].map(({ code }) => code)
  const unknown = [
    'IncorrectStatus.VpnGateway',
    'INSTANCE_NOT_EXISTS',
    'Account.Arrearage',
    'System.ServiceBusy',
    'SomethingNew',
    'InvalidRegionId.NotFound',
  ]
  const pages = [200, 302, 400, 401, 403, 404, 405, 407, 408, 411, 413, 425, 429, 431, 451, 500, 502, 503, 504]
  return [
    ...[...documented.filter((code) => !absence.test(code)), ...unknown].map((code) => ({ kind: 'refusal', code }) as const),
    ...pages.map((status) => ({ kind: 'html', status }) as const),
    ...[204, 401, 429, 503].map((status) => ({ kind: 'empty', status }) as const),
  ]
}

/** Answers that are no refusals, and not about what was asked. */
const strange: FaultKind[] = [
  { kind: 'other-id' },
  { kind: 'other-id', shown: '' },
  { kind: 'truncated' },
  { kind: 'expired-key' },
  { kind: 'throttle' },
]

const reads = operationNames.filter((name) => name === 'DescribeVpnGateway' || name === 'DescribeVpnConnection')

describe.each(reads)('%s, once in the wait', (operation) => {
  const faults = [...refusalsOf(operation), ...strange]

  test.each(faults.map((fault) => [JSON.stringify(fault), fault] as const))('%s', async (_, fault) => {
    const { emulator, deletion } = await begun({ gateways })
    // The connection is read once its gateway is idle again.
    if (operation === 'DescribeVpnConnection') await until(deletion, 'updating')
    emulator.inject(operation, fault)
    expect(await deletion.result()).toMatchObject({ phase: 'gone' })
    expect(emulator.has('vco-1')).toBe(false)
    expect(emulator.faults).toEqual([])
  })
})

describe('an answer that never ends', () => {
  const lasting: [OperationName, FaultKind, code: string, reason: RegExp][] = [
    ['DescribeVpnGateway', { kind: 'refusal', code: 'Forbidden', status: 403 }, 'CannotObserve', /DescribeVpnGateway.*Forbidden/],
    ['DescribeVpnGateway', { kind: 'html', status: 403 }, 'CannotObserve', /DescribeVpnGateway.*403 and HTML/],
    ['DescribeVpnGateway', { kind: 'other-id' }, 'CannotObserve', /no VPN gateway of the id/],
    ['DescribeVpnConnection', { kind: 'expired-key' }, 'CannotObserve', /DescribeVpnConnection.*Expired/],
    ['DescribeVpnGateway', { kind: 'empty', status: 503 }, 'NotGoneInTime', /503/],
    ['DescribeVpnGateway', { kind: 'throttle' }, 'NotGoneInTime', /Throttling/],
  ]

  test.each(lasting)('%s %j ends the wait with %s, says why, and can be waited for again', async (operation, fault, code, reason) => {
    const { emulator, deletion } = await begun({ gateways })
    if (operation === 'DescribeVpnConnection') await until(deletion, 'updating')
    emulator.inject(operation, fault, { rate: 1 })
    const error = await caught(deletion.result({ timeoutMs: 600_000 }))
    expect(error).toMatchObject({ name: 'DeletionError', code, isFinal: false, message: expect.stringMatching(reason) })
    expect(error.cause).toBeDefined()
    emulator.clearFaults()
    expect(await deletion.result()).toMatchObject({ phase: 'gone' })
  })

  test('a connection that is answered without an id is neither there nor gone', async () => {
    const { deletion, on } = await begunThen(setup({ gateways }), { describeVpnConnection: say({ RequestId: 'r' }) })
    const message = expect.stringMatching(/no IPsec-VPN connection of the id/)
    await expect(deletion.result()).rejects.toMatchObject({ code: 'CannotObserve', message })
    on.is = false
    expect(await deletion.result()).toMatchObject({ phase: 'gone' })
  })

  test('leaves a teardown with what is not known yet, and one with the same journal goes on', async () => {
    const { emulator, client, onRecord, reportOf } = setup({ gateways })
    const run = teardown(client, ['vco-1', 'vco-2'], onRecord())
    for await (const { phase } of run) if (phase === 'accepted') emulator.inject('DescribeVpnGateway', { kind: 'other-id' }, { rate: 1 })
    // While its gateway cannot be read the second one is not sent.
    expect(await run.report()).toMatchObject([
      { id: 'vco-1', outcome: 'unknown', isSent: true },
      { id: 'vco-2', outcome: 'unknown', isSent: false },
    ])
    emulator.clearFaults()
    expect(ends(await reportOf([], onRecord(2)))).toEqual({ 'vco-1': 'gone', 'vco-2': 'gone' })
  })
})

describe('before acceptance', () => {
  test.each<FaultKind>([
    { kind: 'html', status: 429 },
    { kind: 'html', status: 405 },
    { kind: 'refusal', code: 'Forbidden', status: 403 },
    { kind: 'other-id' },
  ])('one read of a busy gateway that is answered by %j does not end the wait for it', async (fault) => {
    const { emulator, client, begin } = setup({ gateways })
    await client.deleteVpnConnection({ VpnConnectionId: 'vco-2' })
    emulator.inject('DescribeVpnGateway', fault)
    await (await begin()).result()
    expect(emulator.has('vco-1')).toBe(false)
  })

  test('a 200 without the id of a request accepts nothing', async () => {
    const world = setup({ gateways })
    const login = unexpected(world, { deleteVpnConnection: (ask, _, n) => (n < 2 ? { status: 'login required' } : ask()) })
    const deletion = await world.begin({}, login)
    expect(world.of('DeleteVpnConnection')).toHaveLength(1)
    expect(await deletion.result()).toMatchObject({ phase: 'gone' })
    expect(world.emulator.has('vco-1')).toBe(false)
  })

  test('a page that answers the deletion itself does not say that nothing was done', async () => {
    const { emulator, journal, reportOf } = setup({ gateways })
    emulator.inject('DeleteVpnConnection', { kind: 'html', status: 403 })
    const first = await reportOf(['vco-1'], { journal })
    expect(first).toMatchObject([{ outcome: 'unknown', isSent: true, error: { name: 'UnreadableAnswerError' } }])
    expect(await reportOf([], { journal })).toMatchObject([{ outcome: 'gone' }])
  })

  test('an answer about another id is no gateway to watch', async () => {
    const { emulator, of, begin } = setup({ gateways })
    emulator.inject('DescribeVpnConnection', { kind: 'other-id' }, { rate: 1 })
    await expect(begin()).rejects.toMatchObject({ name: 'UnreadableAnswerError' })
    expect(of('DeleteVpnConnection')).toEqual([])
  })
})

describe('listings', () => {
  const ids = ['vco-1', 'vco-2', 'vco-3']
  const listing: FaultKind[] = [
    { kind: 'omitted', entry: 'vco-2' },
    { kind: 'short-page' },
    { kind: 'no-total' },
    { kind: 'refusal', code: 'Forbidden' },
    { kind: 'html', status: 429 },
  ]
  const falsehoods = (report: readonly Outcome[], has: (id: string) => boolean) =>
    report.filter((each) => has(each.id) && (each.outcome === 'gone' || (each.outcome === 'failed' && each.isFinal)))

  test.each(listing)('with %j find what they do not show by its id', async (fault) => {
    const { emulator, reportOf } = setup({ gateways })
    emulator.inject('DescribeVpnConnections', fault, { rate: 1 })
    for (const ensureGone of [true, false]) {
      const report = await reportOf(ids, { ensureGone, journal: memoryJournal() })
      expect(falsehoods(report, emulator.has)).toEqual([])
      if (ensureGone) expect(report.map(({ outcome }) => outcome)).toEqual(['gone', 'gone', 'gone'])
    }
    expect(ids.filter((id) => emulator.has(id))).toEqual([])
  })

  test.each(listing)('with %j do not call a failed deletion gone', async (fault) => {
    const { emulator, reportOf } = setup({ gateways })
    for (const id of ids) emulator.inject('DeleteVpnConnection', { kind: 'task' }, { id })
    emulator.inject('DescribeVpnConnections', fault, { rate: 1 })
    expect(await reportOf(ids)).toMatchObject(ids.map((id) => ({ id, outcome: 'failed', error: { code: 'DeletionFailed' } })))
  })

  // One that leaves out the same entry each time cannot be told from one that is right.
  test.each(listing)('with %j empty no gateway', async (fault) => {
    const { emulator, reportOf } = setup({ gateways })
    emulator.inject('DescribeVpnConnections', fault, fault.kind === 'omitted' ? {} : { rate: 1 })
    const [gateway, ...rest] = await reportOf(['vpn-1'], { timeoutMs: 300_000 })
    expect(gateway?.outcome === 'emptied' && ids.some((id) => emulator.has(id))).toBe(false)
    expect(falsehoods(rest, emulator.has)).toEqual([])
  })

  test('that show another gateway’s connections lead to nothing', async () => {
    const { emulator, client, of, reportOf } = setup({ children: { 'vpn-1': [], 'vpn-production': ['vco-9'] } })
    const describeVpnConnections = ({ VpnGatewayId: _, ...all }: { VpnGatewayId?: string }) => client.describeVpnConnections(all)
    const report = await reportOf(['vpn-1'], { timeoutMs: 60_000 }, { ...client, describeVpnConnections })
    expect(of('DeleteVpnConnection')).toEqual([])
    expect(emulator.has('vco-9')).toBe(true)
    expect(ends(report)).toEqual({ 'vpn-1': 'unknown' })
  })

  test('of servers, which no other operation reads, are asked twice at different times', async () => {
    const { emulator, client, inTime } = setup({ children: { 'vpn-1': ['iss-1'] } })
    emulator.inject('ListIpsecServers', { kind: 'omitted' })
    await (await beginDelete(client, { IpsecServerId: 'iss-1' }, inTime())).result()
    expect(emulator.has('iss-1')).toBe(false)
    emulator.seed({ gateways: [{ id: 'vpn-1', servers: ['iss-1'] }] })
    const deletion = await beginDelete(client, { IpsecServerId: 'iss-1' }, inTime())
    await until(deletion, 'updating')
    const before = emulator.ledger.requests.length
    await deletion.result()
    const listed = emulator.ledger.requests.slice(before).filter(({ operation }) => operation === 'ListIpsecServers')
    expect(listed.length).toBeGreaterThanOrEqual(2)
    expect(listed.at(-1)!.atMs).toBeGreaterThan(listed.at(-2)!.atMs)
  })

  test('an emptied gateway was listed empty twice, at different times', async () => {
    const { emulator, reportOf } = setup({ gateways })
    expect((await reportOf(['vpn-1']))[0]).toEqual({ id: 'vpn-1', outcome: 'emptied' })
    for (const listing of ['DescribeVpnConnections', 'ListIpsecServers']) {
      const times = emulator.ledger.requests.filter(({ operation }) => operation === listing).map(({ atMs }) => atMs)
      expect(times.at(-1)).toBeGreaterThan(times.at(-2)!)
    }
  })
})

describe('a gateway that is gone', () => {
  test.each([1, 2] as const)('with what was on it is the end of the deletion (%i confirmations)', async (confirmations) => {
    const { clock, emulator, client, deletion } = await begun({ gateways, progression: 'manual' }, { confirmations })
    await until(deletion, 'updating')
    emulator.seed({})
    const [one, other] = await Promise.all([deletion.result(), teardown(client, ['vco-1'], { clock, ensureGone: true }).report()])
    expect(one.phase).toBe('gone')
    expect(other).toMatchObject([{ outcome: 'gone', alreadyGone: true }])
  })
})

describe('work that shows on the resource only', () => {
  const slow = { progression: { timeMs: 150_000 }, updatingAfterMs: 10 ** 9 }
  const tunnels = { TunnelOptionsSpecification: { TunnelOptions: [{ State: 'active' }, { State: 'deleting' }] } }

  test.each<[string, object, fields: object]>([
    ['State detaching', { gateways }, { State: 'detaching' }],
    ['State Deleting, in another case', { gateways }, { State: 'Deleting' }],
    ['a tunnel', { gateways }, tunnels],
    ['no gateway', { connections: [{ id: 'vco-1', fields: { AttachType: 'CEN' } }] }, { State: 'detaching' }],
  ])('%s', async (_, world, fields) => {
    const scenario = setup({ ...world, ...slow })
    const { deletion } = await begunThen(scenario, { describeVpnConnection: change((answer) => ({ ...answer, ...fields })) })
    const phases = (await all<{ phase: string }>(deletion)).map(({ phase }) => phase)
    expect(phases).toContain('updating')
    expect(phases.at(-1)).toBe('gone')
    expect(scenario.emulator.has('vco-1')).toBe(false)
  })
})

describe('statuses', () => {
  test('in another case are the same; unknown ones are named when the wait ends', async () => {
    for (const [read, code] of [
      [(status: string) => status.toUpperCase(), undefined],
      [() => 'rebooting', 'NotGoneInTime'],
    ] as const) {
      const world = setup({ gateways })
      const client = unexpected(world, { describeVpnGateway: change((answer) => ({ ...answer, Status: read(String(answer.Status)) })) })
      const ended = await caught((await world.begin({}, client)).result())
      if (code === undefined) expect(ended).toMatchObject({ phase: 'gone' })
      else expect(ended).toMatchObject({ code, message: expect.stringContaining('rebooting') })
    }
  })

  test('a lock that comes and goes ends no record; one that stays ends the wait, and says so', async () => {
    const world = setup({ gateways, progression: 'manual', updatingAfterMs: 10 ** 9 })
    const locked = change((answer) => ({ ...answer, BusinessStatus: 'financiallocked' }))
    const { deletion, on } = await begunThen(world, { describeVpnGateway: locked })
    await expect(deletion.result()).rejects.toMatchObject({ code: 'ParentLocked', isFinal: false })
    on.is = false
    world.emulator.settle('vpn-1')
    expect(await deletion.result()).toMatchObject({ phase: 'gone' })
  })
})

test('a deletion whose connection was never made was not sent: a refusal after it is one of a deletion that was not begun', async () => {
  for (const [code, isSent] of [
    ['ECONNREFUSED', false],
    ['ECONNRESET', true],
  ] as const) {
    const { clock, emulator, begin } = setup({ gateways })
    let deletions = 0
    const fetch = async (request: Request) => {
      if (new URL(request.url).searchParams.get('Action') !== 'DeleteVpnConnection') return emulator.fetch(request)
      deletions += 1
      if (deletions === 1) throw new TypeError('fetch failed', { cause: Object.assign(new Error('c'), { code }) })
      return Response.json({ RequestId: 'r', Code: 'Forbidden.RAM', Message: 'm' }, { status: 403 })
    }
    const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', clock, fetch })
    await expect(begin({}, client), code).rejects.toMatchObject(
      isSent ? { code: 'CannotObserve' } : { name: 'ServiceError', code: 'Forbidden.RAM' },
    )
  }
})

test.each([true, false])('an answer of what stands between counts as one that was sent where it was: %j', async (isSent) => {
  const world = setup({ gateways })
  const unreadable = raise(new UnreadableAnswerError(503, 'an empty body', { attempts: 1, isSent }))
  const refused = refuse('Forbidden.RAM', 'stop', { status: 403, requestId: 'r' })
  const proxied = unexpected(world, { deleteVpnConnection: (ask, given, n) => (n === 0 ? unreadable : refused)(ask, given, n) })
  const error = isSent ? { code: 'CannotObserve' } : { name: 'ServiceError', code: 'Forbidden.RAM' }
  await expect(world.begin({}, proxied)).rejects.toMatchObject(error)
})
