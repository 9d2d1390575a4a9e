import { describe, expect, test } from 'vitest'
import type { Entry } from '../src/page/emulator/admin.ts'
import { nothing, withEntry, withLedger } from '../src/page/emulator/world.ts'
import { lanesOf } from '../src/page/gateways/picture.ts'
import { storyOf, withPollsFolded } from '../src/page/gateways/story.ts'

const request = (atMs: number, operation: string, parameters: Record<string, string>, status = 200, code?: string): Entry => ({
  type: 'request',
  atMs,
  operation,
  parameters,
  status,
  ...(code !== undefined && { code }),
})
const begun: Entry = { type: 'task', id: 'vco-1', parentId: 'vpn-1', startedAtMs: 1000 }
const ended: Entry = { ...begun, endedAtMs: 4000 }
const poll = (atMs: number) => request(atMs, 'DescribeVpnGateway', { VpnGatewayId: 'vpn-1' })

const entries: Entry[] = [
  begun,
  request(1000, 'DeleteVpnConnection', { VpnConnectionId: 'vco-1', ClientToken: 'a' }),
  { type: 'state', atMs: 1500, id: 'vpn-1', state: 'updating' },
  poll(2000),
  poll(2500),
  request(3000, 'DeleteVpnConnection', { VpnConnectionId: 'vco-1', ClientToken: 'a' }, 400, 'VpnGateway.Configuring'),
  poll(3500),
  ended,
  { type: 'state', atMs: 4000, id: 'vpn-1', state: 'active' },
  { type: 'state', atMs: 4000, id: 'vco-1', state: 'absent' },
  request(4500, 'DescribeVpnConnection', { VpnConnectionId: 'vco-1' }, 404, 'InvalidVpnConnectionInstanceId.NotFound'),
  request(4600, 'DescribeVpnGateway', { VpnGatewayId: 'vpn-2' }),
]
const world = entries.reduce(withEntry, nothing)

describe('what happened on a gateway', () => {
  test('is told in the order of time, a call before the work that it begins', () => {
    expect(storyOf(world, 'vpn-1').map(({ kind, words }) => `${kind}: ${words}`)).toEqual([
      'accepted: DeleteVpnConnection vco-1: accepted',
      'begun: deletion of vco-1 begins',
      'busy: vpn-1 is updating',
      'poll: DescribeVpnGateway vpn-1',
      'poll: DescribeVpnGateway vpn-1',
      'refused: DeleteVpnConnection vco-1, again with its token: refused, VpnGateway.Configuring, because vpn-1 was at work on the deletion of vco-1',
      'poll: DescribeVpnGateway vpn-1',
      'ended: deletion of vco-1 ends after 3.0 s',
      'free: vpn-1 is active',
      'free: vco-1 is gone',
      'proof: DescribeVpnConnection vco-1: not there (InvalidVpnConnectionInstanceId.NotFound)',
    ])
  })

  test('is told with one line for polls that follow each other', () => {
    const words = withPollsFolded(storyOf(world, 'vpn-1')).map(({ words }) => words)
    expect(words).toHaveLength(10)
    expect(words[3]).toBe('2 polls, the last DescribeVpnGateway vpn-1')
    expect(words[5]).toBe('poll: DescribeVpnGateway vpn-1')
  })

  test('is that of the gateway alone', () => {
    expect(storyOf(world, 'vpn-2').map(({ words }) => words)).toEqual(['DescribeVpnGateway vpn-2'])
  })

  test('is drawn in lanes, each from when it began to when it ended', () => {
    const now = 31_000
    const lanes = lanesOf(world, 'vpn-1', storyOf(world, 'vpn-1'), now)
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
    const later = lanesOf(world, 'vpn-1', storyOf(world, 'vpn-1'), 120_000)
    expect(later.map(({ marks }) => marks.length)).toEqual([1, 0, 0, 0, 0, 0])
  })
})

describe('the world', () => {
  test('is made of the ledger and of what happened while it was asked for, each once', () => {
    const ledger = { requests: [], states: [], tasks: [{ id: 'vco-1', parentId: 'vpn-1', startedAtMs: 1000 }] }
    const again = withLedger(world, ledger, [begun, poll(2000), poll(2000), ended])
    expect(again.tasks).toEqual([ended])
    expect(again.requests).toEqual([poll(2000), poll(2000)])
    expect(again.states).toEqual([])
  })

  test('keeps the parent of what is gone', () => {
    expect(world.parents).toEqual(new Map([['vco-1', 'vpn-1']]))
  })
})
