import { type Clock, monotonic, systemClock } from '@vpn-gateway/core'
import type { TeardownEvent } from '@vpn-gateway/poller'
import type { createLogUpdate } from 'log-update'
import { plain, styled, terminal } from '../terminal.ts'
import { reportFailure } from './failure.ts'
import { durationOf, lineOf } from './lines.ts'
import { type GatewayCount, standingOf, Tally, type Target } from './tally.ts'
import { cut, wrapped } from './wrapped.ts'

/** Shows events as they come. */
export interface ProgressDisplay {
  show(event: TeardownEvent): void
  end(): void
}

/** Settings of a display. */
export interface ProgressOptions {
  /** Number of deletions. */
  readonly total: number
  /** Gives what stands in the way of answers at the moment, in words. */
  readonly trouble?: () => string
  /** Most gateways that are worked on at once, in all regions together; all of them where it is left out. */
  readonly gatewaysAtOnce?: number | undefined
  readonly clock?: Clock
}

/** With more targets than this, a line for every step cannot be read. */
const fewTargets = 50

const ends: readonly string[] = ['gone', 'failed', 'unknown'] satisfies ReturnType<typeof standingOf>[]

/**
 * Gives what makes a display: of lines that stay in place, on a terminal that has a size and moves its cursor; else of a line an event.
 *
 * @param isShared whether others write to the terminal too
 */
export async function progressDisplay(isShared: boolean): Promise<(options: ProgressOptions) => ProgressDisplay> {
  const { isTTY, columns } = process.stderr
  if (isShared || !isTTY || !(columns > 0) || process.env.TERM === 'dumb') return createLineDisplay
  const { createLogUpdate } = await import('log-update')
  return (options) => createLiveDisplay(createLogUpdate(process.stderr), options)
}

/** A line is written at least so often, so that silence is not taken for an end; sooner where something happened that has no line. */
const silentAtMostMs = 60_000
const newsAfterMs = 5_000

function createLineDisplay({ total, trouble, gatewaysAtOnce, clock = systemClock }: ProgressOptions): ProgressDisplay {
  const tally = new Tally(gatewaysAtOnce)
  let [saidAtMs, isNews] = [monotonic(clock), false]
  const say = (line: string) => {
    saidAtMs = monotonic(clock)
    terminal.say(line)
  }
  const stop = every(newsAfterMs, clock, () => {
    if (monotonic(clock) - saidAtMs < (isNews ? newsAfterMs : silentAtMostMs)) return
    isNews = false
    say(totalsIn(tally, total, trouble?.()))
  })
  return {
    show: (event) => {
      tally.add(event, monotonic(clock))
      if (total <= fewTargets || event.phase === 'waiting' || ends.includes(standingOf(event))) say(lineOf(event))
      else isNews = true
    },
    end: stop,
  }
}

/** Calls again and again, until what it gives is called, or the work fails. */
function every(ms: number, clock: Clock, work: () => void): () => void {
  const ended = new AbortController()
  void (async () => {
    for (;;) {
      await clock.sleep(ms, ended.signal)
      work()
    }
  })().catch((error) => {
    if (error !== ended.signal.reason) reportFailure(error, false)
  })
  return () => ended.abort()
}

/** Lines that a terminal keeps free below what is shown. */
const reservedRows = 5
/** More lines than this are not read. */
const mostRows = 12
const redrawMs = 250

function createLiveDisplay(
  update: ReturnType<typeof createLogUpdate>,
  { total, trouble, gatewaysAtOnce, clock = systemClock }: ProgressOptions,
): ProgressDisplay {
  const tally = new Tally(gatewaysAtOnce)
  const draw = () => update(screenOf(tally, total, monotonic(clock), trouble?.()))
  // Times go on between events, and a thousand events a second need no thousand pictures.
  const stop = every(redrawMs, clock, draw)
  // Where another program had the terminal meanwhile, the rows above are its own by now.
  process.on('SIGCONT', update.done)
  draw()
  return {
    show: (event) => tally.add(event, monotonic(clock)),
    end() {
      stop()
      process.off('SIGCONT', update.done)
      draw()
      update.done()
    },
  }
}

