/** Bytes of a body, up to a limit, in one buffer that grows: chunks may be as small as a byte. */
export class Bytes {
  readonly #limit: number
  readonly #announced: number
  #buffer = new Uint8Array(0)
  #length = 0

  /** @param announced length of the body as its head says it, to make the buffer as large at once */
  constructor(limit: number, announced: string | null | undefined) {
    this.#limit = limit
    this.#announced = Math.min(Number(announced) || 0, limit)
  }

  /** Says whether the chunk is still within the limit. */
  add(chunk: Uint8Array): boolean {
    const length = this.#length + chunk.byteLength
    if (length > this.#limit) return false
    if (this.#length === 0) this.#buffer = chunk as Uint8Array<ArrayBuffer>
    else {
      if (length > this.#buffer.length) {
        const larger = new Uint8Array(Math.min(Math.max(2 * this.#buffer.length, length, this.#announced), this.#limit))
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
