import type { DurationRange, Progression } from '../options.ts'
import { createRandom, drawLogNormal } from '../random.ts'

/** How one piece of work goes. */
export interface Course {
  /** How long it takes; 0 is done at once, infinity until somebody ends it. */
  readonly workMs: number
  /** When the parent begins to show it. */
  readonly showsAfterMs: number
}

/** Draws how long work takes and how reads lie, the same for the same seed. */
export class Timing {
  readonly #progression: Progression
  readonly #showsAfter: DurationRange
  readonly #hideRate: number
  readonly #random: () => number

  constructor(progression: Progression, showsAfter: number | DurationRange, hideRate: number, seed: number) {
    this.#progression = progression
    this.#showsAfter = typeof showsAfter === 'number' ? { minMs: showsAfter, maxMs: showsAfter } : showsAfter
    this.#hideRate = hideRate
    this.#random = createRandom(seed)
  }

  draw(): Course {
    const { minMs, maxMs } = this.#showsAfter
    return { workMs: this.#workMs(), showsAfterMs: minMs + (maxMs - minMs) * this.#random() }
  }

  get hidesReads(): boolean {
    return this.#hideRate > 0
  }

  hidesThisRead(): boolean {
    return this.#random() < this.#hideRate
  }

  #workMs(): number {
    const progression = this.#progression
    if (progression === 'immediate') return 0
    if (progression === 'manual') return Number.POSITIVE_INFINITY
    return 'timeMs' in progression ? progression.timeMs : drawLogNormal(progression.medianMs, progression.sigma, this.#random)
  }
}
