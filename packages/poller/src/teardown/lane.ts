import { resourceFacts } from '@vpn-gateway/core'
import { backoffMs } from '../delay.ts'
import { newState } from '../deletion/begin.ts'
import { type Deletion, isPassing, WatchedDeletion } from '../deletion/deletion.ts'
import { cannotObserve, DeletionError, type DeletionErrorCode } from '../deletion/errors.ts'
import { type Looks, Observer } from '../deletion/observer.ts'
import { looksNeeded } from '../deletion/proof.ts'
import type { DeletionState } from '../deletion/state.ts'
import { submit } from '../deletion/submit.ts'
import { EventLog } from '../event-log.ts'
import { listAll, parentFilterOf } from '../service/listing.ts'
import { type Parent, readParent } from '../service/parent.ts'
import { type Subject, subjectOf, targetOf } from '../service/target.ts'
import { stillThere } from './absence.ts'
import type { TeardownContext } from './context.ts'
import { Settling } from './settling.ts'
import { childrenOf } from './targets.ts'

/** One deletion of a lane. */
interface Job {
  readonly subject: Subject
  state: DeletionState
}

/** A deletion whose gateway is free again, and how often its resource was found absent since. */
interface Unproven extends Job {
  absences: number
}

/** Ended deletions that one listing is to prove, before others of the lane go on. */
const provenAtOnce = 10

/** What one gateway is to lose, one after another, since a busy gateway refuses; or one resource that has no gateway. */
export class Lane {
  readonly #context: TeardownContext
  readonly #parent: Parent | undefined
  readonly #waiting: Job[] = []
  readonly #known = new Set<string>()
  #unproven: Unproven[] = []
  /** A deletion that was not waited for to its end, and keeps the gateway busy. */
  #occupying: Deletion | undefined
  /** Whether the gateway is known to be free since it last worked; otherwise it is likely. */
  #isFreeForCertain = false
  #takesEverything = false

