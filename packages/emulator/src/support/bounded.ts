/** Map that evicts its oldest entry beyond a limit. */
export class BoundedMap<Key, Value> extends Map<Key, Value> {
  readonly #limit: number

  constructor(limit: number) {
    super()
    this.#limit = limit
  }

  override set(key: Key, value: Value): this {
    super.set(key, value)
    if (this.size > this.#limit) {
      const [oldest] = this.keys()
      this.delete(oldest as Key)
    }
    return this
  }
}

/** Appends to a list that keeps at least its newest `limit` entries: it evicts as many at once, so that a full list costs no more than an empty one. */
export function appendBounded<Entry>(list: Entry[], entry: Entry, limit: number): void {
  list.push(entry)
  if (list.length >= 2 * limit) list.splice(0, limit)
}
