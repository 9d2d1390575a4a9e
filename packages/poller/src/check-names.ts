import { OptionError } from '@vpn-gateway/core'

/** Refuses options that are not known: a misspelt one would weaken a proof in silence. @throws {OptionError} that names the nearest. */
export function checkNames(options: object, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null) throw new OptionError('options', 'must be an object')
  const unknown = Object.keys(options).find((name) => !known.includes(name))
  if (unknown === undefined) return
  const [nearest] = known.toSorted((one, other) => distance(unknown, one) - distance(unknown, other))
  throw new OptionError(unknown.slice(0, 64), `is not an option; the nearest is ${nearest}, and there are ${known.join(', ')}`)
}

/** Counts the letters that must change to make one word of another (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (const [at, letter] of [...one.toLowerCase()].entries()) {
    const above = row
    row = [at + 1]
    for (const [to, wanted] of [...other.toLowerCase()].entries())
      row.push(Math.min((above[to + 1] ?? 0) + 1, (row[to] ?? 0) + 1, (above[to] ?? 0) + (letter === wanted ? 0 : 1)))
  }
  return row.at(-1) ?? 0
}
