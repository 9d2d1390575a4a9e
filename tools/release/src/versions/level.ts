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

/** Whether a release of this level is one that the dependents' carets do not take. */
export function leavesCaret(level: Level, version: string): boolean {
  return level === 'major' || (level === 'minor' && isEarly(version))
}

/** The higher of two levels. */
export function higher(one: Level, other: Level): Level {
  return levels.indexOf(one) >= levels.indexOf(other) ? one : other
}

function isEarly(version: string): boolean {
  return version.startsWith('0.')
}
