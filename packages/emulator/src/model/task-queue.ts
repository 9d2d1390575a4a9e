import TinyQueue from 'tinyqueue'

/** Times at which work shows and ends, by the monotonic reading of the clock. */
interface Timed {
  readonly showsAt: number
  readonly endsAt: number
}

/** Change of a task that time brings. */
export interface Change<Task> {
  readonly elapsedMs: number
  readonly ownerId: string
  readonly task: Task
  readonly what: 'shows' | 'ends'
}

/** Work in the background: at most one task an owner, and the changes of all in the order of time. */
export class TaskQueue<Task extends Timed> {
  readonly #tasks = new Map<string, Task>()
  /** Changes of a task that was removed stay in here until their time comes. */
  readonly #changes = new TinyQueue<Change<Task>>([], (one, other) => one.elapsedMs - other.elapsedMs)

  get(ownerId: string): Task | undefined {
    return this.#tasks.get(ownerId)
  }

  add(ownerId: string, task: Task): void {
    this.#tasks.set(ownerId, task)
    if (task.showsAt < task.endsAt) this.#changes.push({ elapsedMs: task.showsAt, ownerId, task, what: 'shows' })
    if (task.endsAt < Number.POSITIVE_INFINITY) this.#changes.push({ elapsedMs: task.endsAt, ownerId, task, what: 'ends' })
  }

  all(): Task[] {
    return [...this.#tasks.values()]
  }

  clear(): void {
    this.#tasks.clear()
    this.#changes.data = []
    this.#changes.length = 0
  }

  remove(ownerId: string): void {
    this.#tasks.delete(ownerId)
  }

  /** Gives the next change, if time brings one. */
  next(): Change<Task> | undefined {
    for (let first = this.#changes.peek(); first; first = this.#changes.peek()) {
      if (this.#tasks.get(first.ownerId) === first.task) return first
      this.#changes.pop()
    }
    return undefined
  }

  /** Takes out the next change if its time has come; a task that ends is removed. */
  takeDue(now: number): Change<Task> | undefined {
    const change = this.next()
    if (!change || change.elapsedMs > now) return undefined
    this.#changes.pop()
    if (change.what === 'ends') this.#tasks.delete(change.ownerId)
    return change
  }
}
