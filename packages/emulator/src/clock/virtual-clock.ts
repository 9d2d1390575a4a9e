import { type Clock, OptionError } from '@vpn-gateway/core'
import TinyQueue from 'tinyqueue'
import { checkSignal, checkStep } from '../support/checks.ts'
import type { AdjustableClock } from './adjustable-clock.ts'

/** Clock for tests: its time passes only in sleeps. */
export interface VirtualClock extends AdjustableClock {
  /** Keeps the time from moving by itself until the returned function is called. */
  hold(): () => void
  /** Number of sleeps under way. */
  readonly sleepers: number
}

interface Sleeper {
  readonly at: number
  readonly number: number
  readonly wake: () => void
}

/**
 * Makes a clock that moves by itself to the next sleeper once nothing else is left to do: an emulator with this clock
 * holds it while it answers a request. With `auto: false` it moves only by `advance`.
 */
export function createVirtualClock({
  startMs = Date.UTC(2026, 0, 1),
  auto = true,
}: {
  startMs?: number
  auto?: boolean
} = {}): VirtualClock {
  let elapsed = 0
  let startedAt = startMs
  let holds = 0
  let scheduled = false
  const sleepers = new Set<Sleeper>()

  /** Sleepers by time, and by their number at the same time; aborted ones stay in here until their turn. */
  const queue = new TinyQueue<Sleeper>([], (one, other) => one.at - other.at || one.number - other.number)
  let count = 0

  const next = (): Sleeper | undefined => {
    for (let first = queue.peek(); first; first = queue.peek()) {
      if (sleepers.has(first)) return first
      queue.pop()
    }
    return undefined
  }
  const wake = (sleeper: Sleeper) => {
    sleepers.delete(sleeper)
    elapsed = Math.max(elapsed, sleeper.at)
    sleeper.wake()
  }
  /** Waits until everything that is ready to run has run. */
  const idle = () => new Promise<void>((resolve) => soon(resolve))
  const schedule = () => {
    if (!auto || scheduled) return
    scheduled = true
    void idle().then(() => {
      scheduled = false
      if (holds > 0) return
      const sleeper = next()
      if (!sleeper) return
      wake(sleeper)
      schedule()
    })
  }

  const hold = () => {
    holds += 1
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      holds -= 1
      schedule()
    }
  }
  let advancing = Promise.resolve()
  const move = async (ms: number) => {
    // Meanwhile the clock does not move by itself to a later sleeper.
    const release = hold()
    const end = elapsed + ms
    for (let sleeper = next(); sleeper && sleeper.at <= end; sleeper = next()) {
      wake(sleeper)
      await idle()
    }
    elapsed = end
    release()
  }

  return {
    now: () => startedAt + elapsed,
    elapsed: () => elapsed,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        checkSignal(signal)
        if (signal?.aborted) return reject(signal.reason)
        const onAbort = () => {
          sleepers.delete(sleeper)
          reject(signal?.reason)
        }
        const sleeper: Sleeper = {
          at: elapsed + Math.max(ms, 0),
          number: count++,
          wake: () => {
            signal?.removeEventListener('abort', onAbort)
            resolve()
          },
        }
        sleepers.add(sleeper)
        queue.push(sleeper)
        signal?.addEventListener('abort', onAbort, { once: true })
        schedule()
      }),
    advance(ms) {
      if (!(Number.isFinite(ms) && ms >= 0)) throw new OptionError('ms', 'must be a number of 0 or above')
      advancing = advancing.then(() => move(ms))
      return advancing
    },
    step(ms) {
      checkStep(ms)
      startedAt += ms
    },
    hold,
    get sleepers() {
      return sleepers.size
    },
  }
}

/**
 * Resumes a turn of the event loop later, without the millisecond of a timer where there is a quicker way. Those of now: timers that a
 * test puts in their place later would keep this clock from moving.
 */
const soon: (resume: () => void) => unknown = typeof setImmediate === 'function' ? setImmediate : setTimeout

/** Holds a clock that can be held. @returns the function that releases it */
export function holdClock(clock: Clock): () => void {
  return clock.hold?.() ?? (() => {})
}
