import { OptionError } from '@vpn-gateway/core'

/** Bounds of a growing delay, in milliseconds. */
export interface Backoff {
  /** Never shorter. */
  readonly minMs: number
  /** Never longer. */
  readonly maxMs: number
}

/**
 * Exponential backoff with full jitter: between `minMs` and `minMs` doubled once more than `step` times, `maxMs` at most.
 *
 * @param step how many delays came before, from 0
 */
export function backoffMs({ minMs, maxMs }: Backoff, step: number, random: () => number): number {
  const ceiling = Math.min(maxMs, minMs * 2 ** Math.min(step + 1, 30))
  return minMs + random() * Math.max(ceiling - minMs, 0)
}

/** @throws {OptionError} for bounds that would hammer the service or never end. */
export function checkBackoff(option: string, backoff: Backoff): void {
  const { minMs, maxMs } = Object(backoff) as Backoff
  if (!(minMs > 0 && maxMs >= minMs && maxMs < Number.POSITIVE_INFINITY))
    throw new OptionError(option, 'must have a minMs above 0 and a maxMs not below it')
}

/** @throws {OptionError} for what is no time; infinity is one. */
export function checkDuration(option: string, ms: number): void {
  if (!(typeof ms === 'number' && ms >= 0)) throw new OptionError(option, 'must be a number of milliseconds, 0 or above')
}
