import { type Clock, OptionError } from '@vpn-gateway/core'
import TinyQueue from 'tinyqueue'
import { checkSignal } from './check-signal.ts'

/** A clock for tests: time stands still until somebody waits for it. */
export interface VirtualClock extends Clock {
  /** Moves the time on, and wakes who waited for it, in order. */
  advance(ms: number): Promise<void>
  /** Milliseconds that have passed, monotonic: no step moves them. */
  elapsed(): number
  /**
   * Moves the wall time (`now`) alone and at once, as a correction of the machine's clock does: on, or back where `ms` is below
   * 0. No sleep ends sooner or later.
   *
   * @throws {OptionError} where `ms` is no finite number.
   */
  step(ms: number): void
  /** Keeps the time from moving by itself until the returned function is called. */
  hold(): () => void
  /** How many sleeps are under way. */
  readonly sleepers: number
}

interface Sleeper {
  readonly at: number
  readonly number: number
  readonly wake: () => void
}

/**
 * A virtual clock that moves by itself to the next sleeper once nothing else is left to do: an emulator with this clock
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

  /** By time, and by the order of going to sleep at the same time; who was aborted stays in here until it is his turn. */
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
  /** Everything that is ready to run runs first. */
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
    // Who sleeps longer is not woken by the clock's own moving meanwhile.
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
      if (!Number.isFinite(ms)) throw new OptionError('ms', 'must be a number')
      startedAt += ms
    },
    hold,
    get sleepers() {
      return sleepers.size
    },
  }
}

/** A turn of the event loop later, without the millisecond that a timer takes where there is a quicker way. */
function soon(resume: () => void): void {
  if (typeof setImmediate === 'function') setImmediate(resume)
  else setTimeout(resume)
}

/** Holds a clock that can be held. */
export function holdClock(clock: Clock): () => void {
  return clock.hold?.() ?? (() => {})
}
