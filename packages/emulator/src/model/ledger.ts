import type { OperationName } from '@vpn-gateway/core'

/** A request that was answered, in the fields that hold no secret. */
export interface RequestRecord {
  readonly atMs: number
  /** The operation, where it named one of the spec. */
  readonly operation: OperationName | undefined
  /** The parameters that the spec knows of it, as texts; signatures and keys are none. */
  readonly parameters: Readonly<Record<string, string>>
  /** 0 where no answer left. */
  readonly status: number
  /** The error code of a refusal. */
  readonly code?: string
}

/** Work that was done in the background, or goes on. */
export interface TaskRecord {
  /** What it is done to. */
  readonly id: string
  /** The gateway that is busy with it. */
  readonly parentId?: string
  readonly startedAtMs: number
  /** Nothing while it goes on. */
  readonly endedAtMs?: number
  /** Set where it came to nothing: what it was done to is still there. */
  readonly failed?: true
}

/** A resource began to be in another state: what its status reads, or `absent`. */
export interface StateRecord {
  readonly atMs: number
  readonly id: string
  readonly state: string
}

/** Something that an emulator has just done. */
export type EmulatorEvent =
  | ({ readonly type: 'request' } & RequestRecord)
  | ({ readonly type: 'task' } & TaskRecord)
  | ({ readonly type: 'state' } & StateRecord)
  /** Everything is as in a seed or a snapshot. */
  | { readonly type: 'reset'; readonly atMs: number }

/** Older entries of each kind are forgotten beyond this. */
const most = 100_000

/** What an emulator has done, for tests to look at. */
export interface Ledger {
  /** Every request, in the order of the answers. */
  readonly requests: readonly RequestRecord[]
  /** Every task, in the order in which they began. */
  readonly tasks: readonly TaskRecord[]
  /** Every change of a state, in the order of time. */
  readonly states: readonly StateRecord[]
  /** The requests of one operation. */
  of(operation: OperationName): readonly RequestRecord[]
}

/** A task in the book that has not ended. */
export interface OpenTask {
  /** Tells that it goes on now. */
  began(): void
  ended(endedAtMs: number, failed: boolean): void
}

type Writable<T> = { -readonly [Field in keyof T]: T[Field] }

export class LedgerBook {
  readonly #requests: RequestRecord[] = []
  readonly #tasks: Writable<TaskRecord>[] = []
  readonly #states: StateRecord[] = []
  readonly #tell: (event: EmulatorEvent) => void

  /** @param tell is told of each entry as it is made */
  constructor(tell: (event: EmulatorEvent) => void) {
    this.#tell = tell
  }

  /** What tests see of it. @param catchUp makes up for the time that has passed, before each look */
  shown(catchUp: () => void): Ledger {
    const book = this
    return {
      get requests() {
        return book.#requests
      },
      get tasks() {
        catchUp()
        return book.#tasks
      },
      get states() {
        catchUp()
        return book.#states
      },
      of: (operation) => book.#requests.filter((request) => request.operation === operation),
    }
  }

  answered(request: RequestRecord): void {
    keep(this.#requests, request)
    this.#tell({ type: 'request', ...request })
  }

  changed(state: StateRecord): void {
    keep(this.#states, state)
    this.#tell({ type: 'state', ...state })
  }

  begin(id: string, parentId: string | undefined, startedAtMs: number): OpenTask {
    const record: Writable<TaskRecord> = { id, ...(parentId !== undefined && { parentId }), startedAtMs }
    keep(this.#tasks, record)
    const tell = () => this.#tell({ type: 'task', ...record })
    return {
      began: tell,
      ended: (endedAtMs, failed) => {
        record.endedAtMs = endedAtMs
        if (failed) record.failed = true
        tell()
      },
    }
  }

  clear(): void {
    for (const book of [this.#requests, this.#tasks, this.#states]) book.length = 0
  }
}

/** Half of it is forgotten at once, so that a full book costs no more than an empty one. */
function keep<T>(book: T[], entry: T): void {
  book.push(entry)
  if (book.length >= 2 * most) book.splice(0, most)
}
