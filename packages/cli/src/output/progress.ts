import { systemClock } from '@vpn-gateway/core'
import type { TeardownEvent } from '@vpn-gateway/poller'
import { createLogUpdate } from 'log-update'
import sliceAnsi from 'slice-ansi'
import { styled, terminal } from '../terminal.ts'
import { durationOf, lineOf } from './lines.ts'
import { type Place, standingOf, Tally } from './tally.ts'

/** Shows events as they come. */
export interface ProgressDisplay {
  show(event: TeardownEvent): void
  end(): void
}

/** Beyond so many targets a line for every step of each is nothing to read. */
const fewTargets = 50

const ends: readonly string[] = ['gone', 'failed', 'unknown'] satisfies ReturnType<typeof standingOf>[]

/** Lines that stay in place on a terminal that has a size, unless others write there too; else a line an event. */
export function createProgressDisplay(total: number, isShared: boolean): ProgressDisplay {
  if (!isShared && process.stderr.isTTY && process.stderr.columns > 0) return createLiveDisplay(total)
  return {
    show: (event) => {
      if (total <= fewTargets || event.phase === 'waiting' || ends.includes(standingOf(event))) terminal.say(lineOf(event))
    },
    end: () => {},
  }
}

/** Lines that a terminal keeps free below what is shown. */
const reservedRows = 5
/** More lines than this are not read. */
const mostRows = 12
const redrawMs = 250

function createLiveDisplay(total: number): ProgressDisplay {
  const update = createLogUpdate(process.stderr)
  const tally = new Tally()
  const ended = new AbortController()
  const draw = () => update(screenOf(tally, Math.max(total, tally.known), Date.now()))
  // Times go on between events, and a thousand events a second need no thousand pictures.
  void (async () => {
    for (;;) {
      await systemClock.sleep(redrawMs, ended.signal)
      draw()
    }
  })().catch(() => {})
  draw()
  return {
    show: (event) => tally.add(event),
    end() {
      ended.abort()
      draw()
      update.done()
    },
  }
}

/** What stays in place: where work goes on, or each target where there are few, and totals. */
export function screenOf(tally: Tally, total: number, now: number): string {
  const rows = Math.min(Math.max((process.stderr.rows ?? 24) - reservedRows, 3), mostRows)
  const targets = [...tally.places.values()].flatMap((place) => [...place.targets.values()])
  const lines = total <= rows ? targets.map(lineOf) : linesOfPlaces([...tally.places.values()], rows, now)
  const columns = process.stderr.columns ?? 80
  return [...lines, totalsOf(tally, total)].map((line) => sliceAnsi(line, 0, columns - 1)).join('\n')
}

/** Gateways that are at work first, then those that are not done. */
function linesOfPlaces(places: readonly Place[], rows: number, now: number): string[] {
  const open = places.filter(({ left }) => left > 0).sort((one, other) => Number(isWaiting(one)) - Number(isWaiting(other)))
  const shown = open.slice(0, rows)
  const hidden = open.length - shown.length
  const lines = shown.map((place) => {
    const count = styled('gray', `${place.targets.size - place.left} of ${place.targets.size}`)
    const since = styled('gray', durationOf(Math.max(now - place.latest.atMs, 0)))
    return `${place.name}  ${count}  ${lineOf(place.latest)}  ${since}`
  })
  return hidden > 0 ? [...lines, styled('gray', `and ${hidden} more gateways`)] : lines
}

function isWaiting({ latest }: Place): boolean {
  return latest.phase === 'found' || standingOf(latest) !== 'open'
}

const barWidth = 16

function totalsOf(tally: Tally, total: number): string {
  const { idle, gone, failed, unknown } = tally.count
  const deleted = idle + gone
  const ended = deleted + failed + unknown
  const width = (count: number) => (total === 0 ? 0 : Math.round((barWidth * count) / total))
  const [proven, drawn] = [width(gone + failed), width(ended)]
  const bar = `${styled('green', '━'.repeat(proven))}${'━'.repeat(drawn - proven)}${styled('gray', '─'.repeat(barWidth - drawn))}`
  const unproven = idle > 0 ? styled('gray', ` (${gone} proven)`) : ''
  const failures = failed > 0 ? styled('red', `, ${failed} failed`) : ''
  const unknowns = unknown > 0 ? styled('yellow', `, ${unknown} not known yet`) : ''
  const left = tally.leftMs === undefined || ended === total ? '' : styled('gray', `, about ${durationOf(tally.leftMs)} left`)
  return `${bar} ${deleted} of ${total} gone${unproven}${failures}${unknowns}${left}`
}
