import { describe, expect, test } from 'vitest'
import { beginDelete, resumeDelete, teardown } from '../src/index.ts'
import { setup, target } from './setup.ts'
import { type Answer, type Any, caught, change, entries, gateways, ids, raise, refuse, say, unexpected, untrue } from './unexpected.ts'

// Whatever answers, from the client's side: nothing untrue is said, and the record comes to the true end.

const anything: [string, Answer][] = [
  ['{}', say({})],
  ['{ RequestId } alone', say({ RequestId: 'r' })],
  ['null', say(null)],
  ['undefined', say(undefined)],
  ['a list', say([])],
  ['a text', say('gone')],
  ['a number', say(404)],
  ['the answer in an envelope', change((data) => ({ RequestId: 'r', data }))],
  ['the answer in a list', change((answer) => [answer])],
  ['a code of absence for another kind', refuse('InvalidIpsecServerId.NotFound', 'gone')],
  ['a code of absence of something else', refuse('InvalidCustomerGatewayInstanceId.NotFound')],
  ['a code of absence of nothing', refuse('NotFound', 'gone')],
  ['a throw of a text', raise('boom')],
  ['a throw of undefined', raise(undefined)],
  ['a throw of an object with the code of absence', raise({ code: 'InvalidVpnConnectionInstanceId.NotFound' })],
  ['a throttle with a hint of 30 years', refuse('Throttling', 'throttled', { retryAfterMs: 1e12 })],
  ['LastTokenProcessing to a read', refuse('LastTokenProcessing', 'busy')],
  ['a dry run that passed, to a read', refuse('DryRunOperation', 'passed')],
]
const ofGateway: [string, Answer][] = [
  ['the absence of the connection', refuse('InvalidVpnConnectionInstanceId.NotFound', 'gone')],
  ...[null, 7, '', 'weird', ['active'], { value: 'active' }, true].map((Status): [string, Answer] => [
    `Status ${JSON.stringify(Status)}`,
    change((a) => ({ ...a, Status })),
  ]),
  ['Status left out', change(({ Status: _, ...a }) => a)],
  ['its id in a list', change((a) => ({ ...a, VpnGatewayId: [a.VpnGatewayId] }))],
  ['its id in capitals', change((a) => ({ ...a, VpnGatewayId: a.VpnGatewayId.toUpperCase() }))],
  ['BusinessStatus null', change((a) => ({ ...a, BusinessStatus: null }))],
  ['Status with blanks, in capitals', change((a) => ({ ...a, Status: ` ${a.Status.toUpperCase()}\n` }))],
]
const ofConnection: [string, Answer][] = [
  ['the absence of the gateway', refuse('InvalidVpnGatewayInstanceId.NotFound')],
  ...[1, null, 'vco-1 ', ['vco-1'], { id: 'vco-1' }].map((VpnConnectionId): [string, Answer] => [
    `VpnConnectionId ${JSON.stringify(VpnConnectionId)}`,
    change((a) => ({ ...a, VpnConnectionId })),
  ]),
  ...[null, ['deleted'], { deleted: true }, 0, 'Deleted later'].map((State): [string, Answer] => [
    `State ${JSON.stringify(State)}`,
    change((a) => ({ ...a, State, Status: null })),
  ]),
  ...[null, [], { TunnelOptions: null }, { TunnelOptions: [null, 5, [[]], { State: null }, { State: ['deleting'] }] }].map(
    (TunnelOptionsSpecification): [string, Answer] => [
      `tunnels ${JSON.stringify(TunnelOptionsSpecification)}`,
      change((a) => ({ ...a, TunnelOptionsSpecification })),
    ],
  ),
]
const ofListing: [string, Answer][] = [
  ...[null, [], {}, { VpnConnection: {} }, { VpnConnection: null }, { VpnConnection: [null, 5, 'x', []] }].map(
    (VpnConnections): [string, Answer] => [`VpnConnections ${JSON.stringify(VpnConnections)}`, change((a) => ({ ...a, VpnConnections }))],
  ),
  ...[1e9, -1, null, '3', 2.5, Number.MAX_SAFE_INTEGER].map((TotalCount): [string, Answer] => [
    `TotalCount ${JSON.stringify(TotalCount)}`,
    change((a) => ({ ...a, TotalCount })),
  ]),
  ['each entry twice', entries((all) => [...all, ...all])],
  ['the same page for ever', (ask) => ask().then((a: Any) => ({ ...a, TotalCount: 200 }))],
  ['ids as numbers', entries((all) => all.map((each) => ({ ...each, VpnConnectionId: 7 })))],
  ['no entries, the total as it is', entries(() => [])],
  ['one entry and a total that grows from page to page', (ask, _, n) => ask().then((a: Any) => ({ ...a, TotalCount: 10 + n }))],
]

