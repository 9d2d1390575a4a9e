/** Bytes of a body, up to a limit, in one buffer that grows: chunks may be as small as a byte. */
export class Bytes {
  readonly #limit: number
  /** The first chunk, as most bodies have no other. */
  #only: Uint8Array | undefined
  #buffer = new Uint8Array(0)
  #length = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Says whether the chunk is still within the limit. */
  add(chunk: Uint8Array): boolean {
    const length = this.#length + chunk.byteLength
    if (length > this.#limit) return false
    if (this.#length === 0) this.#only = chunk
    else {
      // A transfer frees the bytes before at once, not when they are collected.
      if (length > this.#buffer.length) this.#buffer = new Uint8Array(this.#buffer.buffer.transfer(Math.min(2 * length, this.#limit)))
      if (this.#only) this.#buffer.set(this.#only)
      this.#only = undefined
      this.#buffer.set(chunk, this.#length)
    }
    this.#length = length
    return true
  }

  joined(): Uint8Array {
    return this.#only ?? this.#buffer.subarray(0, this.#length)
  }
}
