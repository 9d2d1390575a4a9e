/**
 * Cancellation of an attempt. An `AbortController` for each call costs a twentieth of it, so that the signal is made only
 * where it is read.
 */
export class Cancellation {
  #attached: { destroy(): void } | undefined
  #cancelled: { readonly reason: unknown } | undefined
  #controller: AbortController | undefined
  /** True once the request has left, false before; undefined where its transport does not know. */
  isSent: boolean | undefined
  /** Set where it was sent over a kept connection that the other side has closed meanwhile. */
  isStale: boolean = false

  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#cancelled) this.#controller.abort(this.#cancelled.reason)
    return this.#controller.signal
  }

  get isCancelled(): boolean {
    return this.#cancelled !== undefined
  }

  /** Attaches what is to be destroyed with it; not a function, whose scope would outlive the call. */
  attach(open: { destroy(): void }): void {
    this.#attached = open
    if (this.#cancelled) open.destroy()
  }

  /** Releases what was attached: it is used by others from now on. */
  release(): void {
    this.#attached = undefined
  }

  cancel(reason: unknown): void {
    this.#cancelled = { reason }
    this.#attached?.destroy()
    this.#controller?.abort(reason)
  }

  throwIfCancelled(): void {
    if (this.#cancelled) throw this.#cancelled.reason
  }
}
