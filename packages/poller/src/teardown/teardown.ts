import { type DeletionTarget, systemClock } from '@vpn-gateway/core'
import { begin, type DeletionOptions, findParent, serviceOf } from '../deletion/begin.ts'
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
  /** The last deletion of each gateway, which the next one waits for. */
  readonly #queues = new Map<string, Promise<void>>()

  constructor(service: DeletionService, options: TeardownOptions) {
    this.#service = service
    this.#options = options
  }

  async all(subjects: readonly Subject[]): Promise<readonly Outcome[]> {
    const waiting = [...subjects]
    const deletions: Promise<void>[] = []
    const lookUp = async () => {
      for (let subject = waiting.shift(); subject; subject = waiting.shift()) {
        const found = await this.#attempt(subject, (each) =>
          findParent(this.#service, each, this.#options.signal).then((parentId) => ({ parentId })),
        )
        if (found) deletions.push(this.#enqueue(subject, found.parentId))
      }
    }
    await Promise.all(Array.from({ length: lookupsAtOnce }, lookUp))
    await Promise.all(deletions)
    this.events.end()
    return subjects.map(({ id }) => this.#outcomes.get(id) ?? { id, outcome: 'failed', error: undefined })
  }

  #enqueue(subject: Subject, parentId: string | undefined): Promise<void> {
    const { clock = systemClock } = this.#options
    this.events.push({ phase: 'found', id: subject.id, ...(parentId !== undefined && { gatewayId: parentId }), atMs: clock.now() })
    const queue = parentId ?? subject.id
    const before = this.#queues.get(queue) ?? Promise.resolve()
    const deletion = before.then(() => this.#delete(subject, parentId))
    this.#queues.set(queue, deletion)
    return deletion
  }

  async #delete(subject: Subject, parentId: string | undefined): Promise<void> {
    await this.#attempt(subject, async () => {
      this.#options.signal?.throwIfAborted()
      const onProgress = (progress: DeletionProgress) => {
        // These two are told elsewhere: at the look-up, and with the reason.
        if (progress.phase !== 'found' && progress.phase !== 'failed') this.events.push(progress)
      }
      const deletion = await begin(this.#service, subject, parentId, { ...this.#options, onProgress })
      await deletion.result(this.#options)
      this.#outcomes.set(subject.id, { id: subject.id, outcome: 'gone' })
    })
  }

  /** What the step gives, or nothing where it failed; the failure is reported. */
  async #attempt<T>(subject: Subject, step: (subject: Subject) => Promise<T>): Promise<T | undefined> {
    try {
      return await step(subject)
    } catch (error) {
      const { clock = systemClock } = this.#options
      this.#outcomes.set(subject.id, { id: subject.id, outcome: 'failed', error })
      this.events.push({ phase: 'failed', id: subject.id, atMs: clock.now(), error })
      return undefined
    }
  }
}
