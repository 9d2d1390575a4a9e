import TinyQueue from 'tinyqueue'

/** When work shows, and when it ends. */
interface Timed {
  readonly showsAt: number
  readonly endsAt: number
}

/** Something that time does to work. */
export interface Moment<T> {
  readonly atMs: number
  readonly place: string
  readonly task: T
  readonly what: 'shows' | 'ends'
}

/** Work in the background: at most one task a place, and what becomes of each in the order of time. */
export class TaskQueue<T extends Timed> {
  readonly #tasks = new Map<string, T>()
  /** What was removed by its place stays in here until its time comes. */
  readonly #moments = new TinyQueue<Moment<T>>([], (one, other) => one.atMs - other.atMs)

  get(place: string): T | undefined {
    return this.#tasks.get(place)
  }

  add(place: string, task: T): void {
    this.#tasks.set(place, task)
    if (task.showsAt < task.endsAt) this.#moments.push({ atMs: task.showsAt, place, task, what: 'shows' })
    if (task.endsAt < Number.POSITIVE_INFINITY) this.#moments.push({ atMs: task.endsAt, place, task, what: 'ends' })
  }

  all(): T[] {
    return [...this.#tasks.values()]
  }

  clear(): void {
    this.#tasks.clear()
    this.#moments.data = []
    this.#moments.length = 0
  }

  remove(place: string): void {
    this.#tasks.delete(place)
  }

  /** What comes next, if anything does by itself. */
  next(): Moment<T> | undefined {
    for (let first = this.#moments.peek(); first; first = this.#moments.peek()) {
      if (this.#tasks.get(first.place) === first.task) return first
      this.#moments.pop()
    }
    return undefined
  }

  /** Takes out what comes next if it has come by a time; work that has ended is gone. */
  takeDue(now: number): Moment<T> | undefined {
    const moment = this.next()
    if (!moment || moment.atMs > now) return undefined
    this.#moments.pop()
    if (moment.what === 'ends') this.#tasks.delete(moment.place)
    return moment
  }
}
