import type { Clock } from '@vpn-gateway/core'
import { type DeletionClient, type Journal, memoryJournal, teardown } from '@vpn-gateway/poller'
import { eventInWords, isUnfinished, phases, resultOf, type TeardownRun } from './teardown-run.ts'

interface TeardownRunsOptions {
  readonly gatewayId: string
  /** Gives the connection of a run at each start and resumption, as settings may have changed. */
  readonly connect: () => Connection
  /** Has screen readers announce a text. */
  readonly announce: (words: string) => void
  readonly clock?: Clock
}

/** The client of a run, and a function that takes its keys out of a text. */
interface Connection {
  readonly createClient: () => DeletionClient
  readonly mask: (text: string) => string
}

/** The runs of a gateway at one moment; the same object until one changes. */
export interface TeardownRunsState {
  readonly list: readonly TeardownRun[]
  /** Reason why the last start was refused, for as long as it stands. */
  readonly block: string | undefined
}

interface Work {
  readonly journal: Journal
  stop: AbortController
  /** Settles when nothing of the run is under way any more. */
  ended: Promise<void>
}

/** Quicker than for the real service, whose deletions take longer. */
const pace = { backoff: { minMs: 300, maxMs: 1000 }, confirmFailureMs: 2000 }

/** The teardowns of one gateway. A paused run has ended its teardown: to resume it is to begin another with the same journal. */
export class TeardownRuns {
  readonly #options: TeardownRunsOptions
  readonly #listeners = new Set<() => void>()
  readonly #works = new Map<number, Work>()
  #nextKey = 0
  #refused: { readonly ids: readonly string[]; readonly by: number } | undefined
  #state: TeardownRunsState = { list: [], block: undefined }

  constructor(options: TeardownRunsOptions) {
    this.#options = options
  }

  readonly state = (): TeardownRunsState => this.#state

  /** Calls a listener after each change, until the returned function is called. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Begins a teardown of these ids, or of everything where one is the gateway's. What an unfinished run deletes already is refused. */
  start(ids: readonly string[]): void {
    const { gatewayId, announce } = this.#options
    const unfinished = this.#state.list.filter(isUnfinished)
    const isAll = ids.includes(gatewayId)
    const other = unfinished.find((each) => isAll || each.isAll || each.ids.join() === ids.join())
    this.#refused = other && { ids, by: other.key }
    if (other) {
      this.#show(this.#state.list)
      announce(this.#state.block ?? '')
      return
    }
    const key = this.#nextKey++
    const work = { journal: memoryJournal(), stop: new AbortController(), ended: Promise.resolve() }
    this.#works.set(key, work)
    this.#show([...unfinished, { key, ids, isAll, phase: 'running', words: 'starting' }])
    work.ended = this.#run(key, ids, work.journal, work.stop.signal)
  }

  pause(key: number): void {
    this.#works.get(key)?.stop.abort()
    this.#change(key, { phase: 'paused', words: 'what was accepted continues, nothing new is sent' })
  }

  /** Pauses every run: whatever answers next at this address may be another emulator. */
  pauseAll(words: string): void {
    this.stop()
    this.#show(this.#state.list.map((each) => (each.phase === 'running' ? { ...each, phase: 'paused', words } : each)))
  }

  resume(key: number): void {
    const work = this.#works.get(key)
    const { ids } = this.#state.list.find((each) => each.key === key) ?? {}
    if (!work || !ids) return
    const { ended, journal } = work
    work.stop = new AbortController()
    const { signal } = work.stop
    work.ended = ended.then(() => this.#run(key, ids, journal, signal))
    this.#change(key, { phase: 'running', words: 'resuming' })
  }

  /** Gives up a run that could be resumed. */
  giveUp(key: number): void {
    this.#works.get(key)?.stop.abort()
    this.#works.delete(key)
    this.#show(this.#state.list.filter((each) => each.key !== key))
  }

  /** Ends every run where it is. */
  stop(): void {
    for (const { stop } of this.#works.values()) stop.abort()
  }

  async #run(key: number, ids: readonly string[], journal: Journal, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    const { connect, announce, clock } = this.#options
    const { createClient, mask } = connect()
    const change = (news: Partial<TeardownRun>) => {
      if (!signal.aborted) this.#change(key, news)
    }
    const end = ({ phase, words }: ReturnType<typeof resultOf>) => {
      const masked = mask(words)
      change({ phase, words: masked })
      if (!signal.aborted) announce(`${phases[phase]}: ${masked}`)
    }
    try {
      const work = teardown(createClient(), ids, { journal, signal, clock, ...pace })
      for await (const event of work) change({ words: mask(eventInWords(event, ids)) })
      end(resultOf(await work.report(), ids))
    } catch (error) {
      end({ phase: 'failed', words: String(error) })
    }
  }

  #change(key: number, news: Partial<TeardownRun>): void {
    this.#show(this.#state.list.map((each) => (each.key === key ? { ...each, ...news } : each)))
  }

  #show(list: readonly TeardownRun[]): void {
    this.#state = { list, block: this.#blockIn(list) }
    for (const listener of this.#listeners) listener()
  }

  #blockIn(list: readonly TeardownRun[]): string | undefined {
    const blocking = list.find((each) => each.key === this.#refused?.by && isUnfinished(each))
    return blocking && `${this.#refused?.ids.join(', ')} not started: a teardown of ${blocking.ids.join(', ')} is already in progress.`
  }
}
