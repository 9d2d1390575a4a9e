import { backoffMs, elapsed } from '../delay.ts'
import { looksNeeded } from '../deletion/proof.ts'
import { cannotObserve, DeletionError, isPassing } from '../errors.ts'
import type { Parent } from '../service/parent.ts'
import { stillThere } from './absence.ts'
import type { TeardownContext } from './context.ts'
import { readsFree, untilFree } from './free.ts'
import type { Job } from './job.ts'

/** A deletion whose gateway is free again, and how often its resource was found absent since. */
interface Unproven extends Job {
  readonly absences: number
}

/** Proves for many deletions of one gateway at once that their resources are absent. */
export class Proving {
  readonly #context: TeardownContext
  readonly #parent: Parent
  #unproven: Unproven[] = []
  #provedAt = Number.NEGATIVE_INFINITY

  constructor(context: TeardownContext, parent: Parent) {
    this.#context = context
    this.#parent = parent
  }

  get size(): number {
    return this.#unproven.length
  }

  add(job: Job): void {
    this.#unproven.push({ ...job, absences: 0 })
  }

  /**
   * Looks which are absent, while the gateway is free, so that no absence is false. Where nothing is assumed, each must be
   * found absent twice: what was found so once stays for the next time.
   *
   * @param isFreeForCertain whether the gateway was seen at work and free after that; otherwise it must read free after the
   *   listing too, or else work had only begun to show
   * @param others how many more are on the gateway
   */
  async prove(isFreeForCertain: boolean, others: number): Promise<void> {
    const { settings, enter, fail } = this.#context
    const needed = looksNeeded(settings.proof)
    const present = await this.#attempt(async () => {
      if (needed > 1) await this.#apart()
      return this.#presentWhileFree(isFreeForCertain, others)
    })
    if (present === undefined) return
    const jobs = this.#unproven
    this.#unproven = []
    for (const job of jobs) {
      const { subject, state } = job
      const absences = job.absences + 1
      if (present.has(subject.id))
        fail(subject, state, new DeletionError('DeletionFailed', subject.id, 'its gateway is free again, and it is still there'))
      else if (absences >= needed) await enter({ ...state, phase: 'gone' })
      else this.#unproven.push({ ...job, absences })
    }
  }

  /** Ends all that is left without a proof. */
  giveUp(error: unknown): void {
    for (const { subject, state } of this.#unproven) this.#context.fail(subject, state, cannotObserve(error, subject.id))
    this.#unproven = []
  }

  /** Looks that are to confirm each other are taken at different times. */
  async #apart(): Promise<void> {
    const { settings, signal, pace } = this.#context
    const { clock } = settings
    const dueMs = this.#provedAt + pace.confirmMs - elapsed(clock)
    if (dueMs > 0) await clock.sleep(dueMs, signal)
    this.#provedAt = elapsed(clock)
  }

  async #presentWhileFree(isFreeForCertain: boolean, others: number): Promise<ReadonlySet<string>> {
    const { service, signal } = this.#context
    for (let isCertain = isFreeForCertain; ; isCertain = true) {
      const present = new Set<string>()
      for (const [resource, jobs] of Map.groupBy(this.#unproven, ({ subject }) => subject.resource)) {
        const ids = jobs.map(({ subject }) => subject.id)
        for (const id of await stillThere(service, resource, this.#parent.id, ids, others, signal)) present.add(id)
      }
      if (isCertain || (await readsFree(this.#context, this.#parent))) return present
      await untilFree(this.#context, this.#parent)
    }
  }

  /** What a step gives; faults that pass are waited out as long as there is time. */
  async #attempt<T>(step: () => Promise<T>): Promise<T | undefined> {
    const { settings, signal, timeoutMs } = this.#context
    const { clock, backoff, random } = settings
    const endsAt = elapsed(clock) + timeoutMs
    for (let times = 0; ; times += 1) {
      try {
        signal?.throwIfAborted()
        return await step()
      } catch (error) {
        if (!isPassing(error) || signal?.aborted || elapsed(clock) >= endsAt) {
          this.giveUp(error)
          return undefined
        }
        await clock.sleep(backoffMs(backoff, times, random), signal).catch(() => {})
      }
    }
  }
}
