import { type Clock, monotonic, OptionError } from '@vpn-gateway/core'
import type { EmulatorEvent } from './model/ledger.ts'
import type { Model } from './model/model.ts'

/**
 * Who is told what happens. A model makes up for the time only when somebody looks; while there is a listener, this looks
 * as soon as there is something to see.
 */
export class Watchers {
  readonly #clock: Clock
  readonly #listeners = new Set<(event: EmulatorEvent) => void>()
  #sleep: { readonly untilMs: number; readonly cancel: AbortController } | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** @returns what ends it */
  add(model: Model, listener: (event: EmulatorEvent) => void): () => void {
    if (typeof listener !== 'function') throw new OptionError('listener', 'must be a function')
    // One function that is given twice is told twice.
    const own = (event: EmulatorEvent) => listener(event)
    this.#listeners.add(own)
    this.lookAhead(model)
    return () => {
      this.#listeners.delete(own)
      this.lookAhead(model)
    }
  }

  tell(event: EmulatorEvent): void {
    for (const listener of this.#listeners) {
      // A listener only watches: what it throws changes nothing.
      try {
        listener(event)
      } catch {}
    }
  }

  /** Is called whenever what comes next may have changed. */
  lookAhead(model: Model): void {
    const untilMs = this.#listeners.size > 0 ? model.nextChangeAt() : undefined
    if (untilMs === this.#sleep?.untilMs) return
    this.#sleep?.cancel.abort()
    this.#sleep = undefined
    if (untilMs === undefined) return
    const sleep = { untilMs, cancel: new AbortController() }
    this.#sleep = sleep
    const look = () => {
      if (this.#sleep === sleep) this.#sleep = undefined
      model.catchUp()
      this.lookAhead(model)
    }
    this.#clock.sleep(untilMs - monotonic(this.#clock), sleep.cancel.signal).then(look, () => {})
  }
}
