import TinyQueue from 'tinyqueue'

/** Times at which work shows and ends, by the monotonic reading of the clock. */
interface Timed {
  readonly showsAt: number
  readonly endsAt: number
}

/** Something that time does to work. */
export interface Change<T> {
  readonly elapsedMs: number
  readonly place: string
  readonly task: T
  readonly what: 'shows' | 'ends'
}

/** Work in the background: at most one task a place, and what becomes of each in the order of time. */
export class TaskQueue<T extends Timed> {
  readonly #tasks = new Map<string, T>()
  /** What was removed by its place stays in here until its time comes. */
  readonly #changes = new TinyQueue<Change<T>>([], (one, other) => one.elapsedMs - other.elapsedMs)

  get(place: string): T | undefined {
    return this.#tasks.get(place)
  }

  add(place: string, task: T): void {
    this.#tasks.set(place, task)
    if (task.showsAt < task.endsAt) this.#changes.push({ elapsedMs: task.showsAt, place, task, what: 'shows' })
    if (task.endsAt < Number.POSITIVE_INFINITY) this.#changes.push({ elapsedMs: task.endsAt, place, task, what: 'ends' })
  }

  all(): T[] {
    return [...this.#tasks.values()]
  }

  clear(): void {
    this.#tasks.clear()
    this.#changes.data = []
    this.#changes.length = 0
  }

  remove(place: string): void {
    this.#tasks.delete(place)
  }

  /** What comes next, if anything does by itself. */
  next(): Change<T> | undefined {
    for (let first = this.#changes.peek(); first; first = this.#changes.peek()) {
      if (this.#tasks.get(first.place) === first.task) return first
      this.#changes.pop()
    }
    return undefined
  }

  /** Takes out what comes next if it has come by a time; work that has ended is gone. */
  takeDue(now: number): Change<T> | undefined {
    const change = this.next()
    if (!change || change.elapsedMs > now) return undefined
    this.#changes.pop()
    if (change.what === 'ends') this.#tasks.delete(change.place)
    return change
  }
}
