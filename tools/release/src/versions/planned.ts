import { assembleReleasePlan } from '@changesets/assemble-release-plan'
import { readConfig } from '@changesets/config'
import { readChangesets } from '@changesets/read'
import type { Packages } from '@manypkg/get-packages'
import { higher, type Level, type Levels } from './levels.ts'

/** Levels that the changesets of a workspace name. */
export interface Planned {
  /** The level of each package that a changeset names. */
  readonly named: Levels
  /** The level that each package would be released with, dependents included. */
  readonly released: Levels
}

/** Reads the changesets of a workspace, and what a release would make of them. */
export async function plannedLevels(packages: Packages): Promise<Planned> {
  const { config, errors } = await readConfig(packages.rootDir, packages)
  if (!config) throw new Error(`.changeset/config.json: ${errors.join('; ')}`)
  const changesets = await readChangesets(packages.rootDir)
  const named: Record<string, Level> = {}
  for (const { name, type } of changesets.flatMap(({ releases }) => releases)) named[name] = higher(named[name] ?? 'none', type)
  // Whether a prerelease is on its way makes no difference to the levels.
  const { releases } = assembleReleasePlan(changesets, packages, config, undefined)
  return { named, released: Object.fromEntries(releases.map(({ name, type }) => [name, type])) }
}
