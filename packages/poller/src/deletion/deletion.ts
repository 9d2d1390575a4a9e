import { monotonic, type VpnGatewayError } from '@vpn-gateway/core'
import { clipped } from '../backoff.ts'
import { checkOptions } from '../check-options.ts'
import type { Engine } from '../engine/engine.ts'
import { noteMade } from '../engine/provenance.ts'
import type { DeletionPhase, DeletionProgress, DeletionState, Seen } from '../engine/state.ts'
import { isAccepted, isEnded, progressOf } from '../engine/state.ts'
import { step } from '../engine/step.ts'
import { type DeletionError, failureOf } from '../errors.ts'
import type { EventLog } from '../events.ts'
import { within } from '../within.ts'
import { endOfWait, notAcceptedInTime, notGoneInTime } from './end-of-wait.ts'

/** Bounds of one wait for a deletion. */
export interface WaitOptions {
  /** Ends this wait, and no other one on the same deletion. */
  readonly signal?: AbortSignal | undefined
  /** Longest wait in milliseconds; it ends the wait, not the deletion. @defaultValue 1_800_000 */
  readonly timeoutMs?: number | undefined
}

/**
 * A deletion that the service has accepted. It is polled only while a caller waits for it, reads it or polls it.
 * Reading ends with the last phase; why a deletion failed is for `result` to say.
 */
export interface Deletion extends AsyncIterable<DeletionProgress> {
  readonly phase: DeletionPhase
  /**
   * Resolves once the resource is gone.
   *
   * @throws {DeletionError} `DeletionFailed` where it is proven to have come to nothing. Every other code ends this wait alone
   *   (`isFinal` is false): the deletion stays as it is, and can be waited for again.
   * @throws what `save` throws; the deletion goes on, and can be waited for again.
   */
  result(options?: WaitOptions): Promise<DeletionProgress>
  /** Takes one step, no earlier than is due, and gives after how many milliseconds the next one is; 0 at the end. */
  poll(options?: Pick<WaitOptions, 'signal'>): Promise<number>
  /** Serializes the deletion. */
  toJSON(): DeletionState
}

/** Parts of a deletion under watch. */
export interface WatchSetup {
  readonly engine: Engine
  readonly state: DeletionState
  readonly progress: EventLog<DeletionProgress>
  /** Keeps a state whose phase or token is new, before the next step; rejects where a request is not to be sent any more by then. */
  readonly enter: (state: DeletionState, gatewayStatus: string | undefined, signal: AbortSignal) => Promise<unknown>
  /** Learns from an accepted deletion how long the work takes. */
  readonly learn?: ((state: DeletionState, isOver: boolean) => void) | undefined
}

/** Steps a deletion on while callers wait. */
export class WatchedDeletion implements Deletion {
  readonly #setup: WatchSetup
  #state: DeletionState
  #last: Seen = {}
  /** Error that stood in the way of the request last. */
  #refusal: VpnGatewayError | undefined
  #nextAt: number
  /** The step under way, shared by all waiting callers. */
  #step: { readonly ended: Promise<number>; readonly abandon: AbortController } | undefined
  #waiting = 0

