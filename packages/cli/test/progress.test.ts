import { stripVTControlCharacters } from 'node:util'
import { createVirtualClock } from '@vpn-gateway/emulator'
import type { TeardownEvent } from '@vpn-gateway/poller'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { progressDisplay, screenOf } from '../src/output/progress.ts'
import { Trouble, whileReading } from '../src/output/requests.ts'
import { Tally } from '../src/output/tally.ts'

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
  const display = (await progressDisplay(false))({ total: 3, clock })
  display.show(event('sent'))
  await clock.advance(59_000)
  expect(lines).toEqual(['vco-1  sent'])
  await clock.advance(3 * 60_000)
  expect(lines.slice(1)).toEqual(Array.from({ length: 3 }, () => '0 of 3 gone'))
  display.end()
  await clock.advance(600_000)
  expect(lines).toHaveLength(4)
})

test('after the process was stopped and went on, what is above on the screen stays', async () => {
  const clock = createVirtualClock()
  Object.assign(process.stderr, { columns: 80, rows: 30, isTTY: true })
  const listeners = process.listenerCount('SIGCONT')
  const display = (await progressDisplay(false))({ total: 3, clock })
  const erasing = async () => {
    const before = vi.mocked(process.stderr.write).mock.calls.length
    await clock.advance(250)
    return vi.mocked(process.stderr.write).mock.calls.slice(before).join('').includes('\x1b[2K')
  }
  display.show(event('sent'))
  await clock.advance(250)
  display.show(event('accepted'))
  expect(await erasing()).toBe(true)
  process.emit('SIGCONT')
  display.show(event('gone'))
  expect(await erasing()).toBe(false)
  display.end()
  expect(process.listenerCount('SIGCONT')).toBe(listeners)
})

test('a step of the wall time makes no silence', async () => {
  const clock = createVirtualClock({ auto: false })
  const display = (await progressDisplay(false))({ total: 3, clock })
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
  const display = (await progressDisplay(false))({ total: 3, clock, trouble })
  await clock.advance(60_000)
  expect(lines).toEqual(['vpngw: no words'])
  display.end()
})

