import type { BeyondAssumptions, DurationRange, Progression } from '../options.ts'
import { createRandom, drawLogNormal } from '../support/random.ts'

/** How one piece of work goes. */
export interface Course {
  /** How long it takes; 0 is done at once, infinity until somebody ends it. */
  readonly workMs: number
  /** When the parent begins to show it. */
  readonly showsAfterMs: number
}

/** What a timing is made of. */
export interface TimingOptions {
  readonly progression: Progression
  readonly updatingAfterMs: number | DurationRange
  readonly flappingReads: number
  readonly beyondAssumptions: BeyondAssumptions
  readonly seed: number
}

/** Draws how long work takes and how reads lie, the same for the same seed. */
export class Timing {
  readonly #progression: Progression
  readonly #showsAfter: DurationRange
  readonly #hideRate: number
  readonly #beyond: Required<BeyondAssumptions>
  readonly #seed: number
  #random: () => number

  constructor({ progression, updatingAfterMs: after, flappingReads, beyondAssumptions, seed }: TimingOptions) {
    this.#progression = progression
    this.#showsAfter = typeof after === 'number' ? { minMs: after, maxMs: after } : after
    this.#hideRate = flappingReads
    this.#beyond = { flappingReads: 0, flappingStatus: 0, absentAfterMs: 0, ...beyondAssumptions }
    this.#seed = seed
    this.#random = createRandom(seed)
  }

  /** Draws from the beginning again. */
  restart(): void {
    this.#random = createRandom(this.#seed)
  }

  draw(progression: Progression = this.#progression): Course {
    const { minMs, maxMs } = this.#showsAfter
    return { workMs: this.#workMs(progression), showsAfterMs: minMs + (maxMs - minMs) * this.#random() }
  }

  /** Whether this read of an item falsely finds nothing. */
  hides(isParentAtWork: () => boolean): boolean {
    if (this.#chance(this.#beyond.flappingReads)) return true
    return this.#hideRate > 0 && isParentAtWork() && this.#chance(this.#hideRate)
  }

  /** Whether this read of a place at work falsely finds it free. */
  readsFree(): boolean {
    return this.#chance(this.#beyond.flappingStatus)
  }

  /** How long after the end of a deletion reads still find what it deleted. */
  get absentAfterMs(): number {
    return this.#beyond.absentAfterMs
  }

  /** Draws nothing where nothing is to happen, so that the other draws stay the same. */
  #chance(rate: number): boolean {
    return rate > 0 && this.#random() < rate
  }

  #workMs(progression: Progression): number {
    if (progression === 'immediate') return 0
    if (progression === 'manual') return Number.POSITIVE_INFINITY
    return 'timeMs' in progression ? progression.timeMs : drawLogNormal(progression.medianMs, progression.sigma, this.#random)
  }
}
