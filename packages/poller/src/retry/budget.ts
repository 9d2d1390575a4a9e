import { type Clock, OptionError, systemClock } from '@vpn-gateway/core'
import { monotonic } from '../backoff.ts'
import { checkNames } from '../check-names.ts'

/** Bounds of a retry budget. */
export interface RetryBudgetOptions {
  /** Most repeats that can be saved up, and how many there are at first. @defaultValue 100 */
  readonly capacity?: number | undefined
  /** Repeats that each success earns. @defaultValue 0.1 */
  readonly perSuccess?: number | undefined
  /** Repeats that come back each second whatever happens. @defaultValue 10 */
  readonly perSecond?: number | undefined
  readonly clock?: Clock | undefined
}

/**
 * Bounds repeats, so that an outage is not multiplied: each repeat after a throttle or a passing fault takes one. While it is
 * empty a call fails with the error at hand.
 */
export interface RetryBudget {
  /** How many repeats can be made now. */
  readonly level: number
  readonly capacity: number
}

/** Makes a budget to give to the retry of several clients. @throws {OptionError} for bounds that mean nothing. */
export function createRetryBudget(options: RetryBudgetOptions = {}): RetryBudget {
  checkNames(options, ['capacity', 'perSuccess', 'perSecond', 'clock'])
  return new Budget(options)
}

export class Budget implements RetryBudget {
  readonly capacity: number
  readonly #perSuccess: number
  readonly #perSecond: number
  readonly #clock: Clock
  #saved: number
  #countedAt: number

  constructor({ capacity = 100, perSuccess = 0.1, perSecond = 10, clock = systemClock }: RetryBudgetOptions) {
    checkAmount('capacity', capacity, 1)
    checkAmount('perSuccess', perSuccess, 0)
    checkAmount('perSecond', perSecond, 0)
    this.capacity = capacity
    this.#perSuccess = perSuccess
    this.#perSecond = perSecond
    this.#clock = clock
    this.#saved = capacity
    this.#countedAt = monotonic(clock)
  }

  get level(): number {
    const earned = Math.max(monotonic(this.#clock) - this.#countedAt, 0) * (this.#perSecond / 1000)
    return Math.min(this.#saved + earned, this.capacity)
  }

  /** Takes one repeat, if there is one. */
  take(): boolean {
    const level = this.level
    if (level < 1) return false
    this.#set(level - 1)
    return true
  }

  succeeded(): void {
    if (this.#saved < this.capacity) this.#set(Math.min(this.level + this.#perSuccess, this.capacity))
  }

  #set(level: number): void {
    this.#saved = level
    this.#countedAt = monotonic(this.#clock)
  }
}

/** @throws {OptionError} for anything but a budget that was made here. */
export function budgetOf(given: RetryBudget | undefined, clock: Clock): Budget {
  if (given === undefined) return new Budget({ clock })
  if (given instanceof Budget) return given
  throw new OptionError('budget', 'must be one of createRetryBudget')
}

function checkAmount(option: string, amount: number, least: number): void {
  if (!(typeof amount === 'number' && amount >= least && amount < Number.POSITIVE_INFINITY))
    throw new OptionError(option, `must be a number of ${least} or above`)
}
