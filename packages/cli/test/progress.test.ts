import { stripVTControlCharacters } from 'node:util'
import { createVirtualClock } from '@vpn-gateway/emulator'
import type { TeardownEvent } from '@vpn-gateway/poller'
import { afterEach, expect, test, vi } from 'vitest'
import { createProgressDisplay, screenOf } from '../src/output/progress.ts'
import { whileReading } from '../src/output/reading.ts'
import { Tally } from '../src/output/tally.ts'
import { Trouble } from '../src/output/trouble.ts'

const lines: string[] = []
vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(stripVTControlCharacters(String(text)).trimEnd()) > 0)
const { columns, rows, isTTY } = process.stderr
const { TERM } = process.env
afterEach(() => {
  lines.splice(0)
  Object.assign(process.stderr, { columns, rows, isTTY })
  Object.assign(process.env, { TERM })
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

/** The screen of a terminal of so many columns, row by row. */
const shownAt = (width: number, tally: Tally, total: number, now: number, trouble?: string) => {
  Object.assign(process.stderr, { columns: width, rows: 30 })
  return stripVTControlCharacters(screenOf(tally, total, now, trouble)).split('\n')
}

/** Gateways with ten connections each, of which one is gone and one runs. */
function atWork(gateways: number, atOnce?: number): Tally {
  const tally = new Tally(atOnce)
  for (let gateway = 0; gateway < gateways; gateway += 1) {
    const on = (at: number, phase: TeardownEvent['phase'], atMs: number) =>
      tally.add({ id: `vco-bp1abcdefgh${gateway}x${at}`, phase, atMs, gatewayId: `vpn-bp1abcdefgh${gateway}` })
    for (let at = 0; at < 10; at += 1) on(at, 'found', 0)
    for (const phase of ['sent', 'accepted', 'gone'] as const) on(0, phase, phase === 'gone' ? 60_000 : 0)
    for (const phase of ['sent', 'accepted'] as const) on(1, phase, 60_000)
  }
  return tally
}

test.each([20, 30, 40, 60, 100])('on %i columns the totals are whole, and a line that is cut says so', (width) => {
  const tally = atWork(100)
  tally.add({ ...event('failed', 'vco-bp1abcdefgh0x9', 70_000), gatewayId: 'vpn-bp1abcdefgh0' })
  const shown = shownAt(width, tally, 1000, 75_000)
  for (const row of shown) expect(row.length).toBeLessThan(width)
  const text = shown.join(' ').replaceAll(/ +/g, ' ')
  expect(text).toMatch(/100 of 1000 gone, 1 failed, about 9 min left, 100 at work$/)
  expect(shown[0]?.endsWith('…')).toBe(width < 75)
  expect(shown.length).toBeLessThan(28)
})

test('trouble can be read on a narrow terminal, and no time left is said with it', () => {
  const shown = shownAt(40, atWork(2), 20, 75_000, 'no usable answer (ServiceUnavailable) for 43 s')
  expect(shown.slice(-3)).toEqual(['2 of 20 gone, no usable answer', '(ServiceUnavailable) for 43 s,', '2 at work'])
})

test('the time left reckons with how many gateways are worked on at once', () => {
  expect(atWork(10).leftMs).toBe(9 * 60_000)
  expect(atWork(10, 10).leftMs).toBe(9 * 60_000)
  expect(atWork(10, 2).leftMs).toBe(45 * 60_000)
})

test('a target of few says for how long it has been in its phase', () => {
  const tally = new Tally()
  tally.add(event('accepted', 'vco-1', 0))
  tally.add({ ...event('updating', 'vco-1', 10_000), gatewayStatus: 'updating' })
  tally.add({ ...event('updating', 'vco-1', 20_000), gatewayStatus: 'updating' })
  tally.add(event('gone', 'vco-2', 0))
  expect(shownAt(100, tally, 2, 35_000).slice(0, 2)).toEqual(['vco-1  gateway updating  25 s', 'vco-2  gone'])
})

test('a terminal that moves no cursor gets lines', async () => {
  Object.assign(process.stderr, { columns: 80, rows: 24, isTTY: true })
  Object.assign(process.env, { TERM: 'dumb' })
  const display = createProgressDisplay({ total: 1, isShared: false, clock: createVirtualClock() })
  display.show(event('sent'))
  display.end()
  expect(lines).toEqual(['vco-1  sent'])
})

test('reads that take longer than a second are told of, once', async () => {
  const clock = createVirtualClock()
  const reads = async (ms: number) => {
    const ended = whileReading(clock.sleep(ms), clock)
    await clock.advance(10_000)
    await ended
  }
  await reads(900)
  expect(lines).toEqual([])
  await reads(5_000)
  expect(lines).toEqual(['Reading…'])
})
