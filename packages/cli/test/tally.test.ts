import { stripVTControlCharacters } from 'node:util'
import type { TeardownEvent } from '@vpn-gateway/poller'
import { describe, expect, test } from 'vitest'
import { screenOf } from '../src/output/progress.ts'
import { Tally } from '../src/output/tally.ts'

const shown = (...given: Parameters<typeof screenOf>) => stripVTControlCharacters(screenOf(...given)).split('\n')

describe('what stays in place', () => {
  const event = (
    id: string,
    phase: TeardownEvent['phase'],
    atMs: number,
    gatewayId = `vpn-${id.split('x')[0]?.slice(4)}`,
  ): TeardownEvent => ({ id, phase, atMs, gatewayId })
  const add = (tally: Tally, given: TeardownEvent) => tally.add(given, given.atMs)

  test('is a few lines however many deletions there are, with totals and the time left', () => {
    const tally = new Tally()
    for (let gateway = 0; gateway < 100; gateway += 1) {
      for (let at = 0; at < 10; at += 1) add(tally, event(`vco-${gateway}x${at}`, 'found', 0))
      for (const phase of ['sent', 'accepted'] as const) add(tally, event(`vco-${gateway}x0`, phase, 0))
    }
    expect(tally.leftMs).toBeUndefined()
    for (let gateway = 0; gateway < 60; gateway += 1) {
      add(tally, event(`vco-${gateway}x0`, 'idle', 20_000))
      if (gateway < 30) add(tally, event(`vco-${gateway}x0`, gateway === 0 ? 'failed' : 'gone', 20_000))
      add(tally, event(`vco-${gateway}x1`, 'accepted', 20_000))
    }
    const lines = shown(tally, 1000, 25_000)
    expect(lines.length).toBeLessThanOrEqual(14)
    expect(lines.slice(-2).join(' ')).toContain('29 of 1000 gone, 1 failed, about 3 min left, ')
    expect(lines.at(-3)).toMatch(/^and \d+ more$/)
    expect(lines[0]).toMatch(/^vpn-0 {2}1 of 10 processed {2}vco-0x1 {2}accepted; runs in the background {2}5 s$/)
  })

  test('guesses nothing from deletions that were sent before', () => {
    const tally = new Tally()
    add(tally, event('vco-1x1', 'accepted', 0))
    add(tally, event('vco-1x1', 'gone', 1))
    add(tally, event('vco-1x2', 'accepted', 1))
    expect(tally.leftMs).toBeUndefined()
  })

  test('counts what is not known yet apart, until it is known', () => {
    const tally = new Tally()
    for (const at of [1, 2, 3]) add(tally, event(`vco-1x${at}`, 'found', 0))
    add(tally, event('vco-1x1', 'accepted', 0))
    const error = new Error('vco-1x1: not gone after 5 ms')
    add(tally, { ...event('vco-1x1', 'accepted', 5_000), error })
    add(tally, { ...event('vco-1x2', 'failed', 5_000), error: new Error('vco-1x2: refused') })
    expect(shown(tally, 3, 5_000)).toEqual([
      'vco-1x1  not known yet: not gone after 5 ms',
      'vco-1x2  failed: refused',
      'vco-1x3  to be deleted, on vpn-1',
      expect.stringMatching(/ 0 of 3 gone, 1 failed, 1 not known yet$/),
    ])
    add(tally, { ...event('vco-1x3', 'idle', 10_000), error })
    expect(shown(tally, 3, 5_000).at(-1)).toMatch(/ 0 of 3 gone, 1 failed, 2 not known yet$/)
    for (const id of ['vco-1x1', 'vco-1x3']) add(tally, event(id, 'gone', 15_000))
    expect(shown(tally, 3, 5_000).at(-1)).toMatch(/ 2 of 3 gone, 1 failed$/)
  })

  test('names no status where none was read, as of a connection without a gateway', () => {
    const tally = new Tally()
    add(tally, { id: 'vco-1', phase: 'updating', atMs: 0 })
    add(tally, { id: 'vco-2', phase: 'idle', atMs: 0, gatewayId: 'vpn-1' })
    expect(shown(tally, 2, 0).slice(0, 2)).toEqual(['vco-1  being deleted', 'vco-2  gateway idle again'])
  })

  test('is each target where there are few', () => {
    const tally = new Tally()
    add(tally, event('vco-1', 'gone', 0, 'vpn-1'))
    add(tally, event('vco-2', 'waiting', 0, 'vpn-1'))
    expect(shown(tally, 2, 0)).toEqual([
      'vco-1  gone',
      'vco-2  waits: the gateway works on something else',
      expect.stringContaining('1 of 2 gone'),
    ])
  })
})