describe.each<[string, [string, Answer][]]>([
  ['describeVpnGateway', [...anything, ...ofGateway]],
  ['describeVpnConnection', [...anything, ...ofConnection]],
])('%s is answered, from acceptance on, by', (method, rows) => {
  const cases = rows.flatMap(([name, answer]) => [1, Number.POSITIVE_INFINITY].map((times) => [name, times, answer] as const))

  test.each(cases)('%s (%d times): nothing untrue, then the true end', async (_, times, answer) => {
    for (const fails of [false, true])
      for (const confirmations of [1, 2] as const) {
        const world = setup({ gateways, updatingAfterMs: 2_000, flappingReads: 0.5 })
        if (fails) world.emulator.inject('DeleteVpnConnection', { kind: 'task' })
        const on = { is: false }
        const client = unexpected(world, { [method]: (ask, p, n) => (n < times ? answer(ask, p, n) : ask()) }, on)
        const options = { ...world.inTime(), confirmations }
        const deletion = await beginDelete(client, target, options)
        await world.clock.sleep(2_500)
        await caught(deletion.poll())
        on.is = true
        expect(untrue(world, await caught(deletion.result({ timeoutMs: 600_000 })))).toEqual([])
        on.is = false
        const end = await caught((await resumeDelete(client, JSON.stringify(deletion), options)).result())
        expect(untrue(world, end)).toEqual([])
        expect(fails ? end.code : end.phase).toBe(fails ? 'DeletionFailed' : 'gone')
        expect(['vco-2', 'vco-8'].every(world.emulator.has)).toBe(true)
      }
  })
})

describe('describeVpnConnections is answered by', () => {
  const listed = [...anything, ...ofListing]

  test.each(listed)('%s: a teardown says nothing untrue, and one with the same journal comes to the end', async (_, answer) => {
    for (const named of [ids, ['vpn-1']])
      for (const fails of [false, true])
        for (const ensureGone of [true, false]) {
          const world = setup({ children: { 'vpn-1': ids, 'vpn-2': ['vco-8'] }, flappingReads: 0.5 })
          if (fails) for (const id of ids) world.emulator.inject('DeleteVpnConnection', { kind: 'task' }, { id })
          const on = { is: true }
          const options = { ...world.onRecord(), ensureGone, timeoutMs: 300_000 }
          const client = unexpected(world, { describeVpnConnections: answer }, on)
          expect(untrue(world, await teardown(client, named, options).report())).toEqual([])
          on.is = false
          const end = await teardown(client, [], options).report()
          expect(untrue(world, end)).toEqual([])
          expect(end.filter(({ outcome }) => outcome === 'unknown')).toEqual([])
          if (!fails) expect(ids.filter(world.emulator.has)).toEqual([])
          expect(world.emulator.has('vco-8')).toBe(true)
        }
  })
})

describe('refused for ever, then not any more', () => {
  const codes: [string, number?][] = [
    ['VpnGateway.Configuring'],
    ['LastTokenProcessing'],
    ['Throttling', 1e9],
    ['InternalError'],
    ['Forbidden'],
    ['IdempotentParameterMismatch'],
    ['FinancialLocked'],
  ]
  const operations = ['DeleteVpnConnection', 'DescribeVpnGateway', 'DescribeVpnConnection', 'DescribeVpnConnections'] as const
  const refusals = codes.flatMap(([code, hint]) => operations.map((operation) => [operation, code, hint] as const))

  test.each(refusals)('%s: %s', async (operation, code, hint) => {
    const world = setup({ children: { 'vpn-1': ids } })
    const options = { ...world.onRecord(), timeoutMs: 900_000 }
    world.emulator.inject(operation, hint ? { kind: 'throttle', retryAfterMs: hint } : { kind: 'refusal', code }, { rate: 1 })
    const report = await teardown(world.client, ['vco-1', 'vpn-1'], options).report()
    expect(untrue(world, report)).toEqual([])
    expect(report.filter((each) => each.outcome === 'failed' && each.isFinal)).toEqual([])
    expect(world.clock.elapsed()).toBeLessThan(3_600_000)
    world.emulator.clearFaults()
    const end = await teardown(world.client, [], options).report()
    expect(end.map(({ outcome }) => outcome)).toEqual(['gone', 'emptied', 'gone', 'gone'])
  })
})
