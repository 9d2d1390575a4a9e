import type { ResponseEvent } from '@vpn-gateway/core'
import { plain } from '../terminal.ts'
import { durationOf } from './lines.ts'

/** Shorter trouble is ordinary, and not told of. */
const ordinaryMs = 5_000

/** Watches the answers: for how long nothing but throttles or faults came. */
export class Trouble {
  #since: { readonly atMs: number; readonly word: string } | undefined

  note({ error }: ResponseEvent): void {
    const isTrouble = error?.kind === 'throttled' || error?.kind === 'transient'
    if (!isTrouble) this.#since = undefined
    else
      this.#since ??= {
        atMs: Date.now(),
        word: `${error.kind === 'throttled' ? 'throttled' : 'no usable answer'} (${plain(String(error.code))})`,
      }
  }

  /** Gives the trouble in words, where there is some that lasts. */
  wordsAt(now: number): string {
    const lastsMs = this.#since ? now - this.#since.atMs : 0
    return this.#since && lastsMs > ordinaryMs ? `${this.#since.word} for ${durationOf(lastsMs)}` : ''
  }
}