  constructor(context: TeardownContext, parent: Parent | undefined) {
    this.#context = context
    this.#parent = parent
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
        if (this.#unproven.length >= provenAtOnce) await this.#prove()
      }
      while (this.#unproven.length > 0) await this.#prove()
      if (!this.#takesEverything || !(await this.#findMore())) return
    }
  }

  async #delete(job: Job): Promise<void> {
    const { service, settings, signal, timeoutMs, fail } = this.#context
    try {
      signal?.throwIfAborted()
      if (this.#occupying) await this.#waitForFree(job.subject)
      if (job.state.phase !== 'accepted') await this.#submit(job)
      const { proof } = settings
      this.#isFreeForCertain = false
      const settling = this.#parent && new Settling(service, job.subject, this.#parent, proof)
      const deletion = this.#watch(job, settling ?? new Observer(service, job.subject, undefined, proof, false))
      this.#occupying = deletion
      const { phase } = await deletion.result({ signal, timeoutMs })
      this.#occupying = undefined
      if (phase === 'settled') this.#unproven.push({ ...job, absences: 0 })
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

  async #waitForFree({ id }: Subject): Promise<void> {
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

  /**
   * Looks which of the ended ones are absent, while the gateway is free, so that no absence is false; where nothing is
   * assumed, each must be found absent twice.
   */
  async #prove(): Promise<void> {
    const { settings, signal, enter, pace } = this.#context
    const [first] = this.#unproven
    if (first && this.#occupying) await this.#attempt(this.#unproven, () => this.#waitForFree(first.subject))
    const present = this.#occupying ? undefined : await this.#attempt(this.#unproven, () => this.#presentWhileFree())
    const jobs = present ? this.#unproven : []
    this.#unproven = []
    for (const job of jobs) {
      const absences = job.absences + 1
      if (present?.has(job.subject.id)) this.#failed(job)
      else if (absences >= looksNeeded(settings.proof)) await enter({ ...job.state, phase: 'gone' })
      else this.#unproven.push({ ...job, absences })
    }
    // The second look comes with those that end next, or later.
    if (this.#unproven.length > 0 && this.#waiting.length === 0)
      await this.#attempt(this.#unproven, () => settings.clock.sleep(pace.confirmMs, signal))
  }

  #failed({ subject, state }: Job): void {
    const why = new DeletionError('DeletionFailed', subject.id, 'its gateway is free again, and it is still there')
    this.#context.fail(subject, state, why)
  }

  /** Which of the ended ones are still there, found out while the gateway was free. */
  async #presentWhileFree(): Promise<ReadonlySet<string>> {
    const { service, signal, settings, pace } = this.#context
    const parent = this.#parent
    if (!parent) throw new Error('what has no gateway is proven by itself')
    for (;;) {
      const present = new Set<string>()
      for (const [resource, jobs] of Map.groupBy(this.#unproven, ({ subject }) => subject.resource)) {
        const ids = jobs.map(({ subject }) => subject.id)
        for (const id of await stillThere(service, resource, parent.id, ids, this.#waiting.length, signal)) present.add(id)
      }
      // Where it still reads free after the listing, it did not work meanwhile.
      if (this.#isFreeForCertain || (await this.#statusOf(parent)) === 'settled') return present
      while ((await this.#statusOf(parent)) !== 'settled') await settings.clock.sleep(pace.delayMs(parent.resource, 0), signal)
      this.#isFreeForCertain = true
    }
  }

  /** What a step gives; where it fails for good, the jobs that need it have failed. */
  async #attempt<T>(jobs: readonly Job[], step: () => Promise<T>): Promise<T | undefined> {
    const { settings, signal, fail } = this.#context
    for (let times = 0; ; times += 1) {
      try {
        return await step()
      } catch (error) {
        if (isPassing(error) && !signal?.aborted) {
          await settings.clock.sleep(backoffMs(settings.backoff, times, settings.random), signal).catch(() => {})
          continue
        }
        for (const { subject, state } of jobs) fail(subject, state, cannotObserve(error, subject.id))
        return undefined
      }
    }
  }

  /** Adds what is on the gateway and not known yet. It is free when this is asked, or waited for until it is. */
  async #findMore(): Promise<boolean> {
    const parent = this.#parent
    if (!parent) return false
    const { service, signal, settings, failParent } = this.#context
    const { clock, backoff, random } = settings
    try {
      for (let step = 0; (await this.#statusOf(parent)) !== 'settled'; step += 1)
        await clock.sleep(backoffMs(backoff, step, random), signal)
      for (const resource of childrenOf(parent.resource)) {
        const filter = parentFilterOf(resource)
        if (filter === undefined) continue
        for (const fields of await listAll(service, resource, { [filter]: parent.id }, signal)) {
          const subject = subjectOf(targetOf(String(fields[resourceFacts(resource).id])))
          if (this.#known.has(subject.id)) continue
          const state = newState(subject, parent.id)
          await this.#context.enter(state)
          this.add(subject, state)
        }
      }
      return this.#waiting.length > 0
    } catch (error) {
      if (isPassing(error) && !signal?.aborted) return this.#findMore()
      failParent(parent, error)
      return false
    }
  }

  async #statusOf(parent: Parent): Promise<string> {
    const { service, signal } = this.#context
    try {
      return (await readParent(service, parent, parent.id, signal)).parent
    } catch (error) {
      if (isPassing(error) && !signal?.aborted) return 'other'
      throw error
    }
  }
}

/** Whether a deletion failed in a way that does not tell whether the service still works on it. */
function mayBeUnderWay(error: unknown): boolean {
  const { code } = Object(error) as { code?: unknown }
  const uncertain: readonly unknown[] = ['NotGoneInTime', 'CannotObserve', 'GatewayOccupied'] satisfies DeletionErrorCode[]
  return uncertain.includes(code)
}
