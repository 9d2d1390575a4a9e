import { isVpnGatewayError, resourceFacts } from '@vpn-gateway/core'
import { backoffMs } from '../delay.ts'
import { newState } from '../deletion/begin.ts'
import { type Deletion, isPassing, WatchedDeletion } from '../deletion/deletion.ts'
import { DeletionError, type DeletionErrorCode } from '../deletion/errors.ts'
import { Observer } from '../deletion/observer.ts'
import type { DeletionState } from '../deletion/state.ts'
import { submit } from '../deletion/submit.ts'
import { EventLog } from '../event-log.ts'
import { listAll, parentFilterOf } from '../service/listing.ts'
import { type Parent, readParent } from '../service/parent.ts'
import { type Subject, subjectOf, targetOf } from '../service/target.ts'
import { stillThere } from './absence.ts'
import type { TeardownContext } from './context.ts'
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
    const { signal, timeoutMs, fail } = this.#context
    try {
      signal?.throwIfAborted()
      if (this.#occupying) await this.#waitForFree(job.subject)
      if (job.state.phase !== 'accepted') await this.#submit(job)
      const deletion = this.#watch(job)
      this.#occupying = deletion
      const { phase } = await deletion.result({ signal, timeoutMs })
      this.#occupying = undefined
      if (phase === 'settled') this.#unproven.push({ ...job, absences: 0 })
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

  #watch(job: Job): WatchedDeletion {
    const { service, settings, pace, enter, watched } = this.#context
    const { clock, proof, startTimeoutMs } = settings
    const isOld = job.state.acceptedAtMs !== clock.now()
    const keep = async (state: DeletionState, gatewayStatus?: string) => {
      job.state = state
      return enter(state, gatewayStatus)
    }
    return new WatchedDeletion({
      state: job.state,
      observer: new Observer(service, job.subject, this.#parent?.id, { proof, seenBusy: false, leavesAbsence: true }),
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
   * Looks which of the ended ones are absent. The gateway is free meanwhile, so that no absence is false; where nothing is
   * assumed, each must be found absent twice.
   */
  async #prove(): Promise<void> {
    const { service, settings, signal, enter, fail } = this.#context
    const [first] = this.#unproven
    if (first && this.#occupying) await this.#attempt(this.#unproven, () => this.#waitForFree(first.subject))
    if (this.#occupying) this.#unproven = []
    const needed = settings.proof === 'twice' ? 2 : 1
    const left: Unproven[] = []
    for (const [resource, jobs] of Map.groupBy(this.#unproven, ({ subject }) => subject.resource)) {
      const ids = jobs.map(({ subject }) => subject.id)
      const present = await this.#attempt(jobs, () =>
        stillThere(service, resource, this.#parent?.id ?? '', ids, this.#waiting.length, signal),
      )
      if (present === undefined) continue
      for (const job of jobs) {
        const { id } = job.subject
        if (present.has(id)) {
          const why = new DeletionError('DeletionFailed', id, 'its gateway is free again, and it is still there')
          fail(job.subject, job.state, why)
        } else if (job.absences + 1 >= needed) await enter({ ...job.state, phase: 'gone' })
        else left.push({ ...job, absences: job.absences + 1 })
      }
    }
    this.#unproven = left
    if (left.length > 0 && this.#waiting.length === 0)
      await this.#attempt(left, () => settings.clock.sleep(this.#context.pace.confirmMs, signal))
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
        for (const { subject, state } of jobs) fail(subject, state, unseen(error, subject))
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

function unseen(error: unknown, { id }: Subject): unknown {
  if (!isVpnGatewayError(error) || error.name !== 'ServiceError') return error
  return new DeletionError('CannotObserve', id, 'the deletion was accepted, but reading its progress is refused', error)
}
