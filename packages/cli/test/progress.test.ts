import { createVirtualClock } from '@vpn-gateway/emulator'
import type { TeardownEvent } from '@vpn-gateway/poller'
import { afterEach, expect, test, vi } from 'vitest'
import { createProgressDisplay } from '../src/output/progress.ts'
import { Trouble } from '../src/output/trouble.ts'

const lines: string[] = []
vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text).trimEnd()) > 0)
afterEach(() => {
  lines.splice(0)
})

const event = (phase: TeardownEvent['phase'], id = 'vco-1', atMs = 0): TeardownEvent => ({ id, phase, atMs, gatewayId: 'vpn-1' })

test('a line is written once a minute while nothing happens, and none after the end', async () => {
  const clock = createVirtualClock()
  const display = createProgressDisplay({ total: 3, isShared: false, clock })
  display.show(event('sent'))
  await clock.advance(59_000)
  expect(lines).toEqual(['vco-1  sent'])
  await clock.advance(3 * 60_000)
  expect(lines.slice(1)).toEqual(Array.from({ length: 3 }, () => '0 of 3 gone'))
  display.end()
  await clock.advance(600_000)
  expect(lines).toHaveLength(4)
})

test('of many the ends are told, one by one, and what has not ended is counted', async () => {
  const clock = createVirtualClock()
  const display = createProgressDisplay({ total: 300, isShared: false, clock })
  for (let at = 0; at < 100; at += 1) for (const phase of ['sent', 'accepted', 'idle'] as const) display.show(event(phase, `vco-${at}`))
  for (const phase of ['sent', 'accepted'] as const) display.show(event(phase, 'vco-100'))
  expect(lines).toEqual([])
  await clock.advance(5_000)
  expect(lines).toEqual([expect.stringMatching(/^0 of 300 gone, .*100 to be verified, 1 at work/)])
  display.show(event('gone', 'vco-0'))
  await clock.advance(65_000)
  expect(lines.slice(1)).toEqual(['vco-0  gone', expect.stringMatching(/^1 of 300 gone, .*99 to be verified, 1 at work/)])
  display.end()
})

test('trouble that lasts is in the line, and goes with the first answer', () => {
  const trouble = new Trouble()
  const answer = (kind?: string) =>
    trouble.note({ ...(kind && { error: { name: 'ServiceError', code: 'Throttling.User', kind } }) } as Parameters<Trouble['note']>[0])
  const since = Date.now()
  answer('throttled')
  answer('transient')
  expect(trouble.wordsAt(since + 1_000)).toBe('')
  expect(trouble.wordsAt(since + 3_600_000)).toBe('throttled (Throttling.User) for 60 min')
  for (const passing of ['busy', 'gone', 'stop', undefined]) {
    answer(passing)
    expect(trouble.wordsAt(since + 3_600_000)).toBe('')
    answer('throttled')
  }
})
