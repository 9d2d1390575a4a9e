import { isVpnGatewayError } from '@vpn-gateway/core'
import { monotonic } from '../backoff.ts'
import { WatchedDeletion } from '../deletion/deletion.ts'
import { newState } from '../engine/prepare.ts'
import { type DeletionProgress, type DeletionState, isAccepted } from '../engine/state.ts'
import { DeletionError, type DeletionErrorCode } from '../errors.ts'
import { EventLog } from '../event-log.ts'
import { listChildren } from '../service/children.ts'
import type { ResourceRef } from '../service/resource-ref.ts'
import { AbsenceVerifier } from './absence-verifier.ts'
import type { TeardownContext } from './context.ts'
import { waitUntilIdle } from './wait-until-idle.ts'

/** Ended deletions that one listing is to verify, before others of the queue go on. */
const verifiedAtOnce = 10

/** What one gateway is to lose, one after another, since a busy gateway refuses; or one resource that has no gateway. */
export class GatewayQueue {
  readonly #context: TeardownContext
  readonly #parent: ResourceRef | undefined
  readonly #waiting: DeletionState[] = []
  readonly #known = new Set<string>()
  /** What did not go, or is not known to. */
  readonly #stopped = new Set<string>()
  readonly #verifier: AbsenceVerifier | undefined
  /** A deletion that was not waited for to its end, and keeps the gateway busy. */
  #occupying: WatchedDeletion | undefined
  /** Whether the gateway was seen idle after the last work on it; otherwise that is only likely. */
  #isCertainlyIdle = false
  #takesEverything = false
  #isEmptied = false
  #isPrimed = false
  #isAtWork = false

  constructor(context: TeardownContext, parent: ResourceRef | undefined) {
    const stop: TeardownContext['stop'] = (state, error) => {
      this.#stopped.add(state.id)
      context.stop(state, error)
    }
    this.#context = { ...context, stop }
    this.#parent = parent
    this.#verifier = parent && new AbsenceVerifier(this.#context, parent)
  }

