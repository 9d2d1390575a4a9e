/** Characters of one piece, unless one entry has more: enough that a small world is shown as it is at one moment. */
const pieceLength = 2 ** 18

/** An answer of many entries, which is written piece by piece: as a whole it would take many times the memory of what it shows. */
export class Listed {
  readonly #fields: Readonly<Record<string, unknown>>

  /** @param fields what the answer has by its names; of what can be iterated, entries are taken as they are written */
  constructor(fields: Readonly<Record<string, unknown>>) {
    this.#fields = fields
  }

  /** The JSON of an object that has the fields. */
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
