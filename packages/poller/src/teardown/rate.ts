import { type Clock, isVpnGatewayError, type Retry } from '@vpn-gateway/core'
import { clipped } from '../delay.ts'
import type { Policies } from '../service/service.ts'

/** However often the service throttles, requests go on at this rate. */
const slowestPerSecond = 1
/** Requests requests that may go at once after a quiet time, as a share of a second's. */
const burst = 0.25

/** The rate of requests that many share: halved when the service throttles, and one more with each second after that. */
export class RequestRate {
  readonly #clock: Clock
  readonly #mostPerSecond: number
  #perSecond: number
  #changedAt: number
  #halvedAt = Number.NEGATIVE_INFINITY
  #nextAt: number

  constructor(clock: Clock, mostPerSecond: number) {
    this.#clock = clock
    this.#mostPerSecond = mostPerSecond
    this.#perSecond = mostPerSecond
    this.#changedAt = clock.now()
    this.#nextAt = clock.now()
  }

  get perSecond(): number {
    return this.#perSecond
  }

  /** Policies whose every attempt waits for its turn. */
  around({ read, delete: remove }: Policies): Policies {
    return { read: this.#paced(read), delete: this.#paced(remove) }
  }

  #paced(policy: Retry): Retry {
    return (attempt, context) =>
      policy(async () => {
        await this.#turn(context.signal)
        try {
          return await attempt()
        } catch (error) {
          if (isVpnGatewayError(error) && error.kind === 'throttled')
            this.#throttled((error as { retryAfterMs?: number }).retryAfterMs ?? 0)
          throw error
        }
      }, context)
  }

  /** Resolves when a request may go. */
  async #turn(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted()
    const now = this.#clock.now()
    this.#recover(now)
    const at = Math.max(this.#nextAt, now - burst * 1000)
    this.#nextAt = at + 1000 / this.#perSecond
    if (at > now) await this.#clock.sleep(clipped(at - now), signal)
  }

  #recover(now: number): void {
    const seconds = Math.floor((now - this.#changedAt) / 1000)
    if (seconds <= 0) return
    this.#perSecond = Math.min(this.#perSecond + seconds, this.#mostPerSecond)
    this.#changedAt += seconds * 1000
  }

  /** One throttle slows down once: those of requests that went at the same time say the same. */
  #throttled(hintMs: number): void {
    const now = this.#clock.now()
    this.#nextAt = Math.max(this.#nextAt, now + Math.min(hintMs, 60_000))
    if (now < this.#halvedAt + 1000) return
    this.#perSecond = Math.max(this.#perSecond / 2, slowestPerSecond)
    this.#changedAt = now
    this.#halvedAt = now
  }
}