/** Draws the lines that stay in place: gateways at work, or each target where there are few, and totals, which are never cut. */
export function screenOf(tally: Tally, total: number, nowMs: number, trouble?: string): string {
  const columns = (process.stderr.columns ?? 80) - 1
  const totals = wrapped(totalsOf(tally, total, trouble), columns, /(?<=, )/)
  const height = process.stderr.rows ?? 24
  // Beyond these the terminal cuts lines off at the top, which would have been counted as shown.
  const room = Math.max(height - 1 - totals.length, 0)
  const rows = Math.min(Math.max(height - reservedRows, 3), mostRows)
  const lines =
    total <= Math.min(rows, room)
      ? [...tally.targets.values()].map((target) => lineOfTarget(target, nowMs))
      : linesOfGateways([...tally.gateways.values()], Math.max(rows - totals.length + 1, 1), nowMs, room)
  return [...lines.map((line) => cut(line, columns)), ...totals].join('\n')
}

/** Says how a target stands, and for how long already where it is at work. */
function lineOfTarget({ event, sinceMs }: Target, nowMs: number): string {
  const ms = nowMs - sinceMs
  const isAtWork = event.phase !== 'found' && !ends.includes(standingOf(event))
  return isAtWork && ms >= 1_000 ? `${lineOf(event)}  ${styled('gray', durationOf(ms))}` : lineOf(event)
}

/**
 * Gateways that are at work first, then those that are not done.
 *
 * @param room lines that there may be with the one that counts the others
 */
function linesOfGateways(gateways: readonly GatewayCount[], rows: number, nowMs: number, room: number): string[] {
  const open = gateways.filter(({ left }) => left > 0).sort((one, other) => Number(isWaiting(one)) - Number(isWaiting(other)))
  const shown = open.slice(0, Math.min(rows, open.length > room ? Math.max(room - 1, 0) : room))
  const hidden = open.length - shown.length
  const lines = shown.map((gateway) => {
    const count = styled('gray', `${gateway.size - gateway.left} of ${gateway.size} processed`)
    const since = styled('gray', durationOf(nowMs - gateway.latest.atMs))
    return `${plain(gateway.name)}  ${count}  ${lineOf(gateway.latest.event)}  ${since}`
  })
  return hidden > 0 && room > 0 ? [...lines, styled('gray', `and ${hidden} more`)] : lines
}

function isWaiting({ latest }: GatewayCount): boolean {
  return latest.event.phase === 'found' || standingOf(latest.event) !== 'open'
}

const barWidth = 16
/** Columns below which the words need the room. */
const fewestForBar = 60

function totalsOf(tally: Tally, total: number, trouble?: string): string {
  const { idle, gone, failed, unknown } = tally.count
  const width = (count: number) => (total === 0 ? 0 : Math.min(Math.round((barWidth * count) / total), barWidth))
  const [proven, drawn] = [width(gone + failed), width(idle + gone + failed + unknown)]
  const bar = `${styled('green', '━'.repeat(proven))}${'━'.repeat(drawn - proven)}${styled('gray', '─'.repeat(barWidth - drawn))}`
  const isWide = (process.stderr.columns ?? 80) >= fewestForBar
  return `${isWide ? `${bar} ` : ''}${totalsIn(tally, total, trouble)}`
}

/** Sums up the progress in words: only what is proven is called gone. */
function totalsIn(tally: Tally, total: number, trouble = ''): string {
  const { idle, gone, failed, unknown } = tally.count
  const part = (number: number, words: string, style: 'red' | 'yellow' | 'gray') =>
    number > 0 ? styled(style, `, ${number} ${words}`) : ''
  const isOver = gone + failed + unknown >= total
  // How long trouble lasts is not known.
  const left = tally.leftMs === undefined || isOver || trouble !== '' ? '' : styled('gray', `, about ${durationOf(tally.leftMs)} left`)
  // What matters most comes first.
  const parts = [
    trouble && styled('yellow', `, ${trouble}`),
    part(failed, 'failed', 'red'),
    part(unknown, 'not known yet', 'yellow'),
    left,
    part(idle, 'to be verified', 'gray'),
    part(tally.atWork, 'at work', 'gray'),
  ]
  return `${gone} of ${total} gone${parts.join('')}`
}
