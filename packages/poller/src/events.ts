/** Events that any number of readers can follow, each from the first. */
export class EventLog<T> implements AsyncIterable<T> {
  readonly #events: T[] = []
  #ended = false
  #wake = Promise.withResolvers<void>()

  push(event: T): void {
    this.#events.push(event)
    this.#notify()
  }

  end(): void {
    this.#ended = true
    this.#notify()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (let next = 0; ; ) {
      const event = this.#events[next]
      if (event !== undefined) {
        next += 1
        yield event
      } else if (this.#ended) return
      else await this.#wake.promise
    }
  }

  #notify(): void {
    this.#wake.resolve()
    this.#wake = Promise.withResolvers<void>()
  }
}

/** Calls a listener. Its error must not change what becomes of a deletion; it surfaces as uncaught, like those of event listeners. */
export function emit<T>(listener: ((event: T) => unknown) | undefined, event: T): void {
  try {
    listener?.(event)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
