import { createRandom } from '../support/random.ts'
import { drawDuration, type Progression } from './progression.ts'

/** Times that are drawn evenly between two bounds, in milliseconds. */
export interface DurationRange {
  readonly minMs: number
  readonly maxMs: number
}

/** Wrong reads that a careful caller need not expect of the service; everything off by default. */
export interface BeyondAssumptions {
  /** Rate at which a read of a connection or a server finds nothing, whatever its gateway reads; 0 to 1. */
  readonly flappingReads?: number
  /** Rate at which a busy gateway reads free although it has read `updating` before; 0 to 1. */
  readonly flappingStatus?: number
  /** Time that reads still find a deleted resource after its gateway is free again, in milliseconds. */
  readonly absentAfterMs?: number
}

/** Course of one piece of work. */
export interface Course {
  /** Time that it takes; 0 is done at once, infinity until it is settled. */
  readonly workMs: number
  /** Time after which the status of its owner shows it. */
  readonly showsAfterMs: number
}

/** Options of a timing. */
export interface TimingOptions {
  readonly progression: Progression
  readonly updatingAfterMs: number | DurationRange
  readonly flappingReads: number
  readonly beyondAssumptions: BeyondAssumptions
  readonly seed: number
}

/** Draws how long work takes and which reads are wrong, the same for the same seed. */
export class Timing {
  readonly #options: TimingOptions
  readonly #beyond: Required<BeyondAssumptions>
  #random: () => number

  constructor(options: TimingOptions) {
    this.#options = options
    this.#beyond = { flappingReads: 0, flappingStatus: 0, absentAfterMs: 0, ...options.beyondAssumptions }
    this.#random = createRandom(options.seed)
  }

  /** Draws from the beginning again. */
  restart(): void {
    this.#random = createRandom(this.#options.seed)
  }

  draw(progression: Progression = this.#options.progression): Course {
    const { updatingAfterMs: after } = this.#options
    const { minMs, maxMs } = typeof after === 'number' ? { minMs: after, maxMs: after } : after
    return { workMs: drawDuration(progression, this.#random), showsAfterMs: minMs + (maxMs - minMs) * this.#random() }
  }

  /** Draws whether this read of an item falsely finds nothing. */
  hides(isOwnerBusy: () => boolean): boolean {
    if (this.#chance(this.#beyond.flappingReads)) return true
    const { flappingReads } = this.#options
    return flappingReads > 0 && isOwnerBusy() && this.#chance(flappingReads)
  }

  /** Draws whether this read of a busy resource falsely finds it free. */
  readsFree(): boolean {
    return this.#chance(this.#beyond.flappingStatus)
  }

  /** Time that reads still find a resource after its deletion has ended. */
  get absentAfterMs(): number {
    return this.#beyond.absentAfterMs
  }

  /** Draws nothing at a rate of 0, so that the other draws stay the same. */
  #chance(rate: number): boolean {
    return rate > 0 && this.#random() < rate
  }
}
