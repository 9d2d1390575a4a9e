import { type Clock, isVpnGatewayError } from '@vpn-gateway/core'
import { type Backoff, backoffMs } from '../backoff.ts'
import type { EventLog } from '../event-log.ts'
import { DeletionError } from './errors.ts'
import type { Observation, Observer } from './observer.ts'
import type { DeletionPhase, DeletionProgress, DeletionState } from './state.ts'

/** Bounds of one wait for a deletion. */
export interface WaitOptions {
  /** Ends this wait, and no other one on the same deletion. */
  readonly signal?: AbortSignal | undefined
  /** Longest wait in milliseconds; 1,800,000 by default. */
  readonly timeoutMs?: number | undefined
}

/** A deletion that the service has accepted. It is looked at only while somebody waits for it, reads it or polls it. */
export interface Deletion extends AsyncIterable<DeletionProgress> {
  readonly phase: DeletionPhase
  /**
   * Resolves once the resource is gone.
   *
   * @throws {DeletionError} where it did not go, or not in time.
   */
  result(options?: WaitOptions): Promise<DeletionProgress>
  /** Takes one look, no earlier than is due, and tells after how many milliseconds the next one is; 0 at the end. */
  poll(): Promise<number>
  /** The deletion as data. */
  toJSON(): DeletionState
}

export interface DeletionSetup {
  readonly state: DeletionState
  readonly observer: Observer
  readonly progress: EventLog<DeletionProgress>
  readonly clock: Clock
  readonly random: () => number
  readonly backoff: Backoff
  /** How long the gateway may show no work, with the resource still there, before the deletion counts as failed. */
  readonly startTimeoutMs: number
  /** Is told of a new state before anybody else. */
  readonly enter: (state: DeletionState, gatewayStatus: string | undefined) => Promise<DeletionProgress>
}

const defaultTimeoutMs = 30 * 60_000

export class WatchedDeletion implements Deletion {
  readonly #setup: DeletionSetup
  readonly #acceptedAt: number
  #state: DeletionState
  #outcome: { readonly progress: DeletionProgress } | { readonly error: unknown } | undefined
  #looks = 0
  #nextAt: number
  #looking: Promise<number> | undefined

  constructor(setup: DeletionSetup) {
    this.#setup = setup
    this.#state = setup.state
    this.#acceptedAt = setup.clock.now()
    this.#nextAt = this.#acceptedAt + this.#delayMs()
  }

  get phase(): DeletionPhase {
    return this.#state.phase
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<DeletionProgress, void, undefined> {
    const reading = new AbortController()
    // Looks go on as long as somebody reads. How it ended is for `result` to tell.
    this.result({ signal: reading.signal }).catch(() => {})
    try {
      yield* this.#setup.progress
    } finally {
      reading.abort()
    }
  }

  async result({ signal, timeoutMs = defaultTimeoutMs }: WaitOptions = {}): Promise<DeletionProgress> {
    const { clock } = this.#setup
    const deadline = clock.now() + timeoutMs
    signal?.throwIfAborted()
    while (this.#outcome === undefined) {
      if (clock.now() >= deadline)
        throw new DeletionError('NotGoneInTime', this.#state.id, `not gone after ${timeoutMs} ms; the deletion goes on`)
      await clock.sleep(Math.min(this.#nextAt, deadline) - clock.now(), signal)
      if (clock.now() >= this.#nextAt) await unlessAborted(this.poll(), signal)
    }
    if ('error' in this.#outcome) throw this.#outcome.error
    return this.#outcome.progress
  }

  poll(): Promise<number> {
    this.#looking ??= this.#lookIfDue().finally(() => {
      this.#looking = undefined
    })
    return this.#looking
  }

  toJSON(): DeletionState {
    return this.#state
  }

  async #lookIfDue(): Promise<number> {
    const { clock, observer, progress } = this.#setup
    if (this.#outcome !== undefined) return 0
    if (clock.now() < this.#nextAt) return this.#nextAt - clock.now()
    try {
      await this.#take(await observer.look())
    } catch (error) {
      if (!isPassing(error)) {
        this.#outcome = { error }
        // Why it failed is worth more than that this could not be saved.
        await this.#enter('failed').catch(() => {})
      }
    }
    if (this.#outcome !== undefined) {
      progress.end()
      return 0
    }
    const delayMs = this.#delayMs()
    this.#nextAt = clock.now() + delayMs
    return delayMs
  }

  async #take({ verdict, gatewayStatus }: Observation): Promise<void> {
    if (verdict === 'failed' || (verdict === 'unseen' && this.#startIsOverdue(gatewayStatus)))
      throw new DeletionError('DeletionFailed', this.#state.id, `its gateway is ${gatewayStatus} again, and it is still there`)
    if (verdict === 'busy' && this.#state.phase === 'accepted') await this.#enter('updating', gatewayStatus)
    if (verdict !== 'gone') return
    if (gatewayStatus !== undefined) await this.#enter('settled', gatewayStatus)
    this.#outcome = { progress: await this.#enter('gone', gatewayStatus) }
  }

  #startIsOverdue(gatewayStatus: string | undefined): boolean {
    return gatewayStatus !== undefined && this.#setup.clock.now() - this.#acceptedAt > this.#setup.startTimeoutMs
  }

  #enter(phase: DeletionPhase, gatewayStatus?: string): Promise<DeletionProgress> {
    this.#state = { ...this.#state, phase }
    return this.#setup.enter(this.#state, gatewayStatus)
  }

  #delayMs(): number {
    return backoffMs(this.#setup.backoff, this.#looks++, this.#setup.random)
  }
}

/** A look that failed in passing is taken again: the deletion goes on whether it is seen or not. */
function isPassing(error: unknown): boolean {
  return isVpnGatewayError(error) && (error.kind === 'transient' || error.kind === 'throttled' || error.kind === 'busy')
}

async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
