/** What works off what it has been given. */
interface Worker {
  readonly isAtWork: boolean
  work(): Promise<void>
}

/** Lets workers work side by side, no more at once than allowed. */
export class WorkPool {
  readonly #most: number
  readonly #ready = new Set<Worker>()
  readonly #running = new Set<Promise<void>>()

  constructor(most: number) {
    this.#most = most
  }

  /** Starts a worker as soon as there is room; one that is at work takes what it was given meanwhile. */
  start(worker: Worker): void {
    if (!worker.isAtWork) this.#ready.add(worker)
    this.#fill()
  }

  /** Resolves once all have worked off what they had. */
  async ended(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  #fill(): void {
    for (const worker of this.#ready) {
      if (this.#running.size >= this.#most) return
      this.#ready.delete(worker)
      const run = worker.work().finally(() => {
        this.#running.delete(run)
        this.#fill()
      })
      this.#running.add(run)
    }
  }
}
