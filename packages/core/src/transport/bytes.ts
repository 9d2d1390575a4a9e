/** Bytes of a body, up to a limit, in one buffer that grows: chunks may be as small as a byte. */
export class Bytes {
  readonly #limit: number
  #buffer = new Uint8Array(0)
  #length = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Says whether the chunk is still within the limit. */
  add(chunk: Uint8Array): boolean {
    const length = this.#length + chunk.byteLength
    if (length > this.#limit) return false
    if (this.#length === 0) this.#buffer = chunk as Uint8Array<ArrayBuffer>
    else {
      if (length > this.#buffer.length) {
        const larger = new Uint8Array(Math.min(Math.max(2 * this.#buffer.length, length), this.#limit))
        larger.set(this.#buffer.subarray(0, this.#length))
        this.#buffer = larger
      }
      this.#buffer.set(chunk, this.#length)
    }
    this.#length = length
    return true
  }

  joined(): Uint8Array {
    return this.#buffer.subarray(0, this.#length)
  }
}