  constructor(setup: WatchSetup) {
    this.#setup = setup
    this.#state = setup.state
    this.#nextAt = monotonic(this.#clock)
    if (this.#isOver(setup.state)) setup.progress.end()
  }

  get phase(): DeletionPhase {
    return this.#state.phase
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<DeletionProgress, void, undefined> {
    const reading = new AbortController()
    const events = this.#setup.progress[Symbol.asyncIterator]()
    // Steps go on as long as events are read. How it ended is for `result` to say, unless it is not the deletion that ended.
    const { promise: broken, reject } = Promise.withResolvers<never>()
    broken.catch(() => {})
    this.result({ signal: reading.signal, timeoutMs: Number.POSITIVE_INFINITY }).catch((error) => {
      if (!this.#isOver(this.#state)) reject(error)
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

  /** Waits until the service has accepted the deletion. @throws what stood in the way, where that takes too long. */
  async accepted(signal: AbortSignal | undefined, timeoutMs: number): Promise<void> {
    const isDone = (state: DeletionState) => isAccepted(state) || isEnded(state)
    await this.#until(
      isDone,
      signal,
      timeoutMs,
      (spentMs) => this.endOfWait(spentMs, timeoutMs) && (this.#refusal ?? notAcceptedInTime(this.#state, this.#last, timeoutMs)),
    )
  }

  async result(options: WaitOptions = {}): Promise<DeletionProgress> {
    checkOptions(options, ['signal', 'timeoutMs'])
    const { signal, timeoutMs = 30 * 60_000 } = options
    await this.#until(this.#isOver, signal, timeoutMs, (spentMs) => this.endOfWait(spentMs, timeoutMs))
    if (this.#state.phase === 'failed') throw failureOf(this.#state.id, this.#state.failure)
    return progressOf(this.#state, this.#last.gatewayStatus)
  }

  async poll(options: Pick<WaitOptions, 'signal'> = {}): Promise<number> {
    checkOptions(options, ['signal'])
    const { signal } = options
    signal?.throwIfAborted()
    const ended = this.#join()
    if (signal) await within(ended, this.#clock, Number.POSITIVE_INFINITY, () => this.#leave(), signal)
    return ended
  }

  /** Says why a wait that has lasted so long ends though the deletion has not. */
  endOfWait(spentMs: number, timeoutMs: number): DeletionError | undefined {
    if (spentMs >= timeoutMs) return notGoneInTime(this.#state, this.#last, timeoutMs, this.#setup.engine)
    return endOfWait(this.#state, this.#last, spentMs, this.#setup.engine)
  }

  toJSON(): DeletionState {
    return this.#state
  }

  get #clock() {
    return this.#setup.engine.settings.clock
  }

  /** Time until the next step is due; a clock without a monotonic reading may have been set back. */
  get #dueMs(): number {
    return Math.min(this.#nextAt - monotonic(this.#clock), this.#state.afterMs)
  }

  /** Says whether the watch has ended: where others verify that the resource is absent, an idle gateway is its end. */
  readonly #isOver = (state: DeletionState): boolean => isEnded(state) || (this.#setup.engine.leavesAbsence && state.phase === 'idle')

  /** @param endOf says why a wait that has lasted so long ends */
  async #until(
    isDone: (state: DeletionState) => boolean,
    signal: AbortSignal | undefined,
    timeoutMs: number,
    endOf: (spentMs: number) => unknown,
  ): Promise<void> {
    let [spentMs, now] = [0, monotonic(this.#clock)]
    signal?.throwIfAborted()
    // A wall clock may have been stepped since another process was about to confirm a failure: that time does not count.
    if (this.#state === this.#setup.state && this.#state.streak?.verdict === 'failed') noteMade(this.#state, this.#clock)
    while (!isDone(this.#state)) {
      const before = now
      now = monotonic(this.#clock)
      // A clock without a monotonic reading may be set back meanwhile.
      spentMs += Math.max(now - before, 0)
      const end = endOf(spentMs)
      if (end) throw end
      const [dueMs, at, leftMs] = [this.#dueMs, this.#nextAt, Math.ceil(Math.max(timeoutMs - spentMs, 0))]
      const sleepMs = clipped(dueMs, leftMs)
      if (dueMs > 0) {
        await this.#clock.sleep(sleepMs, signal)
        // It was waited for, also where the clock stands still.
        if (this.#nextAt === at && sleepMs >= dueMs) this.#nextAt = monotonic(this.#clock)
      } else await within(this.#join(), this.#clock, leftMs, () => this.#leave(), signal)
    }
  }

  #join(): Promise<number> {
    if (!this.#step) {
      const abandon = new AbortController()
      const ended = this.#stepIfDue(abandon.signal).finally(() => {
        this.#step = undefined
        this.#waiting = 0
      })
      this.#step = { ended, abandon }
    }
    this.#waiting += 1
    return this.#step.ended
  }

  /** A step that nothing waits for any more is given up, and with it its requests. */
  #leave(): void {
    this.#waiting -= 1
    if (this.#waiting === 0) this.#step?.abandon.abort()
  }

  async #stepIfDue(signal: AbortSignal): Promise<number> {
    if (this.#isOver(this.#state)) return 0
    if (this.#dueMs > 0) return this.#dueMs
    try {
      const { state, afterMs, ...last } = await step(this.#setup.engine, this.#state, signal)
      this.#last = last
      if (last.error && !isAccepted(state)) this.#refusal = last.error
      await this.#take(state, last, signal)
      this.#nextAt = monotonic(this.#clock) + afterMs
      return afterMs
    } catch (error) {
      // Given up; the next step is due at once.
      if (signal.aborted) return 1
      this.#nextAt = monotonic(this.#clock) + this.#setup.engine.pace.confirmMs
      throw error
    }
  }

  /** A phase is entered once it is kept: where that fails the next step enters it, and the waiting callers get the error. */
  async #take(state: DeletionState, { gatewayStatus }: Seen, signal: AbortSignal): Promise<void> {
    const isNews = state.phase !== this.#state.phase || state.clientToken !== this.#state.clientToken
    if (isNews) await this.#setup.enter(state, gatewayStatus, signal)
    this.#state = state
    if (isAccepted(state) || isEnded(state)) this.#setup.learn?.(state, this.#isOver(state))
    if (this.#isOver(state)) this.#setup.progress.end()
  }
}
