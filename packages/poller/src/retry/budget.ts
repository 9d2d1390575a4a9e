import { type Clock, monotonic, OptionError, systemClock } from '@vpn-gateway/core'
import { checkOptions } from '../check-options.ts'

/** Repeats that each success earns. */
const perSuccess = 0.1
/** Repeats that come back each second whatever happens. */
const perSecond = 10

/**
 * Bounds repeats, so that an outage is not multiplied: each repeat after a throttle or a passing fault takes one. While it is
 * empty a call fails with the error at hand. One comes back for ten successes, and ten for each second.
 */
export interface RetryBudget {
  /** Number of repeats that can be made now. */
  readonly level: number
  readonly capacity: number
}

/** Bounds of a retry budget. */
export interface RetryBudgetOptions {
  /** Most repeats that can be saved up, and how many there are at first. @defaultValue 100 */
  readonly capacity?: number | undefined
  readonly clock?: Clock | undefined
}

/** Makes a budget to give to the retry of several clients. @throws {OptionError} for bounds that mean nothing. */
export function createRetryBudget(options: RetryBudgetOptions = {}): RetryBudget {
  checkOptions(options, ['capacity', 'clock'])
  return new Budget(options)
}

export class Budget implements RetryBudget {
  readonly capacity: number
  readonly #clock: Clock
  #saved: number
  #countedAt: number

  constructor({ capacity = 100, clock = systemClock }: RetryBudgetOptions) {
    this.capacity = capacity
    this.#clock = clock
    this.#saved = capacity
    this.#countedAt = monotonic(clock)
  }

  get level(): number {
    const earned = Math.max(monotonic(this.#clock) - this.#countedAt, 0) * (perSecond / 1000)
    return Math.min(this.#saved + earned, this.capacity)
  }

  /** Takes one repeat, if there is one. */
  take(): boolean {
    const { level } = this
    if (level >= 1) this.#set(level - 1)
    return level >= 1
  }

  succeeded(): void {
    if (this.#saved < this.capacity) this.#set(Math.min(this.level + perSuccess, this.capacity))
  }

  #set(level: number): void {
    this.#saved = level
    this.#countedAt = monotonic(this.#clock)
  }
}

/** @throws {OptionError} for anything but a budget that was made here. */
export function budgetOf(given: RetryBudget | undefined): Budget | undefined {
  if (given === undefined || given instanceof Budget) return given
  throw new OptionError('budget', 'must be one of createRetryBudget')
}
