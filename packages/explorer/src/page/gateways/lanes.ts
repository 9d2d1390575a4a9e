import { type EmulatorState, rootOf } from '../emulator/emulator-state.ts'
import { withKeys } from '../parts/keys.ts'
import { isBusy } from '../spec/resources.ts'
import type { Line } from './history.ts'

/** Time span of the timeline. */
export const spanMs = 60_000

/** A mark further to the right would be outside. */
const widest = 99

/** A mark in a lane, in percent of its width. */
interface Mark {
  readonly key: string
  readonly tone: 'busy' | 'free' | 'work' | 'failed' | 'accepted' | 'retry' | 'refused' | 'poll'
  readonly from: number
  /** Nothing for what takes no time. */
  readonly width?: number
}

/** A row of the picture. */
interface Lane {
  readonly title: string
  readonly marks: readonly Mark[]
}

/** The last minute of a gateway, in lanes. */
export function lanesOf(emulator: EmulatorState, gatewayId: string, lines: readonly Line[], now: number): Lane[] {
  const at = (ms: number) => Math.min(100, Math.max(0, ((ms - now + spanMs) / spanMs) * 100))
  const span = (key: string, tone: Mark['tone'], fromMs: number, toMs: number): Mark[] =>
    toMs < now - spanMs || toMs <= fromMs ? [] : [{ key, tone, from: at(fromMs), width: Math.max(0.4, at(toMs) - at(fromMs)) }]
  const points = (tone: Mark['tone'], chosen: (line: Line) => boolean) =>
    withKeys(lines.filter(chosen), ({ atMs }) => `${atMs}`)
      .filter(([, { atMs }]) => atMs > now - spanMs)
      .map(([key, { atMs }]) => ({ key, tone, from: Math.min(widest, at(atMs)) }))
  const states = emulator.states.filter(({ id }) => id === gatewayId)
  const periods = states.flatMap(({ atMs, state }, index) =>
    span(`${atMs}`, isBusy(state) ? 'busy' : 'free', atMs, states[index + 1]?.atMs ?? now),
  )
  const tasks = emulator.tasks.filter(({ id }) => rootOf(emulator, id) === gatewayId)
  // A state is recorded when it changes: before the first one it was the other.
  const [first] = states
  const before = first && !isBusy(first.state) ? 'busy' : 'free'
  return [
    { title: 'Status', marks: [...span('first', before, now - spanMs, first?.atMs ?? now), ...periods] },
    {
      title: 'Deletions',
      marks: tasks.flatMap(({ id, startedAtMs, endedAtMs = now, failed }) =>
        span(`${id} ${startedAtMs}`, failed ? 'failed' : 'work', startedAtMs, endedAtMs),
      ),
    },
    { title: 'Accepted', marks: points('accepted', ({ kind }) => kind === 'accepted') },
    { title: 'Refused', marks: points('refused', ({ kind }) => kind === 'refused') },
    { title: 'Retries', marks: points('retry', ({ isRetry }) => isRetry === true) },
    { title: 'Polls', marks: points('poll', ({ kind }) => kind === 'poll' || kind === 'absence') },
  ]
}
