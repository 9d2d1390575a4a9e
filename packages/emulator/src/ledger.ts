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

/** Older entries of each kind are forgotten beyond this. */
const most = 100_000

/** What an emulator has done, for tests to look at. */
export interface Ledger {
  /** Every request, in the order of the answers. */
  readonly requests: readonly RequestRecord[]
  /** Every task, in the order in which they began. */
  readonly tasks: readonly TaskRecord[]
  /** The requests of one operation. */
  of(operation: OperationName): readonly RequestRecord[]
}

type Writable<T> = { -readonly [Field in keyof T]: T[Field] }

export class LedgerBook implements Ledger {
  readonly #requests: RequestRecord[] = []
  readonly #tasks: Writable<TaskRecord>[] = []

  get requests(): readonly RequestRecord[] {
    return this.#requests
  }

  get tasks(): readonly TaskRecord[] {
    return this.#tasks
  }

  of(operation: OperationName): readonly RequestRecord[] {
    return this.#requests.filter((request) => request.operation === operation)
  }

  answered(request: RequestRecord): void {
    keep(this.#requests, request)
  }

  /** Gives what is to be called at its end. */
  begin(id: string, parentId: string | undefined, startedAtMs: number): (endedAtMs: number, failed: boolean) => void {
    const record: Writable<TaskRecord> = { id, ...(parentId !== undefined && { parentId }), startedAtMs }
    keep(this.#tasks, record)
    return (endedAtMs, failed) => {
      record.endedAtMs = endedAtMs
      if (failed) record.failed = true
    }
  }

  clear(): void {
    this.#requests.length = 0
    this.#tasks.length = 0
  }
}

/** Half of it is forgotten at once, so that a full book costs no more than an empty one. */
function keep<T>(book: T[], entry: T): void {
  book.push(entry)
  if (book.length >= 2 * most) book.splice(0, most)
}
