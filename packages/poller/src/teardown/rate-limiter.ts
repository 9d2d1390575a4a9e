import { type Clock, isVpnGatewayError, monotonic, type Retry } from '@vpn-gateway/core'
import { clipped, hintOf, longestHintMs } from '../backoff.ts'
import { orAborted } from '../within.ts'

/** However often the service throttles, requests go on at this rate. */
const slowestPerSecond = 1
/** Burst size after an idle period, as a share of a second's requests. */
const burst = 0.25

/** Limits the requests that many send: additive increase by one a second, multiplicative decrease by half at a throttle. */
export class RateLimiter {
  readonly #clock: Clock
  readonly #mostPerSecond: number
  /** Resolves once the last request that waits has gone. */
  #last: Promise<void> = Promise.resolve()
  perSecond: number
  #changedAt: number
  #halvedAt = Number.NEGATIVE_INFINITY
  #nextAt = Number.NEGATIVE_INFINITY

  constructor(clock: Clock, mostPerSecond: number) {
    this.#clock = clock
    this.#mostPerSecond = mostPerSecond
    this.perSecond = mostPerSecond
    this.#changedAt = monotonic(clock)
  }

  /** Makes a policy whose every attempt waits for its turn. */
  around(policy: Retry): Retry {
    return (attempt, context) =>
      policy(async () => {
        await this.#turn(context.signal)
        const leftAt = monotonic(this.#clock)
        try {
          return await attempt()
        } catch (error) {
          if (isVpnGatewayError(error) && error.kind === 'throttled') this.#throttled(hintOf(error), leftAt)
          throw error
        }
      }, context)
  }

  /** Resolves when a request may go, one after another; each turn is timed when it comes, so that a throttle slows down those that wait. */
  async #turn(signal: AbortSignal | undefined): Promise<void> {
    const before = this.#last
    const taken = Promise.withResolvers<void>()
    this.#last = taken.promise
    try {
      await orAborted(before, signal)
      for (let dueMs = this.#dueMs(); dueMs > 0; dueMs = this.#dueMs()) await this.#clock.sleep(clipped(dueMs), signal)
      this.#nextAt = Math.max(this.#nextAt, monotonic(this.#clock) - burst * 1000) + 1000 / this.perSecond
    } finally {
      // Those behind one that has left wait for those before it.
      before.then(taken.resolve)
    }
  }

  #dueMs(): number {
    const now = monotonic(this.#clock)
    const seconds = Math.max(Math.floor((now - this.#changedAt) / 1000), 0)
    this.perSecond = Math.min(this.perSecond + seconds, this.#mostPerSecond)
    this.#changedAt += seconds * 1000
    return this.#nextAt - now
  }

  /** Once a second at most: requests that left before at the old rate say the same. */
  #throttled(hintMs: number, leftAt: number): void {
    const now = monotonic(this.#clock)
    this.#nextAt = Math.max(this.#nextAt, now + Math.min(hintMs, longestHintMs))
    if (leftAt <= this.#halvedAt || now < this.#halvedAt + 1000) return
    this.perSecond = Math.max(this.perSecond / 2, slowestPerSecond)
    this.#changedAt = now
    this.#halvedAt = now
  }
}
