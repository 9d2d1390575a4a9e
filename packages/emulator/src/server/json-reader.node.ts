import { BodyLimitError, type BodyLimits } from './limits.ts'

/** Part that may come next. */
type Expected = 'value' | 'value or end' | 'name' | 'name or end' | 'colon' | 'comma or end' | 'nothing'

/** Bytes of one text as JSON writes it at most: more than those of the longest that may be a field. */
const textBytes = 2 ** 18

/** Different names of one body at most: each that is new makes an object of another shape, which takes many times its bytes. */
const nameLimit = 1_000

const [quote, backslash] = [0x22, 0x5c]
const space = new Set([0x20, 0x09, 0x0a, 0x0d])
const endOfWord = new Set([...space, ...Buffer.from(',]}')])

/**
 * Parses JSON as it arrives: as a whole, its bytes and their text would be in memory beside its value. Values, and the bytes
 * of each text, are counted before they are made.
 */
export class JsonReader {
  readonly #maxValues: number
  /** Lists and objects that have not ended, each with the position of its first among the values. */
  readonly #open: { readonly isObject: boolean; readonly from: number }[] = []
  /** Values of lists and objects that have not ended, each behind its name where it has one. */
  readonly #values: unknown[] = []
  readonly #names = new Set<unknown>()
  #expected: Expected = 'value'
  #count = 0
  /** Bytes of a text, a number or another word that has not ended. */
  #token = Buffer.alloc(64)
  #length = 0
  #isEscaped = false

  constructor({ values }: BodyLimits) {
    this.#maxValues = values
  }

  /** @throws {SyntaxError} for bytes that are no JSON. @throws {BodyLimitError} beyond the limits. */
  write(chunk: Uint8Array): void {
    for (const byte of chunk) {
      if (this.#length === 0) this.#begin(byte)
      else if (this.#token[0] === quote) this.#text(byte)
      else if (endOfWord.has(byte)) {
        this.#endToken()
        this.#begin(byte)
      } else this.#keep(byte)
    }
  }

  /** Gives the value; undefined where there were no more than spaces. @throws {SyntaxError} for JSON that has not ended. */
  end(): unknown {
    if (this.#length > 0 && this.#token[0] !== quote) this.#endToken()
    if (this.#expected === 'nothing') return this.#values[0]
    if (this.#count === 0) return undefined
    throw new SyntaxError('the JSON has no end')
  }

  #begin(byte: number): void {
    if (space.has(byte)) return
    const expected = this.#expected
    const sign = String.fromCharCode(byte)
    if (sign === ':' && expected === 'colon') this.#expected = 'value'
    else if (sign === ',' && expected === 'comma or end') this.#expected = this.#open.at(-1)?.isObject ? 'name' : 'value'
    else if ((sign === '}' || sign === ']') && expected.endsWith('or end')) this.#close(sign === '}')
    else if (sign === '"' && expected.startsWith('name')) this.#keep(byte)
    else if (!expected.startsWith('value')) throw new SyntaxError(`${sign} is not expected`)
    else if (sign === '{' || sign === '[') this.#openUp(sign === '{')
    else {
      this.#countOne()
      this.#keep(byte)
    }
  }

  #text(byte: number): void {
    this.#keep(byte)
    if (byte === quote && !this.#isEscaped) this.#endToken()
    else this.#isEscaped = byte === backslash && !this.#isEscaped
  }

  #keep(byte: number): void {
    // Its quotes are no part of a text.
    if (this.#length > textBytes + 1) throw new BodyLimitError(`the body must have texts of at most ${textBytes} bytes`)
    if (this.#length === this.#token.length) this.#token = Buffer.concat([this.#token], 2 * this.#length)
    this.#token[this.#length] = byte
    this.#length += 1
  }

  #endToken(): void {
    const value: unknown = JSON.parse(this.#token.toString('utf8', 0, this.#length))
    this.#length = 0
    this.#add(value)
  }

  #add(value: unknown): void {
    this.#values.push(value)
    if (this.#expected.startsWith('name')) {
      this.#expected = 'colon'
      if (this.#names.add(value).size > nameLimit) throw new BodyLimitError(`the body must have at most ${nameLimit} different names`)
    } else this.#expected = this.#open.length === 0 ? 'nothing' : 'comma or end'
  }

  #openUp(isObject: boolean): void {
    this.#countOne()
    this.#open.push({ isObject, from: this.#values.length })
    this.#expected = isObject ? 'name or end' : 'value or end'
  }

  #close(isObject: boolean): void {
    const last = this.#open.pop()
    if (last?.isObject !== isObject) throw new SyntaxError('another end is expected')
    const values = this.#values.splice(last.from)
    this.#expected = 'value'
    this.#add(isObject ? objectOf(values) : values)
  }

  #countOne(): void {
    this.#count += 1
    if (this.#count > this.#maxValues) throw new BodyLimitError(`the body must have at most ${this.#maxValues} values`)
  }
}

function objectOf(members: readonly unknown[]): object {
  const object: Record<string, unknown> = {}
  for (let at = 0; at < members.length; at += 2) {
    const [name, value] = [members[at] as string, members[at + 1]]
    // Assigned, this one would be no field but the prototype.
    if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true })
    else object[name] = value
  }
  return object
}
