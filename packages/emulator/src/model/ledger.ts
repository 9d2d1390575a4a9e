import type { OperationName } from '@vpn-gateway/core'
import { appendBounded } from '../support/bounded.ts'

/** Request that was answered, in the fields that hold no secret. */
export interface RequestRecord {
  readonly atMs: number
  /** The operation, where the request named one of the spec. */
  readonly operation: OperationName | undefined
  /** The parameters that the spec knows of it, as texts; signatures and keys are none. */
  readonly parameters: Readonly<Record<string, string>>
  /** 0 where no answer left. */
  readonly status: number
  /** The error code of a refusal. */
  readonly code?: string
}

/** Work in the background, under way or ended. */
export interface TaskRecord {
  /** The resource that it is done to. */
  readonly id: string
  /** The gateway that is busy with it. */
  readonly parentId?: string
  readonly startedAtMs: number
  /** None while it goes on. */
  readonly endedAtMs?: number
  /** Set where it came to nothing: the resource is still there. */
  readonly failed?: true
}

/** Change of a resource's state: to a value of its status, or to `absent`. */
export interface StateRecord {
  readonly atMs: number
  readonly id: string
  readonly state: string
}

/** Event of an emulator. */
export type EmulatorEvent =
  | ({ readonly type: 'request' } & RequestRecord)
  | ({ readonly type: 'task' } & TaskRecord)
  | ({ readonly type: 'state' } & StateRecord)
  /** Everything is as in a seed or a snapshot. */
  | { readonly type: 'reset'; readonly atMs: number }

/** Entries of each kind that are kept at least; older ones are forgotten. */
const entryLimit = 100_000

/** Record of everything that an emulator has done. */
export interface Ledger {
  /** Every request, in the order of the answers. */
  readonly requests: readonly RequestRecord[]
  /** Every task, in the order in which they began. */
  readonly tasks: readonly TaskRecord[]
  /** Every change of a state, in the order of time. */
  readonly states: readonly StateRecord[]
  /** Gives the requests of one operation. */
  of(operation: OperationName): readonly RequestRecord[]
}

/** Task in the ledger that has not ended. */
export interface OpenTask {
  /** Emits that it goes on now. */
  began(): void
  ended(endedAtMs: number, failed: boolean): void
}

type Writable<T> = { -readonly [Field in keyof T]: T[Field] }

/** Writes a ledger, and emits each entry. */
export class LedgerWriter {
  readonly #requests: RequestRecord[] = []
  readonly #tasks: Writable<TaskRecord>[] = []
  readonly #states: StateRecord[] = []
  readonly #emit: (event: EmulatorEvent) => void

  constructor(emit: (event: EmulatorEvent) => void) {
    this.#emit = emit
  }

  /** Gives a live view of the ledger. @param catchUp makes up for the time that has passed, before each read */
  view(catchUp: () => void): Ledger {
    const writer = this
    return {
      get requests() {
        return writer.#requests
      },
      get tasks() {
        catchUp()
        return writer.#tasks
      },
      get states() {
        catchUp()
        return writer.#states
      },
      of: (operation) => writer.#requests.filter((request) => request.operation === operation),
    }
  }

  answered(request: RequestRecord): void {
    appendBounded(this.#requests, request, entryLimit)
    this.#emit({ type: 'request', ...request })
  }

  changed(state: StateRecord): void {
    appendBounded(this.#states, state, entryLimit)
    this.#emit({ type: 'state', ...state })
  }

  begin(id: string, parentId: string | undefined, startedAtMs: number): OpenTask {
    const record: Writable<TaskRecord> = { id, ...(parentId !== undefined && { parentId }), startedAtMs }
    appendBounded(this.#tasks, record, entryLimit)
    const emit = () => this.#emit({ type: 'task', ...record })
    return {
      began: emit,
      ended: (endedAtMs, failed) => {
        record.endedAtMs = endedAtMs
        if (failed) record.failed = true
        emit()
      },
    }
  }

  clear(): void {
    for (const entries of [this.#requests, this.#tasks, this.#states]) entries.length = 0
  }
}
