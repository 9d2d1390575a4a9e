/** Bounds of a growing delay, in milliseconds. */
export interface Backoff {
  /** Never shorter. */
  readonly minMs: number
  /** Never longer. */
  readonly maxMs: number
}

/**
 * Exponential backoff with full jitter: between `minMs` and `minMs` doubled `step` times, `maxMs` at most.
 *
 * @param step how many delays came before, from 0
 */
export function backoffMs({ minMs, maxMs }: Backoff, step: number, random: () => number): number {
  const ceiling = Math.min(maxMs, minMs * 2 ** Math.min(step + 1, 30))
  return minMs + random() * Math.max(ceiling - minMs, 0)
}
