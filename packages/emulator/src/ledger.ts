/** Work that was done in the background, or goes on. */
export interface TaskRecord {
  /** What it is done to. */
  readonly id: string
  /** The gateway that is busy with it. */
  readonly parentId?: string
  readonly startedAtMs: number
  /** Nothing while it goes on. */
  readonly endedAtMs?: number
}

/** Older entries are forgotten beyond this. */
const most = 100_000

/** What an emulator has done, for tests to look at. */
export interface Ledger {
  /** Every task, in the order in which they began. */
  readonly tasks: readonly TaskRecord[]
}

type Writable<T> = { -readonly [Field in keyof T]: T[Field] }

export class LedgerBook implements Ledger {
  readonly #tasks: Writable<TaskRecord>[] = []

  get tasks(): readonly TaskRecord[] {
    return this.#tasks
  }

  /** Gives what is to be called at its end. */
  begin(id: string, parentId: string | undefined, startedAtMs: number): (endedAtMs: number) => void {
    const record: Writable<TaskRecord> = { id, ...(parentId !== undefined && { parentId }), startedAtMs }
    this.#tasks.push(record)
    if (this.#tasks.length > 2 * most) this.#tasks.splice(0, most)
    return (endedAtMs) => {
      record.endedAtMs = endedAtMs
    }
  }
}
