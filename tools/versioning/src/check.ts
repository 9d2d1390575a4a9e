import { readSpec } from '@vpn-gateway/codegen/document'
import { comparedSpecs } from './compare/specs.ts'
import { demandedLevels, type Levels, withDependents } from './demands.ts'
import { type Finding, weighed } from './finding.ts'
import { type Level, levels } from './level.ts'
import { plannedLevels } from './planned.ts'
import { releasedAt, specAt } from './released.ts'
import { snapshotOf } from './spec/snapshot.ts'
import { type Published, publishedOf, workspaceAt } from './workspace.ts'

/** A package that needs a higher level than the changesets say. */
export interface Shortfall {
  readonly name: string
  readonly needs: Level
  readonly planned: Level
}

/** What changed since the last release, and which packages the changesets leave behind. */
export interface Verdict {
  /** Whether there is a release to compare with. */
  readonly compared: boolean
  readonly findings: readonly Finding[]
  readonly shortfalls: readonly Shortfall[]
}

/** Holds the changesets of a workspace against what changed in it. */
export async function checkVersions(root: string): Promise<Verdict> {
  const released = releasedAt(root)
  if (!released.isThere) return { compared: false, findings: [], shortfalls: [] }
  const packages = await workspaceAt(root)
  const published = publishedOf(packages)
  const findings = weighed(comparedSpecs(snapshotOf(readSpec(released.spec)), snapshotOf(readSpec(specAt(root)))))
  const shortfalls = shortfallsOf(demandedLevels(findings, published), await plannedLevels(packages), published)
  return { compared: true, findings, shortfalls }
}

/** The packages that a plan leaves behind. A dependent comes with the plan, once the plan has what it depends on. */
function shortfallsOf(demanded: Levels, planned: Levels, published: readonly Published[]): Shortfall[] {
  const behind = (wanted: Levels) =>
    published.flatMap((each) => {
      const [needs, has] = [wanted[each.name] ?? 'none', planned[each.name] ?? 'none']
      return levels.indexOf(has) < levels.indexOf(needs) ? [{ ...each, shortfall: { name: each.name, needs, planned: has } }] : []
    })
  const direct = behind(demanded).map(({ name }) => name)
  return behind(withDependents(demanded, published))
    .filter(({ name, needs }) => direct.includes(name) || !needs.some((each) => direct.includes(each)))
    .map(({ shortfall }) => shortfall)
}
