/** Chunks of a body, up to a limit. */
export class Bytes {
  readonly #limit: number
  readonly #chunks: Uint8Array[] = []
  #length = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Says whether the chunk is still within the limit. */
  add(chunk: Uint8Array): boolean {
    this.#chunks.push(chunk)
    this.#length += chunk.byteLength
    return this.#length <= this.#limit
  }

  joined(): Uint8Array {
    const [first] = this.#chunks
    if (first && this.#chunks.length === 1) return first
    const whole = new Uint8Array(this.#length)
    let at = 0
    for (const chunk of this.#chunks) {
      whole.set(chunk, at)
      at += chunk.byteLength
    }
    return whole
  }
}
