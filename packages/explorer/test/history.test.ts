import type { OperationName } from '@vpn-gateway/core'
import { describe, expect, test } from 'vitest'
import type { Entry, Resource } from '../src/page/emulator/admin.ts'
import { stateByGateway } from '../src/page/emulator/by-gateway.ts'
import { type EmulatorState, emptyState, maxEntries, withEntry, withLedger } from '../src/page/emulator/emulator-state.ts'
import { historyOf, withPollsFolded } from '../src/page/gateways/history.ts'
import { lanesOf } from '../src/page/gateways/lanes.ts'

const request = (atMs: number, operation: OperationName, parameters: Readonly<Record<string, string>>, answer: object = {}) =>
  ({ type: 'request', atMs, operation, parameters, status: 200, ...answer }) as Entry
const busy = { status: 400, code: 'VpnGateway.Configuring' }
const begun: Entry = { type: 'task', id: 'vco-1', parentId: 'vpn-1', startedAtMs: 1000 }
const ended: Entry = { ...begun, endedAtMs: 4000 }
const poll = (atMs: number) => request(atMs, 'DescribeVpnGateway', { VpnGatewayId: 'vpn-1' })

const entries: Entry[] = [
  begun,
  request(1000, 'DeleteVpnConnection', { VpnConnectionId: 'vco-1', ClientToken: 'a' }),
  { type: 'state', atMs: 1500, id: 'vpn-1', state: 'updating' },
  poll(2000),
  poll(2500),
  request(3000, 'DeleteVpnConnection', { VpnConnectionId: 'vco-1', ClientToken: 'a' }, busy),
  poll(3500),
  ended,
  { type: 'state', atMs: 4000, id: 'vpn-1', state: 'active' },
  { type: 'state', atMs: 4000, id: 'vco-1', state: 'absent' },
  request(4500, 'DescribeVpnConnection', { VpnConnectionId: 'vco-1' }, { status: 404, code: 'InvalidVpnConnectionInstanceId.NotFound' }),
  request(4600, 'DescribeVpnGateway', { VpnGatewayId: 'vpn-2' }),
]
const emulator = entries.reduce(withEntry, emptyState)

describe('what happened on a gateway', () => {
  test('is listed in the order of time, a call before the work that it begins', () => {
    expect(historyOf(emulator, 'vpn-1').map(({ kind, words }) => `${kind}: ${words}`)).toEqual([
      'accepted: DeleteVpnConnection vco-1: accepted',
      'begun: deletion of vco-1 starts',
      'busy: vpn-1 is updating',
      'poll: DescribeVpnGateway vpn-1',
      'poll: DescribeVpnGateway vpn-1',
      'refused: DeleteVpnConnection vco-1; a retry with the same token: refused, VpnGateway.Configuring, because vpn-1 was still deleting vco-1',
      'poll: DescribeVpnGateway vpn-1',
      'ended: deletion of vco-1 ends after 3.0 s',
      'free: vpn-1 is active',
      'free: vco-1 is gone',
      'absence: DescribeVpnConnection vco-1: not found (InvalidVpnConnectionInstanceId.NotFound)',
    ])
  })

  test('is listed with one line for polls that follow each other', () => {
    const words = withPollsFolded(historyOf(emulator, 'vpn-1')).map(({ words }) => words)
    expect(words).toHaveLength(10)
    expect(words[3]).toBe('2 polls, the last DescribeVpnGateway vpn-1')
    expect(words[5]).toBe('poll: DescribeVpnGateway vpn-1')
  })

  test('calls nothing accepted that failed, and no other call a retry', () => {
    const dryRun = { IpsecServerId: 'vco-1', ClientToken: 't' }
    const told = [
      begun,
      request(5000, 'DeleteIpsecServer', { ...dryRun, DryRun: 'true' }, { status: 400, code: 'DryRunOperation' }),
      request(5001, 'DeleteIpsecServer', dryRun),
      request(5002, 'DeleteIpsecServer', dryRun, { status: 502 }),
      request(5003, 'DeleteIpsecServer', dryRun, { status: 0 }),
      request(5004, 'DeleteIpsecServer', dryRun, busy),
    ].reduce(withEntry, { ...emptyState, parents: new Map([['vco-1', 'vpn-1']]) })
    expect(historyOf({ ...told, tasks: [] }, 'vpn-1').map(({ kind, words, isRetry }) => [kind, words, isRetry])).toEqual([
      ['accepted', 'DeleteIpsecServer vco-1: the dry run passed', false],
      ['accepted', 'DeleteIpsecServer vco-1: accepted', false],
      ['refused', 'DeleteIpsecServer vco-1; a retry with the same token: failed, status 502', true],
      ['refused', 'DeleteIpsecServer vco-1; a retry with the same token: no response was sent', true],
      [
        'refused',
        'DeleteIpsecServer vco-1; a retry with the same token: refused, VpnGateway.Configuring, although vpn-1 was not busy (an injected fault)',
        true,
      ],
    ])
  })

  test('is that of the gateway alone', () => {
    expect(historyOf(emulator, 'vpn-2').map(({ words }) => words)).toEqual(['DescribeVpnGateway vpn-2'])
  })

  test('is drawn in lanes, each from when it began to when it ended', () => {
    const now = 31_000
    const lanes = lanesOf(emulator, 'vpn-1', historyOf(emulator, 'vpn-1'), now)
    const drawn = Object.fromEntries(
      lanes.map(({ title, marks }) => [title, marks.map(({ tone, from, width = 0 }) => `${tone} ${from.toFixed(2)} ${width.toFixed(2)}`)]),
    )
    // A minute is the whole width: 1000 ms, which is 30 s ago, is in its middle.
    expect(drawn).toEqual({
      Status: ['free 0.00 50.83', 'busy 50.83 4.17', 'free 55.00 45.00'],
      Deletions: ['work 50.00 5.00'],
      Accepted: ['accepted 50.00 0.00'],
      Refused: ['refused 53.33 0.00'],
      Retries: ['retry 53.33 0.00'],
      Polls: ['poll 51.67 0.00', 'poll 52.50 0.00', 'poll 54.17 0.00', 'poll 55.83 0.00'],
    })
    const later = lanesOf(emulator, 'vpn-1', historyOf(emulator, 'vpn-1'), 120_000)
    expect(later.map(({ marks }) => marks.length)).toEqual([1, 0, 0, 0, 0, 0])
  })
})

