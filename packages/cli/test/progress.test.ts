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

const event = (phase: TeardownEvent['phase'], id = 'vco-1'): TeardownEvent => ({ id, phase, atMs: 0, gatewayId: 'vpn-1' })

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

test('a step of the wall time makes no silence', async () => {
  const clock = createVirtualClock({ auto: false })
  const display = createProgressDisplay({ total: 3, isShared: false, clock })
  display.show(event('sent'))
  clock.step(3_600_000)
  await clock.advance(30_000)
  expect(lines).toEqual(['vco-1  sent'])
  clock.step(-7_200_000)
  await clock.advance(30_000)
  expect(lines.slice(1)).toEqual(['0 of 3 gone'])
  display.end()
})

test('a display that fails says so', async () => {
  const clock = createVirtualClock({ auto: false })
  const trouble = () => {
    throw new Error('no words')
  }
  const display = createProgressDisplay({ total: 3, isShared: false, clock, trouble })
  await clock.advance(60_000)
  expect(lines).toEqual(['vpngw: no words'])
  display.end()
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

test('trouble that lasts is in the line, and goes with the first answer', async () => {
  const clock = createVirtualClock({ auto: false })
  const trouble = new Trouble(clock)
  const answer = (kind?: string) =>
    trouble.note({ ...(kind && { error: { name: 'ServiceError', code: 'Throttling.User', kind } }) } as Parameters<Trouble['note']>[0])
  answer('throttled')
  answer('transient')
  await clock.advance(1_000)
  clock.step(86_400_000)
  expect(trouble.words()).toBe('')
  await clock.advance(3_599_000)
  expect(trouble.words()).toBe('throttled (Throttling.User) for 60 min')
  for (const passing of ['busy', 'gone', 'stop', undefined]) {
    answer(passing)
    expect(trouble.words()).toBe('')
    answer('throttled')
    await clock.advance(3_600_000)
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
      tally.add({ id: `vco-bp1abcdefgh${gateway}x${at}`, phase, atMs: 0, gatewayId: `vpn-bp1abcdefgh${gateway}` }, atMs)
    for (let at = 0; at < 10; at += 1) on(at, 'found', 0)
    for (const phase of ['sent', 'accepted', 'gone'] as const) on(0, phase, phase === 'gone' ? 60_000 : 0)
    for (const phase of ['sent', 'accepted'] as const) on(1, phase, 60_000)
  }
  return tally
}

test.each([20, 30, 40, 60, 100])('on %i columns the totals are whole, and a line that is cut says so', (width) => {
  const tally = atWork(100)
  tally.add({ ...event('failed', 'vco-bp1abcdefgh0x9'), gatewayId: 'vpn-bp1abcdefgh0' }, 70_000)
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
  tally.add(event('accepted', 'vco-1'), 0)
  tally.add({ ...event('updating', 'vco-1'), gatewayStatus: 'updating' }, 10_000)
  tally.add({ ...event('updating', 'vco-1'), gatewayStatus: 'updating' }, 20_000)
  tally.add(event('gone', 'vco-2'), 0)
  expect(shownAt(100, tally, 2, 35_000).slice(0, 2)).toEqual(['vco-1  gateway updating  25 s', 'vco-2  gone'])
})

test('a target is counted once, where its gateway is known later, or is another one', () => {
  const tally = new Tally()
  tally.add({ id: 'vco-1', phase: 'found', atMs: 0 }, 0)
  tally.add(event('waiting', 'vco-2'), 0)
  expect([...tally.gateways.keys()]).toEqual(['vco-1', 'vpn-1'])
  tally.add(event('sent'), 0)
  tally.add({ ...event('accepted'), gatewayId: 'vpn-2' }, 0)
  expect([...tally.gateways.values()].map(({ name, size, left, latest }) => [name, size, left, latest.event.id])).toEqual([
    ['vpn-1', 1, 1, 'vco-2'],
    ['vpn-2', 1, 1, 'vco-1'],
  ])
  tally.add({ id: 'vco-1', phase: 'gone', atMs: 0 }, 60_000)
  expect([tally.count, tally.gateways.size, tally.leftMs]).toEqual([{ open: 1, idle: 0, gone: 1, failed: 0, unknown: 0 }, 2, 60_000])
})

test('an id is shown without what would move a cursor', () => {
  const tally = new Tally()
  for (const id of ['vco-\u001b[2J', 'vco-2']) tally.add({ ...event('sent', id), gatewayId: 'vpn-\u001b[2J' }, 0)
  for (const total of [2, 100]) {
    Object.assign(process.stderr, { columns: 100, rows: 30 })
    expect(screenOf(tally, total, 0)).not.toContain('\u001b[2J')
  }
})

test('gateways that have no line are counted', () => {
  const shown = shownAt(100, atWork(13), 130, 75_000)
  expect(shown.at(-2)).toBe('and 1 more')
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
