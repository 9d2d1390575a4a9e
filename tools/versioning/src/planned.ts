import { assembleReleasePlan } from '@changesets/assemble-release-plan'
import { readConfig } from '@changesets/config'
import { readChangesets } from '@changesets/read'
import type { Packages } from '@manypkg/get-packages'
import type { Levels } from './demands.ts'

/** The level that each package would be released with by the changesets of a workspace, dependents included. */
export async function plannedLevels(packages: Packages): Promise<Levels> {
  const { config, errors } = await readConfig(packages.rootDir, packages)
  if (!config) throw new Error(`.changeset/config.json: ${errors.join('; ')}`)
  const changesets = await readChangesets(packages.rootDir)
  // Whether a prerelease is on its way makes no difference to the levels.
  const { releases } = assembleReleasePlan(changesets, packages, config, undefined)
  return Object.fromEntries(releases.map(({ name, type }) => [name, type]))
}
