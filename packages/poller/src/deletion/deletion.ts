import type { Clock } from '@vpn-gateway/core'
import { checkDuration, clipped, elapsed } from '../delay.ts'
import { DeletionError, isPassing } from '../errors.ts'
import type { EventLog } from '../event-log.ts'
import type { WatchedWork } from '../pace/durations.ts'
import type { Pace } from '../pace/pace.ts'
import type { Looks, Observation } from './observer.ts'
import { type DeletionPhase, type DeletionProgress, type DeletionState, isEnded } from './state.ts'
import { within } from './within.ts'

/** Bounds of one wait for a deletion. */
export interface WaitOptions {
  /** Ends this wait, and no other one on the same deletion. */
  readonly signal?: AbortSignal | undefined
  /** Longest wait in milliseconds, 1,800,000 by default; it ends the wait, not the deletion. */
  readonly timeoutMs?: number | undefined
}

/**
 * A deletion that the service has accepted. It is looked at only while somebody waits for it, reads it or polls it.
 * Reading ends with the last phase; why a deletion failed is for `result` to tell.
 */
export interface Deletion extends AsyncIterable<DeletionProgress> {
  readonly phase: DeletionPhase
  /**
   * Resolves once the resource is gone.
   *
   * @throws {DeletionError} where it did not go, or not in time.
   * @throws what `save` throws; the deletion goes on, and can be waited for again.
   */
  result(options?: WaitOptions): Promise<DeletionProgress>
  /** Takes one look, no earlier than is due, and tells after how many milliseconds the next one is; 0 at the end. */
  poll(options?: Pick<WaitOptions, 'signal'>): Promise<number>
  /** The deletion as data. */
  toJSON(): DeletionState
}

export interface DeletionSetup {
  readonly state: DeletionState
  readonly observer: Looks
  readonly progress: EventLog<DeletionProgress>
  readonly clock: Clock
  readonly pace: Pace
  /** How long the gateway may show no work, with the resource still there, before the deletion counts as failed. */
  readonly startTimeoutMs: number
  /** Is told of a new state before anybody else. */
  readonly enter: (state: DeletionState, gatewayStatus?: string) => Promise<DeletionProgress>
  /** The delay to the first look; none where somebody else has waited for it. */
  readonly firstDelayMs: number
  readonly outcome?: Outcome | undefined
  /** Learns from the looks how long it takes. */
  readonly work?: WatchedWork | undefined
}

/** How a deletion has ended. */
export type Outcome = { readonly progress: DeletionProgress } | { readonly error: unknown }

const defaultTimeoutMs = 30 * 60_000

/** A look that is under way, for everybody who waits for it. */
interface LookUnderWay {
  readonly ended: Promise<number>
  readonly abandon: AbortController
}

export class WatchedDeletion implements Deletion {
  readonly #setup: DeletionSetup
  readonly #acceptedAt: number
  #state: DeletionState
  #outcome: Outcome | undefined
  #nextAt: number
  #look: LookUnderWay | undefined
  #waiting = 0

  constructor(setup: DeletionSetup) {
    this.#setup = setup
    this.#state = setup.state
    // A clock that was corrected since must not make it come from the future.
    this.#acceptedAt = Math.min(setup.state.acceptedAtMs ?? Number.POSITIVE_INFINITY, setup.clock.now())
    this.#nextAt = elapsed(setup.clock) + setup.firstDelayMs
    this.#outcome = setup.outcome
    if (setup.outcome) setup.progress.end()
  }

