import { type Clock, OptionError } from '@vpn-gateway/core'
import { orAborted, within } from '../within.ts'
import type { Journal, JournalEntry } from './journal.ts'

/** Longest wait of an aborted teardown for its journal, in milliseconds. */
const journalTimeoutMs = 10_000

/** Keeps the entries of a teardown. A journal that keeps nothing any more ends it: what it could not keep must not be done. */
export class JournalWriter {
  readonly #journal: Journal | undefined
  readonly #clock: Clock
  readonly #stop: AbortController
  /** Settles once everything is kept, or cannot be. */
  #writing: Promise<unknown> = Promise.resolve()
  /** Set where the journal has failed. */
  lost: { readonly cause: unknown } | undefined

  constructor(journal: Journal | undefined, clock: Clock, stop: AbortController) {
    this.#journal = journal
    this.#clock = clock
    this.#stop = stop
  }

  append(entry: JournalEntry): Promise<void> {
    const journal = this.#journal
    if (!journal) return Promise.resolve()
    const written = (async () => journal.append(entry, () => this.#clock.hold?.() ?? (() => {})))().catch((error) => {
      this.lost ??= { cause: error }
      this.#stop.abort(error)
      // A deletion that waits for it was ended with the teardown, and not refused.
      throw this.#stop.signal.reason
    })
    this.#writing = Promise.allSettled([this.#writing, written])
    return written
  }

  /** Waits until everything is kept, after an abort no longer than a time. */
  async keepAll(): Promise<void> {
    const noteLate = () => {
      this.lost ??= { cause: new OptionError('journal', `did not answer within ${journalTimeoutMs} ms of the end`) }
    }
    await orAborted(this.#writing, this.#stop.signal).catch(() => {})
    await within(this.#writing, this.#clock, journalTimeoutMs, noteLate)
  }
}
