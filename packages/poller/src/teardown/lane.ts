import { newState } from '../deletion/begin.ts'
import { type Deletion, WatchedDeletion } from '../deletion/deletion.ts'
import { type Looks, Observer } from '../deletion/observer.ts'
import { type DeletionState, isAccepted } from '../deletion/state.ts'
import { submit } from '../deletion/submit.ts'
import { DeletionError, type DeletionErrorCode } from '../errors.ts'
import { EventLog } from '../event-log.ts'
import { subjectsOn } from '../service/on-parent.ts'
import type { Parent } from '../service/parent.ts'
import type { Subject } from '../service/target.ts'
import type { TeardownContext } from './context.ts'
import { untilFree } from './free.ts'
import type { Job } from './job.ts'
import { Proving } from './proving.ts'
import { Settling } from './settling.ts'

/** Ended deletions that one listing is to prove, before others of the lane go on. */
const provenAtOnce = 10

/** What one gateway is to lose, one after another, since a busy gateway refuses; or one resource that has no gateway. */
export class Lane {
  readonly #context: TeardownContext
  readonly #parent: Parent | undefined
  readonly #waiting: Job[] = []
  readonly #known = new Set<string>()
  readonly #proving: Proving | undefined
  /** A deletion that was not waited for to its end, and keeps the gateway busy. */
  #occupying: { readonly deletion: Deletion; readonly job: Job } | undefined
  /** Whether the gateway is known to be free since it last worked; otherwise it is likely. */
  #isFreeForCertain = false
  #takesEverything = false
  /** Why it cannot be found out what is on the gateway. */
  #unfound: { readonly error: unknown } | undefined

  constructor(context: TeardownContext, parent: Parent | undefined) {
    this.#context = context
    this.#parent = parent
    this.#proving = parent && new Proving(context, parent)
  }

  /** Everything that it was ever to delete. */
  get ids(): readonly string[] {
    return [...this.#known]
  }

  /** Those that were sent already come first: another one would be refused while they are under way. */
  add(subject: Subject, state: DeletionState): void {
    this.#known.add(subject.id)
    if (state.phase === 'found') this.#waiting.push({ subject, state })
    else this.#waiting.unshift({ subject, state })
  }

  /** What has ended before is not touched again, though it may still be there. */
  know(id: string): void {
    this.#known.add(id)
  }

  /** Everything that is on the gateway belongs to the lane too. */
  takeEverything(): void {
    this.#takesEverything = true
  }

  /** Deletes one after another; each ends with an outcome, and none stops the others. */
  async work(): Promise<void> {
    if (this.#takesEverything) await this.#findMore()
    for (;;) {
      for (let job = this.#waiting.shift(); job; job = this.#waiting.shift()) {
        await this.#delete(job)
        if (this.#proving && this.#proving.size >= provenAtOnce) await this.#prove(this.#proving)
      }
      await this.#proveRest()
      if (!this.#takesEverything || !(await this.#findMore())) break
    }
    if (this.#parent && this.#unfound) this.#context.failParent(this.#parent, this.#unfound.error)
  }

  async #delete(job: Job): Promise<void> {
    const { service, settings, signal, timeoutMs, fail } = this.#context
    try {
      signal?.throwIfAborted()
      if (this.#occupying) await this.#waitForFree(job.subject.id)
      this.#isFreeForCertain = false
      const isOld = isAccepted(job.state)
      if (!isOld) await this.#submit(job)
      const { proof } = settings
      const settling = this.#parent && new Settling(service, job.subject, this.#parent, proof)
      const deletion = this.#watch(job, settling ?? new Observer(service, job.subject, job.state, proof), isOld)
      this.#occupying = { deletion, job }
      const { phase } = await deletion.result({ signal, timeoutMs })
      this.#occupying = undefined
      if (phase === 'settled') this.#proving?.add(job)
      this.#isFreeForCertain = settling?.isCertain === true
    } catch (error) {
      if (!mayBeUnderWay(error)) this.#occupying = undefined
      fail(job.subject, job.state, error)
    }
  }

  async #submit(job: Job): Promise<void> {
    const { service, settings, signal, onRetry } = this.#context
    await submit({ ...settings, service, subject: job.subject, signal, onRetry, enter: this.#keeping(job) }, job.state)
  }

  /** @param isOld whether an earlier teardown had it accepted, so that a look is due */
  #watch(job: Job, observer: Looks, isOld: boolean): WatchedDeletion {
    const { settings, pace, watched } = this.#context
    const { clock, startTimeoutMs } = settings
    const { resource } = job.subject
    return new WatchedDeletion({
      state: job.state,
      observer,
      progress: new EventLog(),
      clock,
      pace,
      startTimeoutMs,
      enter: this.#keeping(job),
      firstDelayMs: isOld ? 0 : pace.delayMs(resource, 0),
      work: watched(resource),
    })
  }

  #keeping(job: Job): TeardownContext['enter'] {
    return (state, gatewayStatus) => {
      job.state = state
      return this.#context.enter(state, gatewayStatus)
    }
  }

  /** Waits for a deletion that was not waited for to its end; it may end well after all. */
  async #waitForFree(id: string): Promise<void> {
    const { signal, timeoutMs } = this.#context
    const { deletion, job } = this.#occupying ?? {}
    try {
      const ended = await deletion?.result({ signal, timeoutMs })
      if (job && ended?.phase === 'settled') this.#proving?.add(job)
    } catch (error) {
      signal?.throwIfAborted()
      if (mayBeUnderWay(error))
        throw new DeletionError('GatewayOccupied', id, 'not sent: an earlier deletion on its gateway has not ended', error)
    }
    this.#occupying = undefined
  }

  async #prove(proving: Proving): Promise<void> {
    // While another deletion goes on, an absence may be false.
    if (this.#occupying === undefined) await proving.prove(this.#isFreeForCertain, this.#waiting.length)
  }

  /** Proves what is left before the lane ends; where an absence must show twice, at two times. */
  async #proveRest(): Promise<void> {
    const proving = this.#proving
    if (!proving) return
    try {
      while (proving.size > 0) {
        if (this.#occupying) await this.#waitForFree(this.#parent?.id ?? '')
        await this.#prove(proving)
      }
    } catch (error) {
      proving.giveUp(error)
    }
  }

  /** Adds what is on the gateway and not known yet; a gateway that works on something is waited for, as its listings may lack some. */
  async #findMore(): Promise<boolean> {
    const parent = this.#parent
    if (!parent) return false
    const { service, signal, settings, enter } = this.#context
    try {
      await untilFree(this.#context, parent)
      for (const subject of await subjectsOn(service, parent, signal)) {
        if (this.#known.has(subject.id)) continue
        const state = newState(subject, parent.id, this.#context.regionId)
        await enter(state)
        this.add(subject, state)
      }
      this.#unfound = undefined
      return this.#waiting.length > 0
    } catch (error) {
      // Nothing is on a gateway that is not there.
      const isGone = error instanceof DeletionError && error.code === 'ParentVanished' && settings.ensureGone
      this.#unfound = isGone ? undefined : { error }
      return false
    }
  }
}

/** Whether a deletion failed in a way that does not tell whether the service still works on it. */
function mayBeUnderWay(error: unknown): boolean {
  const { code } = Object(error) as { code?: unknown }
  const uncertain: readonly unknown[] = ['NotGoneInTime', 'GatewayOccupied', 'ParentLocked'] satisfies DeletionErrorCode[]
  return uncertain.includes(code)
}