describe('the emulator', () => {
  const empty = { requests: [], states: [], tasks: [] }

  test('is made of the ledger and of what happened while it was asked for, each once', () => {
    const ledger = { ...empty, tasks: [{ id: 'vco-1', parentId: 'vpn-1', startedAtMs: 1000 }] }
    const again = withLedger({ ...emulator, requests: [], states: [] }, ledger, [begun, poll(2000), poll(2000), ended])
    const { tasks, requests, states } = again
    expect({ tasks, requests, states }).toEqual({ tasks: [ended], requests: [poll(2000), poll(2000)], states: [] })
  })

  test('is another one where the ledger does not know what was seen', () => {
    expect(withLedger({ ...emulator, requests: [], states: [] }, empty, []).era).toBe(emulator.era)
    expect(withLedger(emulator, empty, []).era).toBe(emulator.era + 1)
  })

  test('forgets no work that goes on, however much happens after it', () => {
    const other = (at: number): Entry => ({ type: 'task', id: `x-${at}`, startedAtMs: 2000 + at, endedAtMs: 2001 + at })
    const { tasks } = [begun, ...Array.from({ length: maxEntries + 500 }, (_, at) => other(at))].reduce(withEntry, emptyState)
    expect(tasks.length).toBeLessThanOrEqual(maxEntries + 1)
    expect(tasks).toContainEqual(begun)
  })

  test('keeps the parent of what is gone', () => {
    expect(emulator.parents).toEqual(new Map([['vco-1', 'vpn-1']]))
  })
})

describe('what of a emulator concerns one gateway', () => {
  const resource = (id: string): Resource => ({ id, parentId: undefined, resource: 'VpnGateway', regionId: 'cn-hangzhou', fields: {} })
  const both = { ...emulator, resources: [resource('vpn-1'), resource('vpn-2')] }
  const byGateway = stateByGateway(both)

  test('has its whole history, and nothing of another', () => {
    for (const id of ['vpn-1', 'vpn-2']) {
      expect(historyOf(byGateway.get(id) as EmulatorState, id)).toEqual(historyOf(both, id))
      expect(historyOf(both, id)).not.toEqual([])
    }
    expect(byGateway.get('vpn-1')?.requests).toHaveLength(6)
    expect(byGateway.get('vpn-2')?.requests).toHaveLength(1)
    expect(byGateway.get('vpn-2')?.tasks).toEqual([])
  })

  test('is the same while nothing of it changes', () => {
    const later = stateByGateway(withEntry(both, poll(5000)), byGateway)
    expect(later.get('vpn-2')).toBe(byGateway.get('vpn-2'))
    expect(later.get('vpn-1')).not.toBe(byGateway.get('vpn-1'))
    for (const change of [{ isLive: false }, { era: 1 }, { aheadMs: 500 }, { resources: [resource('vpn-1'), resource('vpn-2')] }])
      expect(stateByGateway({ ...both, ...change }, byGateway).get('vpn-2')).not.toBe(byGateway.get('vpn-2'))
  })

  test('takes in what was sent before its parent was known', () => {
    const early = withEntry({ ...emptyState, resources: both.resources }, request(1, 'DescribeVpnConnection', { VpnConnectionId: 'vco-1' }))
    expect(stateByGateway(early).get('vpn-1')?.requests).toEqual([])
    expect(stateByGateway({ ...early, parents: new Map([['vco-1', 'vpn-1']]) }).get('vpn-1')?.requests).toHaveLength(1)
  })
})
