import { readFileSync } from 'node:fs'
import { assembleReleasePlan } from '@changesets/assemble-release-plan'
import { readConfig } from '@changesets/config'
import { readChangesets } from '@changesets/read'
import { getPackages, type Packages } from '@manypkg/get-packages'
import { type OpenApiDocument, readSpec, specOf } from '@vpn-gateway/codegen/document'
import { type Baseline, baselineAt, specAt } from './baseline.ts'
import { type Finding, weighed } from './finding.ts'
import { demandedLevels, higher, type Level, type Levels, levels, withDependents } from './levels.ts'
import { type Published, publishedOf, shortName } from './published.ts'
import { comparedSpecs } from './spec/compare.ts'
import { flatten } from './spec/flat-spec.ts'
import { comparedSurfaces, type Surfaces } from './surface/compare.ts'
import { filesIn, type Surface, surfaceOf } from './surface/surface.ts'

/** A package that needs a higher level than its changesets have. */
export interface Shortfall {
  readonly name: string
  readonly needs: Level
  readonly planned: Level
}

/** Differences from the last release, and the packages whose changesets fall short of them. */
export interface Verdict {
  /** True where there is a baseline. */
  readonly compared: boolean
  readonly findings: readonly Finding[]
  readonly shortfalls: readonly Shortfall[]
}

/** Compares a workspace with its baseline, and the levels that this asks for with its changesets. */
export async function checkVersions(root: string): Promise<Verdict> {
  const baseline = baselineAt(root)
  const packages = await getPackages(root)
  const published = publishedOf(packages)
  if (!baseline.isThere) {
    const [ahead] = published.filter(({ version }) => version !== '0.0.0')
    if (ahead) throw new Error(`${ahead.name} is at ${ahead.version}, but there is no baseline: restore ${baseline.folder}`)
    return { compared: false, findings: [], shortfalls: [] }
  }
  const before = specOf(JSON.parse(readFileSync(baseline.spec, 'utf8')) as OpenApiDocument, baseline.spec)
  const spec = comparedSpecs(flatten(before), flatten(readSpec(specAt(root))))
  const findings = [...weighed(spec), ...surfaceFindings(baseline, published)]
  const shortfalls = shortfallsOf(demandedLevels(findings, published), await plannedLevels(packages), published)
  return { compared: true, findings, shortfalls }
}

function surfaceFindings({ surface }: Baseline, published: readonly Published[]): Finding[] {
  const each = (of: (short: string, folder: string) => Surface): Surfaces =>
    Object.fromEntries(published.map(({ name, folder }) => [shortName(name), of(shortName(name), folder)]))
  const before = each((short) => filesIn(surface(short)))
  return comparedSurfaces(
    before,
    each((_, folder) => surfaceOf(folder)),
  )
}

/**
 * Lists the packages that fall short. A change of a package itself needs a changeset that names it; a dependent comes with the
 * plan, once that has what it depends on.
 */
function shortfallsOf(demanded: Levels, { named, released }: Planned, published: readonly Published[]): Shortfall[] {
  const direct = published.flatMap(({ name }) => shortfallOf(name, demanded, named))
  const names = new Set(direct.map(({ name }) => name))
  const dependent = published
    .filter(({ name, needs }) => !names.has(name) && !needs.some((each) => names.has(each)))
    .flatMap(({ name }) => shortfallOf(name, withDependents(demanded, published), released))
  return [...direct, ...dependent]
}

function shortfallOf(name: string, wanted: Levels, given: Levels): Shortfall[] {
  const [needs, planned] = [wanted[name] ?? 'none', given[name] ?? 'none']
  return levels.indexOf(planned) < levels.indexOf(needs) ? [{ name, needs, planned }] : []
}

/** Levels that the changesets of a workspace name. */
interface Planned {
  /** The level of each package that a changeset names. */
  readonly named: Levels
  /** The level that each package would be released with, dependents included. */
  readonly released: Levels
}

/** Reads the changesets of a workspace, and what a release would make of them. */
async function plannedLevels(packages: Packages): Promise<Planned> {
  const { config, errors } = await readConfig(packages.rootDir, packages)
  if (!config) throw new Error(`.changeset/config.json: ${errors.join('; ')}`)
  const changesets = await readChangesets(packages.rootDir)
  const named: Record<string, Level> = {}
  for (const { name, type } of changesets.flatMap(({ releases }) => releases)) named[name] = higher(named[name] ?? 'none', type)
  // Whether a prerelease is on its way makes no difference to the levels.
  const { releases } = assembleReleasePlan(changesets, packages, config, undefined)
  return { named, released: Object.fromEntries(releases.map(({ name, type }) => [name, type])) }
}
