import { type Clock, monotonic, type ResponseEvent, systemClock } from '@vpn-gateway/core'
import { plain } from '../terminal.ts'
import { durationOf } from './lines.ts'

/** Shorter trouble is ordinary, and not shown. */
const ordinaryMs = 5_000

/** Watches the answers: for how long nothing but throttles or faults came. */
export class Trouble {
  readonly #clock: Clock
  #since: { readonly atMs: number; readonly word: string } | undefined

  constructor(clock: Clock = systemClock) {
    this.#clock = clock
  }

  note({ error }: ResponseEvent): void {
    const isTrouble = error?.kind === 'throttled' || error?.kind === 'transient'
    if (!isTrouble) this.#since = undefined
    else
      this.#since ??= {
        atMs: monotonic(this.#clock),
        word: `${error.kind === 'throttled' ? 'throttled' : 'no usable answer'} (${plain(String(error.code))})`,
      }
  }

  /** Gives the trouble in words, where there is some that lasts. */
  words(): string {
    const lastsMs = this.#since ? monotonic(this.#clock) - this.#since.atMs : 0
    return this.#since && lastsMs > ordinaryMs ? `${this.#since.word} for ${durationOf(lastsMs)}` : ''
  }
}
