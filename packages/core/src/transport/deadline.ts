import { after, type Clock, systemClock } from '../clock.ts'
import { Cancellation } from './cancellation.ts'

/** One time limit for many calls. */
export class Deadline {
  readonly #clock: Clock
  readonly #ms: number

  constructor(clock: Clock, ms: number) {
    this.#clock = clock
    this.#ms = ms
  }

  /** Calls `late` when the time is over. @returns a function that calls it off */
  start(late: () => void): () => void {
    // A sleep of the machine is a timer, and costs a twentieth of a call more.
    if (this.#clock.sleep === systemClock.sleep) return after(this.#ms, late)
    const sleeper = new AbortController()
    const end = () => {
      if (!sleeper.signal.aborted) late()
    }
    // A clock that cannot sleep limits nothing any more: better too early than never.
    this.#clock.sleep(this.#ms, sleeper.signal).then(end, end)
    return () => sleeper.abort(hasEnded)
  }
}

// Made once: an abort without a reason makes an error with a stack trace each time.
const hasEnded = new Error('the call has ended')

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
