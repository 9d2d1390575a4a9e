import type { Finding } from './finding.ts'
import { higher, type Level, leavesCaret, levelOf } from './level.ts'
import { type Published, shortName } from './workspace.ts'

/** A level for each package, by its full name. */
export type Levels = Readonly<Record<string, Level>>

/** The least level of each package that findings ask for. */
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

/** The same with dependents: they are published again where their ranges do not take the new version of what they need. */
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
