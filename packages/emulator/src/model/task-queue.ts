import TinyQueue from 'tinyqueue'

interface Entry<T> {
  readonly key: string
  readonly task: T
}

/** Work in the background: at most one task a key, found by its key and ended in the order of time. */
export class TaskQueue<T extends { readonly endsAt: number }> {
  readonly #tasks = new Map<string, T>()
  /** What was removed by key stays in here until its time comes. */
  readonly #byEnd = new TinyQueue<Entry<T>>([], (one, other) => one.task.endsAt - other.task.endsAt)

  get(key: string): T | undefined {
    return this.#tasks.get(key)
  }

  add(key: string, task: T): void {
    this.#tasks.set(key, task)
    if (task.endsAt < Number.POSITIVE_INFINITY) this.#byEnd.push({ key, task })
  }

  all(): T[] {
    return [...this.#tasks.values()]
  }

  clear(): void {
    this.#tasks.clear()
    this.#byEnd.data = []
    this.#byEnd.length = 0
  }

  remove(key: string): void {
    this.#tasks.delete(key)
  }

  /** Takes out the next task that has ended by a time, if there is one. */
  takeEnded(now: number): T | undefined {
    for (let first = this.#byEnd.peek(); first && first.task.endsAt <= now; first = this.#byEnd.peek()) {
      this.#byEnd.pop()
      if (this.#tasks.get(first.key) !== first.task) continue
      this.#tasks.delete(first.key)
      return first.task
    }
    return undefined
  }
}