  get phase(): DeletionPhase {
    return this.#state.phase
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<DeletionProgress, void, undefined> {
    const reading = new AbortController()
    const events = this.#setup.progress[Symbol.asyncIterator]()
    // Looks go on as long as somebody reads. How it ended is for `result` to tell, unless it is not the deletion that ended.
    const { promise: broken, reject } = Promise.withResolvers<never>()
    broken.catch(() => {})
    this.result({ signal: reading.signal, timeoutMs: Number.POSITIVE_INFINITY }).catch((error) => {
      if (this.#outcome === undefined) reject(error)
    })
    try {
      for (;;) {
        const next = await Promise.race([events.next(), broken])
        if (next.done) return
        yield next.value
      }
    } finally {
      reading.abort()
    }
  }

  async result(options?: WaitOptions): Promise<DeletionProgress> {
    const { signal, timeoutMs = defaultTimeoutMs } = options ?? {}
    checkDuration('timeoutMs', timeoutMs)
    const { clock } = this.#setup
    const deadline = elapsed(clock) + timeoutMs
    signal?.throwIfAborted()
    while (this.#outcome === undefined) {
      const leftMs = deadline - elapsed(clock)
      if (leftMs <= 0) throw new DeletionError('NotGoneInTime', this.#state.id, `not gone after ${timeoutMs} ms; the deletion goes on`)
      const dueMs = this.#nextAt - elapsed(clock)
      if (dueMs > 0) await clock.sleep(clipped(dueMs, leftMs), signal)
      else await within(this.#join(), clock, leftMs, signal, () => this.#leave())
    }
    if ('error' in this.#outcome) throw this.#outcome.error
    return this.#outcome.progress
  }

  async poll({ signal }: Pick<WaitOptions, 'signal'> = {}): Promise<number> {
    signal?.throwIfAborted()
    const look = this.#join()
    if (signal) await within(look, this.#setup.clock, Number.POSITIVE_INFINITY, signal, () => this.#leave())
    return look
  }

  toJSON(): DeletionState {
    const { said } = this.#setup.observer
    return said && said.times > 0 && !isEnded(this.#state) ? { ...this.#state, said } : this.#state
  }

  #join(): Promise<number> {
    this.#look ??= this.#begin()
    this.#waiting += 1
    return this.#look.ended
  }

  /** A look that nobody waits for any more is given up, and with it its requests. */
  #leave(): void {
    this.#waiting -= 1
    if (this.#waiting === 0) this.#look?.abandon.abort()
  }

  #begin(): LookUnderWay {
    const abandon = new AbortController()
    const ended = this.#lookIfDue(abandon.signal).finally(() => {
      this.#look = undefined
      this.#waiting = 0
    })
    return { ended, abandon }
  }

  async #lookIfDue(signal: AbortSignal): Promise<number> {
    const { clock, observer, progress } = this.#setup
    if (this.#outcome !== undefined) return 0
    if (elapsed(clock) < this.#nextAt) return this.#nextAt - elapsed(clock)
    const observation = await observer.look(signal).catch((error) => ({ error: error as unknown }))
    // Nobody waited to the end of this look; the next one is due at once.
    if (signal.aborted) return 1
    const delayMs = this.#delayAfter(observation)
    this.#nextAt = elapsed(clock) + delayMs
    await this.#take(observation)
    if (this.#outcome === undefined) return delayMs
    progress.end()
    return 0
  }

  /** A phase is entered once it is saved: where that fails the next look enters it, and who waits now is told why. */
  async #take(observation: Observation | { readonly error: unknown }): Promise<void> {
    if ('error' in observation) return this.#takeError(observation.error)
    const { verdict, gatewayStatus } = observation
    const { id } = this.#state
    if (verdict === 'failed')
      return this.#fail(new DeletionError('DeletionFailed', id, `its gateway is ${gatewayStatus} again, and it is still there`))
    if (verdict === 'unseen' && this.#startIsOverdue())
      return this.#fail(
        new DeletionError(
          'DeletionNotBegun',
          id,
          `${gatewayStatus === undefined ? 'no work has shown' : `its gateway stayed ${gatewayStatus}`}, and it is still there`,
        ),
      )
    if (verdict === 'busy') this.#setup.work?.goesOn(this.#ageMs())
    if (verdict === 'busy' && this.#state.phase === 'accepted') await this.#enter('updating', gatewayStatus)
    if (verdict !== 'gone' && verdict !== 'settled') return
    this.#setup.work?.ended(this.#ageMs())
    let progress: DeletionProgress | undefined
    if (gatewayStatus !== undefined && this.#state.phase !== 'settled') progress = await this.#enter('settled', gatewayStatus)
    if (verdict === 'gone' || !progress) progress = await this.#enter(verdict, gatewayStatus)
    this.#outcome = { progress }
  }

  /** What passes is looked past; what is no error of the service's says nothing of the deletion, and is for who waits. */
  async #takeError(error: unknown): Promise<void> {
    if (isPassing(error)) return
    if (!(error instanceof DeletionError)) throw error
    await this.#fail(error)
  }

  async #fail(error: DeletionError): Promise<void> {
    this.#setup.work?.dropped()
    await this.#enter('failed', undefined, error.code)
    this.#outcome = { error }
  }

  #startIsOverdue(): boolean {
    return this.#ageMs() > this.#setup.startTimeoutMs
  }

  #ageMs(): number {
    return this.#setup.clock.now() - this.#acceptedAt
  }

  async #enter(phase: DeletionPhase, gatewayStatus?: string, failure?: string): Promise<DeletionProgress> {
    const state = { ...this.#state, phase, ...(failure !== undefined && { failure }) }
    const entered = await this.#setup.enter(state, gatewayStatus)
    this.#state = state
    return entered
  }

  #delayAfter(observation: Observation | { readonly error: unknown }): number {
    const { pace } = this.#setup
    if ('verdict' in observation && observation.isUnconfirmed) return pace.confirmMs
    return pace.delayMs(this.#state.resource, this.#ageMs())
  }
}
