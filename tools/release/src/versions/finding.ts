import { type Weight, weightsOf } from './rules.ts'
import type { Difference } from './spec/compare.ts'

/** A difference, and what it means to the users of each package that it touches, by short name. */
export interface Finding {
  readonly name: string
  readonly place: string
  readonly says: string
  readonly weights: Readonly<Record<string, Weight>>
}

/** The differences of a spec with their weights. */
export function weighed(differences: readonly Difference[]): Finding[] {
  return differences.map(({ alsoBreaks = [], ...difference }) => {
    const more = Object.fromEntries(alsoBreaks.map((name) => [name, 'breaking' as const]))
    return { ...difference, weights: { ...weightsOf(difference.name), ...more } }
  })
}
