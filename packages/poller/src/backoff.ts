/** Bounds of a growing delay, in milliseconds: never shorter than `minMs`, never longer than `maxMs`. */
export interface Backoff {
  readonly minMs: number
  readonly maxMs: number
}

/** Timers of every runtime fire at once beyond this. */
export const longestDelayMs: number = 2 ** 31 - 1

/**
 * Exponential backoff with full jitter: from `minMs` to a bound that doubles with each `step`, from 0, up to `maxMs`. How polls use it
 * stands in engine/pace.ts.
 */
export function backoffMs({ minMs, maxMs }: Backoff, step: number, random: () => number): number {
  const ceiling = Math.min(maxMs, minMs * 2 ** Math.min(step + 1, 30))
  return clipped(minMs + drawn(random) * Math.max(ceiling - minMs, 0))
}

/** A random number from 0 up to 1, whatever was given for one. */
export function drawn(random: () => number): number {
  return Math.min(Math.max(random() || 0, 0), 1)
}

/** A delay that ends no later than what is left, and that a timer can keep. */
export function clipped(delayMs: number, leftMs: number = Number.POSITIVE_INFINITY): number {
  return Math.max(Math.min(delayMs, leftMs, longestDelayMs), 0)
}

/** No hint of the service makes a wait longer. */
export const longestHintMs = 60_000

/** Gives how long the service asks to wait, in milliseconds. */
export function hintOf(error: unknown): number {
  const { retryAfterMs } = Object(error) as { readonly retryAfterMs?: unknown }
  return typeof retryAfterMs === 'number' && retryAfterMs > 0 ? retryAfterMs : 0
}
