/** Entries of one piece: enough that a small world is shown as it is at one moment. */
const atOnce = 100

/** An answer of many entries, which is written piece by piece: as a whole it would take many times the memory of what it shows. */
export class Listed {
  readonly #name: string
  readonly #entries: Iterable<unknown>

  constructor(name: string, entries: Iterable<unknown>) {
    this.#name = name
    this.#entries = entries
  }

  /** The JSON of an object that has the entries by their name. */
  *pieces(): Generator<string> {
    let piece = `{${JSON.stringify(this.#name)}:[`
    let count = 0
    for (const entry of this.#entries) {
      piece += `${count === 0 ? '' : ','}${JSON.stringify(entry)}`
      count += 1
      if (count % atOnce !== 0) continue
      yield piece
      piece = ''
    }
    yield `${piece}]}\n`
  }
}
