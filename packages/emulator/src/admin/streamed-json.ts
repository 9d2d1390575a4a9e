/** Characters of one piece, unless one entry has more: enough that few resources are shown as they are at one moment. */
const pieceLength = 2 ** 18

/** Answer of many entries, written piece by piece: as a whole it would take many times the memory of the entries. */
export class StreamedJson {
  readonly #fields: Readonly<Record<string, unknown>>

  /** @param fields of the answer; entries of one that can be iterated are taken as they are written */
  constructor(fields: Readonly<Record<string, unknown>>) {
    this.#fields = fields
  }

  /** Writes the JSON of an object that has the fields. */
  *pieces(): Generator<string> {
    let piece = ''
    for (const part of this.#parts()) {
      piece += part
      if (piece.length < pieceLength) continue
      yield piece
      piece = ''
    }
    yield piece
  }

  *#parts(): Generator<string> {
    let before = '{'
    for (const [name, value] of Object.entries(this.#fields)) {
      yield `${before}${JSON.stringify(name)}:`
      before = ','
      if (isList(value)) yield* entriesOf(value)
      else yield JSON.stringify(value)
    }
    yield '}\n'
  }
}

function* entriesOf(list: Iterable<unknown>): Generator<string> {
  let before = '['
  for (const entry of list) {
    yield `${before}${JSON.stringify(entry)}`
    before = ','
  }
  yield before === '[' ? '[]' : ']'
}

function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}
