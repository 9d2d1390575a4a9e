import { type DeletionTarget, systemClock } from '@vpn-gateway/core'
import { begin, type DeletionOptions, findParent, serviceOf } from '../deletion/begin.ts'
import type { Deletion } from '../deletion/deletion.ts'
import { DeletionError, type DeletionErrorCode } from '../deletion/errors.ts'
import type { DeletionClient, DeletionService } from '../deletion/service.ts'
import type { DeletionProgress } from '../deletion/state.ts'
import { type Subject, subjectOf, targetOf } from '../deletion/target.ts'
import { EventLog } from '../event-log.ts'

/** How a teardown goes about its deletions. */
export interface TeardownOptions extends DeletionOptions {
  /** Ends the teardown: what is accepted goes on at the service, what is not sent is not sent. */
  readonly signal?: AbortSignal | undefined
  /** Longest wait for one deletion in milliseconds; 1,800,000 by default. */
  readonly timeoutMs?: number | undefined
}

/** How one target ended. */
export type Outcome =
  | { readonly id: string; readonly outcome: 'gone' }
  | { readonly id: string; readonly outcome: 'failed'; readonly error: unknown }

/** A phase of one deletion; `failed` tells why. */
export type TeardownEvent = DeletionProgress & { readonly error?: unknown }

/** A teardown under way; it goes on whether its events are read or not. */
export interface Teardown extends AsyncIterable<TeardownEvent> {
  /** Resolves when every target has ended, with an outcome for each in the order given. It does not reject. */
  report(): Promise<readonly Outcome[]>
}

/**
 * Deletes many: on one gateway one after another, since a busy gateway refuses; on different gateways side by side. One
 * failure stops no other deletion.
 *
 * @param targets ids, or targets; the same one twice counts once
 *
 * @throws {ParameterError} for a target that names no resource; then nothing was sent.
 */
export function teardown(client: DeletionClient, targets: readonly (string | DeletionTarget)[], options: TeardownOptions = {}): Teardown {
  const subjects = new Map(
    targets.map((target) => subjectOf(typeof target === 'string' ? targetOf(target) : target)).map((subject) => [subject.id, subject]),
  )
  const run = new TeardownRun(serviceOf(client, options), options)
  const outcomes = run.all([...subjects.values()])
  return {
    report: () => outcomes,
    [Symbol.asyncIterator]: () => run.events[Symbol.asyncIterator](),
  }
}

/** How many look-ups are under way at once. */
const lookupsAtOnce = 10

class TeardownRun {
  readonly events = new EventLog<TeardownEvent>()
  readonly #service: DeletionService
  readonly #options: TeardownOptions
  readonly #outcomes = new Map<string, Outcome>()
  /** The end of the last deletion of each gateway, which the next one waits for; it gives what may still be under way. */
  readonly #queues = new Map<string, Promise<Deletion | undefined>>()

  constructor(service: DeletionService, options: TeardownOptions) {
    this.#service = service
    this.#options = options
  }

  async all(subjects: readonly Subject[]): Promise<readonly Outcome[]> {
    // One iterator for all: each look-up takes the next subject.
    const waiting = subjects[Symbol.iterator]()
    const deletions: Promise<void>[] = []
    const lookUp = async () => {
      for (const subject of waiting) {
        const found = await this.#attempt(subject, undefined, async () => ({ parentId: await this.#parentOf(subject) }))
        if (found) deletions.push(this.#enqueue(subject, found.parentId))
      }
    }
    await Promise.all(Array.from({ length: lookupsAtOnce }, lookUp))
    await Promise.all(deletions)
    this.events.end()
    return subjects.map(({ id }) => this.#outcomes.get(id) ?? { id, outcome: 'failed', error: undefined })
  }

  #enqueue(subject: Subject, parentId: string | undefined): Promise<void> {
    this.events.push({ phase: 'found', id: subject.id, ...(parentId !== undefined && { gatewayId: parentId }), atMs: this.#now() })
    const queue = parentId ?? subject.id
    const before = this.#queues.get(queue) ?? Promise.resolve(undefined)
    const deletion = before.then((unended) => this.#delete(subject, parentId, unended))
    this.#queues.set(queue, deletion)
    return deletion.then(() => {})
  }

  /** Gives the deletion, or the one before, where the gateway may still be busy with it. */
  async #delete(subject: Subject, parentId: string | undefined, unended: Deletion | undefined): Promise<Deletion | undefined> {
    let occupying = unended
    await this.#attempt(subject, parentId, async () => {
      this.#options.signal?.throwIfAborted()
      if (occupying) await this.#waitFor(occupying, subject)
      occupying = undefined
      const onProgress = (progress: DeletionProgress) => {
        // These two are told elsewhere: at the look-up, and with the reason.
        if (progress.phase !== 'found' && progress.phase !== 'failed') this.events.push(progress)
      }
      const deletion = await begin(this.#service, subject, parentId, { ...this.#options, onProgress })
      occupying = deletion
      await deletion.result(this.#options)
      occupying = undefined
      this.#outcomes.set(subject.id, { id: subject.id, outcome: 'gone' })
    })
    return occupying && mayBeUnderWay(this.#outcomes.get(subject.id)) ? occupying : undefined
  }

  /** A deletion that was not waited for to its end keeps the gateway busy: another one would be refused. */
  async #waitFor(unended: Deletion, { id }: Subject): Promise<void> {
    await unended.result(this.#options).catch((error) => {
      this.#options.signal?.throwIfAborted()
      if (mayBeUnderWay({ id, outcome: 'failed', error }))
        throw new DeletionError('GatewayOccupied', id, 'not sent: an earlier deletion on its gateway has not ended', error)
    })
  }

  #parentOf(subject: Subject): Promise<string | undefined> {
    return findParent(this.#service, subject, this.#options.signal)
  }

  #now(): number {
    return (this.#options.clock ?? systemClock).now()
  }

  /** What the step gives, or nothing where it failed; the failure is reported. */
  async #attempt<T>(subject: Subject, parentId: string | undefined, step: () => Promise<T>): Promise<T | undefined> {
    try {
      return await step()
    } catch (error) {
      this.#outcomes.set(subject.id, { id: subject.id, outcome: 'failed', error })
      this.events.push({
        phase: 'failed',
        id: subject.id,
        ...(parentId !== undefined && { gatewayId: parentId }),
        atMs: this.#now(),
        error,
      })
      return undefined
    }
  }
}

/** Whether a deletion failed in a way that does not tell whether the service still works on it. */
function mayBeUnderWay(outcome: Outcome | undefined): boolean {
  if (outcome?.outcome !== 'failed') return false
  const { code } = Object(outcome.error) as { code?: unknown }
  const uncertain: readonly unknown[] = ['NotGoneInTime', 'CannotObserve', 'GatewayOccupied'] satisfies DeletionErrorCode[]
  return uncertain.includes(code)
}
