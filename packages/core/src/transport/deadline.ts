import { type Clock, monotonic } from '../clock.ts'
import { Cancellation } from './cancellation.ts'

/** A timer between its neighbours, by age. */
interface Timer {
  readonly at: number
  late: (() => void) | undefined
  older: Timer | undefined
  younger: Timer | undefined
}

/**
 * One time limit for many calls. A single sleep waits for the oldest of them, and none is left when there are none: a timer
 * for each call would cost a good part of the call.
 */
export class Deadline {
  readonly #clock: Clock
  readonly #ms: number
  // A linked list: all have the same limit, so that the first to start is the first to be late, and any can leave.
  #oldest: Timer | undefined
  #youngest: Timer | undefined
  #sleeper: AbortController | undefined

  constructor(clock: Clock, ms: number) {
    this.#clock = clock
    this.#ms = ms
  }

  /** Calls `late` when the time is over. @returns a function that calls it off */
  start(late: () => void): () => void {
    const timer: Timer = { at: monotonic(this.#clock) + this.#ms, late, older: this.#youngest, younger: undefined }
    if (this.#youngest) this.#youngest.younger = timer
    else this.#oldest = timer
    this.#youngest = timer
    if (this.#sleeper === undefined) this.#watch()
    return () => {
      this.#remove(timer)
      if (this.#oldest) return
      this.#sleeper?.abort(noneWaits)
      this.#sleeper = undefined
    }
  }

  #remove(timer: Timer): void {
    if (timer.late === undefined) return
    const { older, younger } = timer
    if (older) older.younger = younger
    else this.#oldest = younger
    if (younger) younger.older = older
    else this.#youngest = older
    timer.late = timer.older = timer.younger = undefined
  }

  async #watch(): Promise<void> {
    const sleeper = new AbortController()
    this.#sleeper = sleeper
    while (this.#oldest) {
      const oldest = this.#oldest
      try {
        await this.#clock.sleep(oldest.at - monotonic(this.#clock), sleeper.signal)
      } catch {
        if (sleeper.signal.aborted) return
        // A clock that cannot sleep limits nothing any more: better too early than never.
      }
      const { late } = oldest
      this.#remove(oldest)
      late?.()
    }
    if (this.#sleeper === sleeper) this.#sleeper = undefined
  }
}

// Made once: an abort without a reason makes an error with a stack trace each time.
const noneWaits = new Error('no call waits any more')

/**
 * Runs what the caller's abort or a deadline cancels, whichever comes first. It is not waited for past either, and is cancelled
 * too where it fails, which closes what it left open.
 *
 * @param late makes the error of a deadline that has passed
 */
export function withDeadline<T>(
  deadline: Deadline,
  signal: AbortSignal | undefined,
  late: () => Error,
  run: (cancellation: Cancellation) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const cancellation = new Cancellation()
    const release = () => {
      callOff()
      signal?.removeEventListener('abort', onAbort)
    }
    const end = (reason: unknown) => {
      release()
      reject(reason)
      cancellation.cancel(reason)
    }
    const onAbort = () => end(signal?.reason)
    const callOff = deadline.start(() => end(late()))
    signal?.addEventListener('abort', onAbort, { once: true })
    run(cancellation).then((value) => {
      release()
      resolve(value)
    }, end)
  })
}
