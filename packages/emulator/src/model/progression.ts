import { OptionError } from '@vpn-gateway/core'
import { isDuration } from '../support/checks.ts'
import { drawLogNormal } from '../support/random.ts'

/**
 * Course of work in the background: it ends at once, when `settle` is called, after a time in milliseconds, or after one that
 * is drawn: half of the times are below the median, and `sigma` is the deviation of their logarithm.
 */
export type Progression = 'immediate' | 'manual' | { readonly timeMs: number } | { readonly medianMs: number; readonly sigma: number }

/** Beyond this every second duration would be nothing or longer than a lifetime. */
const maxSigma = 10

/** @throws {OptionError} for a value that is no progression. */
export function checkProgression(progression: unknown): void {
  if (!isProgression(progression))
    throw new OptionError(
      'progression',
      'must be immediate, manual, { timeMs }, or { medianMs, sigma }, with numbers of 0 or above and sigma up to 10',
    )
}

/** Draws the milliseconds that one piece of work takes; infinity where it ends only by hand. */
export function drawDuration(progression: Progression, random: () => number): number {
  if (progression === 'immediate') return 0
  if (progression === 'manual') return Number.POSITIVE_INFINITY
  return 'timeMs' in progression ? progression.timeMs : drawLogNormal(progression.medianMs, progression.sigma, random)
}

function isProgression(value: unknown): boolean {
  if (value === 'immediate' || value === 'manual') return true
  const { timeMs, medianMs, sigma, ...rest } = Object(value) as Record<string, unknown>
  if (Object.keys(rest).length > 0 || typeof value === 'string') return false
  return timeMs === undefined
    ? isDuration(medianMs) && isDuration(sigma) && sigma <= maxSigma
    : isDuration(timeMs) && medianMs === undefined && sigma === undefined
}
