import { type Names, namesOf } from './names.ts'

/** One thing that a spec says. */
export interface Entry {
  /** Its name for people: an operation with its parameter or field, a code, a resource. */
  readonly place: string
  readonly value?: unknown
  /** Key of the entry that it is a part of: parts of what came or went are not listed again. */
  readonly owner?: string
  /** Marks what the poller sends in a deletion: a required parameter, or the idempotency token. */
  readonly isOfPoller?: boolean
}

/** The entries of a spec, by keys that do not depend on the order of the file. */
export class Entries {
  readonly #entries = new Map<string, Entry & { readonly names: Names }>()

  /** Adds an entry of a kind; gives its key. */
  add(kind: string, entry: Entry, key: string = `${kind} ${entry.place}`): string {
    this.#entries.set(key, { ...entry, names: namesOf(kind) })
    return key
  }

  get(key: string): (Entry & { readonly names: Names }) | undefined {
    return this.#entries.get(key)
  }

  keys(): string[] {
    return [...this.#entries.keys()]
  }
}
