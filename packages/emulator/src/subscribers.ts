import { type Clock, monotonic, OptionError } from '@vpn-gateway/core'
import type { EmulatorEvent } from './model/ledger.ts'
import type { Model } from './model/model.ts'

/**
 * Listeners of an emulator. A model makes up for the time only when it is read; while there is a listener, this reads it as
 * soon as time changes something.
 */
export class Subscribers {
  readonly #clock: Clock
  readonly #model: Model
  readonly #listeners = new Set<(event: EmulatorEvent) => void>()
  #sleep: { readonly untilMs: number; readonly cancel: AbortController } | undefined

  constructor(clock: Clock, model: Model) {
    this.#clock = clock
    this.#model = model
  }

  /** @returns a function that removes it */
  add(listener: (event: EmulatorEvent) => void): () => void {
    if (typeof listener !== 'function') throw new OptionError('listener', 'must be a function')
    // A function that is given twice is called twice.
    const own = (event: EmulatorEvent) => listener(event)
    this.#listeners.add(own)
    this.lookAhead()
    return () => {
      this.#listeners.delete(own)
      this.lookAhead()
    }
  }

  emit(event: EmulatorEvent): void {
    for (const listener of this.#listeners) {
      // A listener only watches: an error of its own changes nothing.
      try {
        listener(event)
      } catch {}
    }
  }

  /** Sleeps until the next change that time brings; to be called whenever that may be another. */
  lookAhead(): void {
    const untilMs = this.#listeners.size > 0 ? this.#model.nextChangeAt() : undefined
    if (untilMs === this.#sleep?.untilMs) return
    this.#sleep?.cancel.abort()
    this.#sleep = undefined
    if (untilMs === undefined) return
    const sleep = { untilMs, cancel: new AbortController() }
    this.#sleep = sleep
    const catchUp = () => {
      if (this.#sleep === sleep) this.#sleep = undefined
      this.#model.catchUp()
      this.lookAhead()
    }
    this.#clock.sleep(untilMs - monotonic(this.#clock), sleep.cancel.signal).then(catchUp, () => {})
  }
}
