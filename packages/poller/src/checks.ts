import { OptionError } from '@vpn-gateway/core'
import type { Backoff } from './backoff.ts'

/** Refuses options that are not known: a misspelt one would weaken a proof in silence. @throws {OptionError} that names the nearest. */
export function checkNames(options: object, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null) throw new OptionError('options', 'must be an object')
  const unknown = Object.keys(options).find((name) => !known.includes(name))
  if (unknown === undefined) return
  const [nearest] = known.toSorted((one, other) => likeness(unknown, other) - likeness(unknown, one))
  throw new OptionError(unknown.slice(0, 64), `is not an option; the nearest is ${nearest}, and there are ${known.join(', ')}`)
}

/** Gives how alike two words are, by the pairs of letters that both have (Dice). */
function likeness(one: string, other: string): number {
  const [some = [], others = []] = [one, other].map((word) =>
    Array.from(word.toLowerCase(), (letter, at) => letter + word.charAt(at + 1).toLowerCase()),
  )
  return some.filter((pair) => others.includes(pair)).length / (some.length + others.length)
}

/** @throws {OptionError} for what is no number of at least `least`; infinity is one, unless `most` says otherwise. */
export function checkNumber(option: string, value: unknown, least: number, most: number = Number.POSITIVE_INFINITY): void {
  if (typeof value === 'number' && value >= least && value <= most) return
  throw new OptionError(option, `must be a ${most < Number.POSITIVE_INFINITY ? 'finite ' : ''}number, ${least} or above`)
}

/** @throws {OptionError} for bounds that would hammer the service or never end. */
export function checkBackoff(option: string, backoff: Backoff): void {
  const { minMs, maxMs } = Object(backoff) as Backoff
  if (!(minMs >= 1 && maxMs >= minMs && maxMs < Number.POSITIVE_INFINITY))
    throw new OptionError(option, 'must have a minMs of 1 or above and a maxMs not below it')
}