  /** Everything that it was ever to delete. */
  get ids(): readonly string[] {
    return [...this.#known]
  }

  /** Whether two complete listings, at different times, have shown nothing on the gateway. */
  get isEmptied(): boolean {
    return this.#isEmptied
  }

  /** Whether it is working off what it has. */
  get isAtWork(): boolean {
    return this.#isAtWork
  }

  /** Those that were sent already come first: another one would be refused while they are under way. */
  add(state: DeletionState): void {
    this.#known.add(state.id)
    if (state.phase === 'found') this.#waiting.push(state)
    else this.#waiting.unshift(state)
  }

  /** Notes what has ended before: it is not touched again, though it may still be there. */
  know({ id, phase }: DeletionState): void {
    this.#known.add(id)
    if (phase === 'failed') this.#stopped.add(id)
  }

  /** Everything that is on the gateway belongs to the queue too. */
  takeEverything(): this {
    this.#takesEverything = true
    return this
  }

  /** Deletes one after another; each ends with an outcome, and none stops the others. */
  async work(): Promise<void> {
    this.#isAtWork = true
    try {
      do {
        await this.#deleteAll()
        await this.#verifyRest()
        if (this.#takesEverything && this.#waiting.length === 0) await this.#findChildren()
      } while (this.#waiting.length > 0)
    } finally {
      this.#isAtWork = false
    }
  }

  async #deleteAll(): Promise<void> {
    await this.#prime()
    for (let state = this.#waiting.shift(); state; state = this.#waiting.shift()) {
      await this.#delete(state)
      if (this.#verifier && this.#verifier.due >= verifiedAtOnce) await this.#verify(this.#verifier)
    }
  }

  async #prime(): Promise<void> {
    if (this.#isPrimed || !this.#verifier || this.#waiting.length === 0) return
    this.#isPrimed = true
    await this.#verifier.prime(this.#waiting).catch(() => {})
  }

  async #delete(given: DeletionState): Promise<void> {
    const { engine, signal, timeoutMs, enter, stop, watched } = this.#context
    const setup = {
      engine: { ...engine, leavesAbsence: this.#parent !== undefined },
      state: given,
      progress: new EventLog<DeletionProgress>(),
      enter,
      firstDelayMs: 0,
      work: () => watched(given.resource),
    }
    const deletion = new WatchedDeletion(setup)
    try {
      signal.throwIfAborted()
      if (this.#occupying) await this.#waitForOccupying(given.id)
      this.#isCertainlyIdle = false
      if (!isAccepted(given)) await deletion.accepted(signal, engine.settings.busyTimeoutMs)
      this.#occupying = deletion
      await deletion.result({ signal, timeoutMs })
      this.#occupying = undefined
      this.#leave(deletion)
    } catch (error) {
      if (!mayKeepBusy(error)) this.#occupying = undefined
      stop(deletion.state, error)
    }
  }

  /** Leaves a deletion whose gateway is idle again to be verified. */
  #leave({ state }: WatchedDeletion): void {
    if (state.phase !== 'idle') return
    this.#isCertainlyIdle = state.worked === true
    this.#verifier?.add(state)
  }

  /** Waits for a deletion that was not waited for to its end; it may end well after all. */
  async #waitForOccupying(id: string): Promise<void> {
    const { signal, timeoutMs } = this.#context
    const deletion = this.#occupying
    try {
      await deletion?.result({ signal, timeoutMs })
      if (deletion) this.#leave(deletion)
    } catch (error) {
      signal.throwIfAborted()
      if (mayKeepBusy(error))
        throw new DeletionError('GatewayOccupied', id, 'not sent: an earlier deletion on its gateway has not ended', error)
    }
    this.#occupying = undefined
  }

  async #verify(verifier: AbsenceVerifier): Promise<void> {
    // While another deletion goes on, an absence may be false.
    if (this.#occupying) return
    const back = await verifier.verify(this.#isCertainlyIdle, this.#waiting.length)
    for (const state of back) this.add(state)
  }

  /** Verifies what is left before the queue ends. */
  async #verifyRest(): Promise<void> {
    const verifier = this.#verifier
    if (!verifier) return
    try {
      while (verifier.size > 0 || this.#occupying) {
        this.#context.signal.throwIfAborted()
        if (this.#occupying) await this.#waitForOccupying(this.#parent?.id ?? '')
        await verifier.untilDue()
        await this.#verify(verifier)
        this.#isCertainlyIdle = false
        if (this.#waiting.length > 0) await this.#deleteAll()
      }
    } catch (error) {
      verifier.giveUp(error)
    }
  }

  /**
   * Adds what is on the gateway and not known yet. A gateway that is busy is waited for, as its listings may lack some; and
   * it is emptied once two complete listings, at different times, show nothing.
   */
  async #findChildren(): Promise<void> {
    const { engine, patient, signal, stopParent, enter, regionId, timeoutMs } = this.#context
    const { clock, apartMs, ensureGone } = engine.settings
    const parent = this.#parent
    if (!parent) return
    const startedAt = monotonic(clock)
    try {
      for (let empty = 0; empty < 2; ) {
        const exists = await waitUntilIdle(this.#context, parent)
        const { children, isComplete } = await listChildren(patient, parent, signal)
        if (isComplete) this.#verifier?.noteShown(children.map(({ ref }) => ref.id))
        const news = children.filter(({ ref }) => !this.#known.has(ref.id))
        for (const { ref } of news) {
          const state = newState(ref, regionId, clock)
          await enter(state)
          this.add(state)
        }
        if (news.length > 0) return
        if (!exists && empty > 0 && !ensureGone) throw new DeletionError('ParentAbsent', parent.id, 'there is no gateway of this id')
        // What did not go is no news. What is said to be gone, and shows, is listed again.
        if (isComplete && children.length > 0 && children.every(({ ref }) => this.#stopped.has(ref.id))) return
        empty = isComplete && children.length === 0 ? empty + 1 : 0
        if (monotonic(clock) - startedAt >= timeoutMs)
          throw new DeletionError('CannotObserve', parent.id, `no complete listing of what is on it came for ${timeoutMs} ms`)
        if (empty < 2) await clock.sleep(apartMs, signal)
      }
      this.#isEmptied = true
    } catch (error) {
      stopParent(parent, error)
    }
  }
}

/** Says whether a deletion has stopped in a way that may leave its gateway busy. */
function mayKeepBusy(error: unknown): boolean {
  const codes: readonly unknown[] = ['NotGoneInTime', 'GatewayOccupied', 'ParentLocked'] satisfies DeletionErrorCode[]
  return isVpnGatewayError(error) && codes.includes(error.code)
}
