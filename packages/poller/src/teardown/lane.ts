import { backoffMs } from '../delay.ts'
import { newState } from '../deletion/begin.ts'
import { type Deletion, WatchedDeletion } from '../deletion/deletion.ts'
import { type Looks, Observer } from '../deletion/observer.ts'
import type { DeletionState } from '../deletion/state.ts'
import { submit } from '../deletion/submit.ts'
import { DeletionError, type DeletionErrorCode, isPassing } from '../errors.ts'
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
  #occupying: Deletion | undefined
  /** Whether the gateway is known to be free since it last worked; otherwise it is likely. */
  #isFreeForCertain = false
  #takesEverything = false

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
      if (!this.#takesEverything || !(await this.#findMore())) return
    }
  }

  async #delete(job: Job): Promise<void> {
    const { service, settings, signal, timeoutMs, fail } = this.#context
    try {
      signal?.throwIfAborted()
      if (this.#occupying) await this.#waitForFree(job.subject.id)
      if (job.state.phase !== 'accepted') await this.#submit(job)
      const { proof } = settings
      this.#isFreeForCertain = false
      const settling = this.#parent && new Settling(service, job.subject, this.#parent, proof)
      const deletion = this.#watch(job, settling ?? new Observer(service, job.subject, undefined, proof, false))
      this.#occupying = deletion
      const { phase } = await deletion.result({ signal, timeoutMs })
      this.#occupying = undefined
      if (phase === 'settled') this.#proving?.add(job)
      this.#isFreeForCertain = settling?.isCertain === true
    } catch (error) {
      if (!mayBeUnderWay(error)) this.#occupying = undefined
      fail(job.subject, job.state, error)
    }
  }

  /** A deletion whose answer does not come is sent again, with the same token, as long as there is time. */
  async #submit(job: Job): Promise<void> {
    const { service, settings, signal, enter, timeoutMs } = this.#context
    const { clock, random, busyTimeoutMs, backoff } = settings
    const endsAt = clock.now() + timeoutMs
    const keep = async (state: DeletionState, gatewayStatus?: string) => {
      job.state = state
      await enter(state, gatewayStatus)
    }
    for (let step = 0; ; step += 1) {
      try {
        await submit({ service, subject: job.subject, clock, random, busyTimeoutMs, signal, enter: keep }, job.state)
        return
      } catch (error) {
        signal?.throwIfAborted()
        if (!isPassing(error) || (error as { kind?: unknown }).kind === 'busy' || clock.now() >= endsAt) throw error
        await clock.sleep(backoffMs(backoff, step, random), signal)
      }
    }
  }

  #watch(job: Job, observer: Looks): WatchedDeletion {
    const { settings, pace, enter, watched } = this.#context
    const { clock, startTimeoutMs } = settings
    const isOld = job.state.acceptedAtMs !== clock.now()
    const keep = async (state: DeletionState, gatewayStatus?: string) => {
      job.state = state
      return enter(state, gatewayStatus)
    }
    return new WatchedDeletion({
      state: job.state,
      observer,
      progress: new EventLog(),
      clock,
      pace,
      startTimeoutMs,
      enter: keep,
      firstDelayMs: isOld ? 0 : pace.delayMs(job.subject.resource, 0),
      work: watched(job.subject.resource),
    })
  }

  async #waitForFree(id: string): Promise<void> {
    const { signal, timeoutMs } = this.#context
    try {
      await this.#occupying?.result({ signal, timeoutMs })
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
    const { settings, signal, pace } = this.#context
    const proving = this.#proving
    if (!proving) return
    try {
      for (let times = 0; proving.size > 0; times += 1) {
        if (this.#occupying) await this.#waitForFree(this.#parent?.id ?? '')
        if (times > 0) await settings.clock.sleep(pace.confirmMs, signal)
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
    const { service, signal, enter, failParent } = this.#context
    try {
      await untilFree(this.#context, parent)
      for (const subject of await subjectsOn(service, parent, signal)) {
        if (this.#known.has(subject.id)) continue
        const state = newState(subject, parent.id)
        await enter(state)
        this.add(subject, state)
      }
      return this.#waiting.length > 0
    } catch (error) {
      failParent(parent, error)
      return false
    }
  }
}

/** Whether a deletion failed in a way that does not tell whether the service still works on it. */
function mayBeUnderWay(error: unknown): boolean {
  const { code } = Object(error) as { code?: unknown }
  const uncertain: readonly unknown[] = ['NotGoneInTime', 'CannotObserve', 'GatewayOccupied'] satisfies DeletionErrorCode[]
  return uncertain.includes(code)
}
