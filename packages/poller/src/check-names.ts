import { OptionError } from '@vpn-gateway/core'

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
