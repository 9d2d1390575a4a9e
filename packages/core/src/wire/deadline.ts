import type { Clock } from '../clock.ts'

/** One piece of work between its neighbours, by age. */
interface Waiting {
  readonly at: number
  late: (() => void) | undefined
  older: Waiting | undefined
  younger: Waiting | undefined
}

/**
 * One limit of time for many pieces of work. A single sleeper waits for the oldest of them, and none is left when there
 * are none: a timer for each call would cost a good part of the call.
 */
export class Deadline {
  readonly #clock: Clock
  readonly #ms: number
  // A list by hand: all have the same limit, so that the first to come is the first to be late, and any can leave.
  #oldest: Waiting | undefined
  #youngest: Waiting | undefined
  #sleeper: AbortController | undefined

  constructor(clock: Clock, ms: number) {
    this.#clock = clock
    this.#ms = ms
  }

  /** Calls `late` when the time is over; gives what calls that off. */
  start(late: () => void): () => void {
    const waiting: Waiting = { at: elapsed(this.#clock) + this.#ms, late, older: this.#youngest, younger: undefined }
    if (this.#youngest) this.#youngest.younger = waiting
    else this.#oldest = waiting
    this.#youngest = waiting
    if (this.#sleeper === undefined) this.#watch()
    return () => {
      this.#remove(waiting)
      if (this.#oldest) return
      this.#sleeper?.abort(nobodyWaits)
      this.#sleeper = undefined
    }
  }

  #remove(waiting: Waiting): void {
    if (waiting.late === undefined) return
    const { older, younger } = waiting
    if (older) older.younger = younger
    else this.#oldest = younger
    if (younger) younger.older = older
    else this.#youngest = older
    waiting.late = waiting.older = waiting.younger = undefined
  }

  async #watch(): Promise<void> {
    const sleeper = new AbortController()
    this.#sleeper = sleeper
    while (this.#oldest) {
      const oldest = this.#oldest
      try {
        await this.#clock.sleep(oldest.at - elapsed(this.#clock), sleeper.signal)
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

function elapsed(clock: Clock): number {
  return clock.elapsed?.() ?? clock.now()
}

// Made once: an abort without a reason makes an error with a stack trace each time.
const nobodyWaits = new Error('nobody waits any more')

/**
 * How work learns that it is not wanted any more. An `AbortController` for each call costs a twentieth of it, so that the
 * signal is made only for those who ask.
 */
export class Ending {
  #open: { destroy(): void } | undefined
  #ended: { readonly reason: unknown } | undefined
  #controller: AbortController | undefined
  /** True once the request has left, false before; undefined where its transport does not know. */
  isSent: boolean | undefined
  /** Set where it was sent over a kept connection that the other side has closed meanwhile. */
  isStale: boolean = false

  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#ended) this.#controller.abort(this.#ended.reason)
    return this.#controller.signal
  }

  /** Holds what is open meanwhile, to close it at the end; not a function, whose scope would outlive the call. */
  hold(open: { destroy(): void }): void {
    this.#open = open
    if (this.#ended) open.destroy()
  }

  /** What was held is nobody's to close any more. */
  letGo(): void {
    this.#open = undefined
  }

  end(reason: unknown): void {
    this.#ended = { reason }
    this.#open?.destroy()
    this.#controller?.abort(reason)
  }

  get isOver(): boolean {
    return this.#ended !== undefined
  }

  throwIfEnded(): void {
    if (this.#ended) throw this.#ended.reason
  }
}

/**
 * Does work that ends with the caller's abort, or at a deadline, whichever comes first. The work is not waited for past
 * either, and its ending comes too where it fails, which frees what was left open.
 *
 * @param late makes the error of a time that is over
 */
export function withDeadline<T>(
  deadline: Deadline,
  signal: AbortSignal | undefined,
  late: () => Error,
  work: (ending: Ending) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const ending = new Ending()
    const release = () => {
      callOff()
      signal?.removeEventListener('abort', onAbort)
    }
    const end = (reason: unknown) => {
      release()
      reject(reason)
      ending.end(reason)
    }
    const onAbort = () => end(signal?.reason)
    const callOff = deadline.start(() => end(late()))
    signal?.addEventListener('abort', onAbort, { once: true })
    work(ending).then((value) => {
      release()
      resolve(value)
    }, end)
  })
}
