/** Characters of one piece, unless one entry has more: enough that few resources are shown as they are at one moment. */
const pieceLength = 2 ** 18

/**
 * Writes the JSON of an object piece by piece: as a whole it would take many times the memory of its entries.
 *
 * @param fields of the object; entries of one that can be iterated are taken as they are written
 */
export function* streamedJson(fields: Readonly<Record<string, unknown>>): Generator<string> {
  let piece = ''
  for (const part of partsOf(fields)) {
    piece += part
    if (piece.length < pieceLength) continue
    yield piece
    piece = ''
  }
  yield piece
}

function* partsOf(fields: Readonly<Record<string, unknown>>): Generator<string> {
  let before = '{'
  for (const [name, value] of Object.entries(fields)) {
    yield `${before}${JSON.stringify(name)}:`
    before = ','
    if (isList(value)) yield* entriesOf(value)
    else yield JSON.stringify(value)
  }
  yield '}\n'
}

function* entriesOf(list: Iterable<unknown>): Generator<string> {
  let before = '['
  for (const entry of list) {
    yield `${before}${JSON.stringify(entry)}`
    before = ','
  }
  yield before === '[' ? '[]' : ']'
}

/** Says whether a value is written entry by entry. */
export function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}
