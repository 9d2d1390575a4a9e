import { delayUntil, fitLogNormal, type Interval, type LogNormal } from './log-normal.ts'

/** Duration of one long-running operation, as far as polls can bound it. */
export interface LearnedDuration {
  readonly resource: string
  /** Its age at the last poll that found it going on, in milliseconds. */
  readonly afterMs: number
  /** Its age at the poll that found it ended. */
  readonly byMs: number
}

/** One piece of work, while it is watched. */
export interface WatchedWork {
  /** A poll at this age found it going on. */
  goesOn(ageMs: number): void
  /** A poll at this age found it ended. */
  ended(ageMs: number): void
  /** It is not watched any more, and did not end. */
  dropped(): void
}

/** Endings needed before they are relied on. */
const fewest = 3
/** Older endings are forgotten: the service may change. */
const most = 200
/** Each poll comes when this share of the work that goes on should have ended, so that a piece of work takes 1 / 0.38 = 2.6. */
const endedByPoll = 0.38

/** What is known of the work on one kind of resource. */
interface Kind {
  ended: Interval[]
  /** Ages of work that goes on: without them only the quick ones would count. */
  readonly running: Set<{ afterMs: number }>
  fit: LogNormal | undefined
  /** How many endings were known when it was fitted. */
  fittedFrom: number
  count: number
}

/**
 * Learns how long work takes from work that was watched, for each kind of resource, and when to poll the next. A poll
 * sees that work has ended, not when: each ending is an interval.
 */
export class Durations {
  readonly #kinds = new Map<string, Kind>()

  /** Takes over what was learned earlier. */
  learn({ resource, afterMs, byMs }: LearnedDuration): void {
    const kind = this.#kind(resource)
    kind.ended.push({ afterMs, byMs })
    if (kind.ended.length > most) kind.ended = kind.ended.slice(-most)
    kind.count += 1
  }

  /** @param learned called with the duration when the work has ended */
  watch(resource: string, learned: (duration: LearnedDuration) => void): WatchedWork {
    const { running } = this.#kind(resource)
    const work = { afterMs: 0 }
    running.add(work)
    return {
      goesOn: (ageMs) => {
        work.afterMs = Math.max(work.afterMs, ageMs)
      },
      ended: (ageMs) => {
        // Work that is saved as ended again has ended once.
        if (!running.delete(work)) return
        const duration = { resource, afterMs: work.afterMs, byMs: Math.max(ageMs, work.afterMs) }
        this.learn(duration)
        learned(duration)
      },
      dropped: () => {
        running.delete(work)
      },
    }
  }

  /** Gives when to poll work of this kind and age; nothing while too little is known. */
  delayMs(resource: string, ageMs: number): number | undefined {
    const kind = this.#kind(resource)
    if (kind.count >= fewest && (!kind.fit || kind.count >= kind.fittedFrom * 1.1 + 1)) {
      const running = [...kind.running].slice(0, most).map(({ afterMs }) => ({ afterMs, byMs: Number.POSITIVE_INFINITY }))
      kind.fit = fitLogNormal([...kind.ended, ...running])
      kind.fittedFrom = kind.count
    }
    return kind.fit && delayUntil(kind.fit, ageMs, endedByPoll)
  }

  #kind(resource: string): Kind {
    const known = this.#kinds.get(resource) ?? { ended: [], running: new Set(), fit: undefined, fittedFrom: 0, count: 0 }
    this.#kinds.set(resource, known)
    return known
  }
}
