import type { Finding } from './finding.ts'
import { type Published, shortName } from './published.ts'
import type { Weight } from './rules.ts'

/** Levels of a release, from none to the highest. */
export const levels = ['none', 'patch', 'minor', 'major'] as const

/** One of them. */
export type Level = (typeof levels)[number]

/**
 * The least level for a change to a package of a version. While a package is at 0.x, npm's caret takes the next patch but
 * not the next minor, so that what breaks is a minor; see docs/decisions/0004-release-levels.md.
 */
export function levelOf(weight: Weight, version: string): Level {
  if (weight === 'repair') return 'patch'
  return weight === 'breaking' && !isEarly(version) ? 'major' : 'minor'
}

/** Reports whether a release of this level is outside the dependents' carets. */
function leavesCaret(level: Level, version: string): boolean {
  return level === 'major' || (level === 'minor' && isEarly(version))
}

/** Gives the higher of two levels. */
export function higher(one: Level, other: Level): Level {
  return levels.indexOf(one) >= levels.indexOf(other) ? one : other
}

function isEarly(version: string): boolean {
  return version.startsWith('0.')
}

/** A level for each package, by its full name. */
export type Levels = Readonly<Record<string, Level>>

/** Gives the least level of each package that findings ask for. */
export function demandedLevels(findings: readonly Finding[], published: readonly Published[]): Levels {
  return Object.fromEntries(
    published.map(({ name, version }) => [
      name,
      findings
        .map(({ weights }) => weights[shortName(name)])
        .reduce<Level>((level, weight) => (weight ? higher(level, levelOf(weight, version)) : level), 'none'),
    ]),
  )
}

/** Adds the dependents: they are published again where their ranges do not take the new version of what they need. */
export function withDependents(levels: Levels, published: readonly Published[]): Levels {
  // A dependent's patch stays in its own dependents' ranges, so that it goes no further.
  const leaving = published.filter(({ name, version }) => leavesCaret(levels[name] ?? 'none', version)).map(({ name }) => name)
  return Object.fromEntries(
    published.map(({ name, needs }) => {
      const level = levels[name] ?? 'none'
      return [name, needs.some((each) => leaving.includes(each)) ? higher(level, 'patch') : level]
    }),
  )
}
