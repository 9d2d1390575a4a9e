import type { TaskRecord } from '@vpn-gateway/emulator'
import { DeletionError, type Outcome, type TeardownEvent } from '@vpn-gateway/poller'
import type { Disk } from './mortal.ts'
import type { Scenario } from './scenario.ts'

/** Compares what teardowns claim with the state of the emulator. */
export class Claims {
  readonly #violations = new Set<string>()
  readonly #scenario: Scenario
  readonly #failed = new Set<string>()
  /** Each time that a deletion was called failed, for good or not. */
  readonly #calledFailed: { readonly id: string; readonly atMs: number }[] = []

  constructor(scenario: Scenario) {
    this.#scenario = scenario
  }

  get violations(): readonly string[] {
    return [...this.#violations]
  }

  /** Ids that were called failed for good. */
  get failedIds(): readonly string[] {
    return [...this.#failed]
  }

  noteEvent({ phase, id }: TeardownEvent): void {
    const { emulator, clock } = this.#scenario
    if (phase === 'gone' && emulator.has(id)) this.#violations.add(`${id} was called gone while it was there`)
    if (phase === 'failed') this.#calledFailed.push({ id, atMs: clock.now() })
  }

  noteOutcomes(outcomes: readonly Outcome[]): void {
    const { emulator } = this.#scenario
    const tasks = tasksById(this.#scenario)
    for (const outcome of outcomes) {
      const { id } = outcome
      if (outcome.outcome === 'gone' && emulator.has(id)) this.#violations.add(`${id} ended as gone while it was there`)
      if (outcome.outcome !== 'failed' || !outcome.isFinal) continue
      this.#failed.add(id)
      const { code } = outcome.error as DeletionError
      const hasFailed = outcome.error instanceof DeletionError && code === 'DeletionFailed' && tasks.get(id)?.at(-1)?.failed
      if (!hasFailed) this.#violations.add(`${id} ended as failed (${code}), which it has not`)
    }
  }

  /** Notes a teardown without a report. */
  noteRejection(error: unknown): void {
    this.#violations.add(`a teardown was rejected: ${error}`)
  }

  /** Notes what is not known after many teardowns on one journal. */
  noteStuck(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) this.#violations.add(`${outcome.id} cannot be gone on with: ${JSON.stringify(outcome)}`)
  }

  /** Checks that a journal holds one end of each target. */
  checkJournal(disk: Disk, targets: readonly string[], failed: readonly string[]): void {
    const ends = Map.groupBy(
      disk.flatMap((entry) => ('state' in entry && ['gone', 'failed'].includes(entry.state.phase) ? [entry.state] : [])),
      ({ id }) => id,
    )
    const isFailed = new Set(failed)
    for (const id of targets) {
      const phases = (ends.get(id) ?? []).map(({ phase }) => phase).join(', then ')
      if (phases !== (isFailed.has(id) ? 'failed' : 'gone')) this.#violations.add(`${id} ended in the journal as ${phases || 'nothing'}`)
    }
  }

  /** Checks what was done, once everything is said to be gone; gives how many were sent again after they had failed unseen. */
  checkWork(): number {
    const { emulator, clock, connectionIds } = this.#scenario
    const tasks = tasksById(this.#scenario)
    const calledFailed = Map.groupBy(this.#calledFailed, ({ id }) => id)
    let resent = 0
    for (const id of connectionIds) {
      const all = tasks.get(id) ?? []
      const [done, ...more] = all.filter(({ failed }) => !failed)
      if (emulator.has(id)) this.#violations.add(`${id} is left`)
      if (!done || more.length > 0) this.#violations.add(`${id} was deleted ${done ? 1 + more.length : 0} times`)
      if (calledFailed.get(id)?.some(({ atMs }) => done && atMs > done.startedAtMs))
        this.#violations.add(`${id} was called failed, and has gone`)
      resent += Math.max(all.length - (this.#failed.has(id) ? 2 : 1), 0)
    }
    if (clock.sleepers > 0) this.#violations.add(`${clock.sleepers} timers are left`)
    return resent
  }
}

function tasksById({ emulator }: Scenario): ReadonlyMap<string, readonly TaskRecord[]> {
  return Map.groupBy(emulator.ledger.tasks, ({ id }) => id)
}