test('of many the ends are told, one by one, and what has not ended is counted', async () => {
  const clock = createVirtualClock()
  const display = (await progressDisplay(false))({ total: 300, clock })
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

/** Adds an event of a target, whose id names its gateway before an x. */
const add = (tally: Tally, id: string, phase: TeardownEvent['phase'], atMs: number, more: Partial<TeardownEvent> = {}) =>
  tally.add({ id, phase, atMs, gatewayId: `vpn-${id.split('x')[0]?.slice(4)}`, ...more }, atMs)

/** The screen of a terminal of so many columns, row by row. */
const shownAt = (width: number, tally: Tally, total: number, now: number, trouble?: string) => {
  Object.assign(process.stderr, { columns: width, rows: 30 })
  return stripVTControlCharacters(screenOf(tally, total, now, trouble)).split('\n')
}

/** Gateways with ten connections each, of which one is gone and one runs. */
function atWork(gateways: number, atOnce?: number): Tally {
  const tally = new Tally(atOnce)
  for (let gateway = 0; gateway < gateways; gateway += 1) {
    const on = (at: number, phase: TeardownEvent['phase'], atMs: number) => add(tally, `vco-bp1abcdefgh${gateway}x${at}`, phase, atMs)
    for (let at = 0; at < 10; at += 1) on(at, 'found', 0)
    for (const phase of ['sent', 'accepted', 'gone'] as const) on(0, phase, phase === 'gone' ? 60_000 : 0)
    for (const phase of ['sent', 'accepted'] as const) on(1, phase, 60_000)
  }
  return tally
}

test.each([20, 30, 40, 60, 100])('on %i columns the totals are whole, and a line that is cut says so', (width) => {
  const tally = atWork(100)
  add(tally, 'vco-bp1abcdefgh0x9', 'failed', 70_000)
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
  add(tally, 'vco-1', 'accepted', 0)
  for (const atMs of [10_000, 20_000]) add(tally, 'vco-1', 'updating', atMs, { gatewayStatus: 'updating' })
  add(tally, 'vco-2', 'gone', 0)
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

test.each([
  [2, 0, undefined],
  [3, 0, 'and 6 more'],
  [4, 1, 'and 5 more'],
  [5, 2, 'and 4 more'],
  [6, 3, 'and 3 more'],
  [12, 6, undefined],
])('on a terminal of %i rows %i gateways have a line, and the others are counted', (rows, shown, more) => {
  const tally = atWork(6)
  Object.assign(process.stderr, { columns: 120, rows })
  const lines = stripVTControlCharacters(screenOf(tally, 60, 75_000)).split('\n')
  expect(lines.length).toBeLessThan(rows)
  expect([lines.filter((line) => line.startsWith('vpn-')).length, lines.find((line) => line.startsWith('and '))]).toEqual([shown, more])
})

test('a terminal that moves no cursor gets lines', async () => {
  Object.assign(process.stderr, { columns: 80, rows: 24, isTTY: true })
  Object.assign(process.env, { TERM: 'dumb' })
  const display = (await progressDisplay(false))({ total: 1, clock: createVirtualClock() })
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

describe('what stays in place', () => {
  test('is a few lines however many deletions there are, with totals and the time left', () => {
    const tally = new Tally()
    for (let gateway = 0; gateway < 100; gateway += 1) {
      for (let at = 0; at < 10; at += 1) add(tally, `vco-${gateway}x${at}`, 'found', 0)
      for (const phase of ['sent', 'accepted'] as const) add(tally, `vco-${gateway}x0`, phase, 0)
    }
    expect(tally.leftMs).toBeUndefined()
    for (let gateway = 0; gateway < 60; gateway += 1) {
      add(tally, `vco-${gateway}x0`, 'idle', 20_000)
      if (gateway < 30) add(tally, `vco-${gateway}x0`, gateway === 0 ? 'failed' : 'gone', 20_000)
      add(tally, `vco-${gateway}x1`, 'accepted', 20_000)
    }
    const lines = shownAt(80, tally, 1000, 25_000)
    expect(lines.length).toBeLessThanOrEqual(14)
    expect(lines.slice(-2).join(' ')).toContain('29 of 1000 gone, 1 failed, about 3 min left, ')
    expect(lines.at(-3)).toMatch(/^and \d+ more$/)
    expect(lines[0]).toMatch(/^vpn-0 {2}1 of 10 processed {2}vco-0x1 {2}accepted; runs in the background {2}5 s$/)
  })

  test('guesses nothing from deletions that were sent before', () => {
    const tally = new Tally()
    add(tally, 'vco-1x1', 'accepted', 0)
    add(tally, 'vco-1x1', 'gone', 1)
    add(tally, 'vco-1x2', 'accepted', 1)
    expect(tally.leftMs).toBeUndefined()
  })

  test('counts what is not known yet apart, until it is known', () => {
    const tally = new Tally()
    for (const at of [1, 2, 3]) add(tally, `vco-1x${at}`, 'found', 0)
    add(tally, 'vco-1x1', 'accepted', 0)
    const error = new Error('vco-1x1: not gone after 5 ms')
    add(tally, 'vco-1x1', 'accepted', 5_000, { error })
    add(tally, 'vco-1x2', 'failed', 5_000, { error: new Error('vco-1x2: refused') })
    expect(shownAt(80, tally, 3, 5_000)).toEqual([
      'vco-1x1  not known yet: not gone after 5 ms',
      'vco-1x2  failed: refused',
      'vco-1x3  to be deleted, on vpn-1',
      expect.stringMatching(/ 0 of 3 gone, 1 failed, 1 not known yet$/),
    ])
    add(tally, 'vco-1x3', 'idle', 10_000, { error })
    expect(shownAt(80, tally, 3, 5_000).at(-1)).toMatch(/ 0 of 3 gone, 1 failed, 2 not known yet$/)
    for (const id of ['vco-1x1', 'vco-1x3']) add(tally, id, 'gone', 15_000)
    expect(shownAt(80, tally, 3, 5_000).at(-1)).toMatch(/ 2 of 3 gone, 1 failed$/)
  })

  test('names no status where none was read, as of a connection without a gateway', () => {
    const tally = new Tally()
    tally.add({ id: 'vco-1', phase: 'updating', atMs: 0 }, 0)
    add(tally, 'vco-2', 'idle', 0, { gatewayId: 'vpn-1' })
    expect(shownAt(80, tally, 2, 0).slice(0, 2)).toEqual(['vco-1  being deleted', 'vco-2  gateway idle again'])
  })

  test('is each target where there are few', () => {
    const tally = new Tally()
    add(tally, 'vco-1', 'gone', 0)
    add(tally, 'vco-2', 'waiting', 0, { gatewayId: 'vpn-1' })
    expect(shownAt(80, tally, 2, 0)).toEqual([
      'vco-1  gone',
      'vco-2  waits: the gateway, or the service, is busy',
      expect.stringContaining('1 of 2 gone'),
    ])
  })
})
