import { join } from 'node:path'
import type { Package } from '@vpn-gateway/workspace/packages'
import { temporaryFolder } from '@vpn-gateway/workspace/temporary-folder'
import { writeDeclarations } from './declarations-tree.ts'
import { declaredEntries, packageFilesReport, programs } from './entries.ts'
import { extractReports } from './extractor.ts'
import { helpReport, packageFiles } from './listings.ts'

/** Writes the report of every entry of the built packages, and the list of the files of each, by their paths in the workspace. */
export async function apiReports(packages: readonly Package[]): Promise<Record<string, string>> {
  using folder = temporaryFolder('api')
  writeDeclarations(packages, folder.path)
  const entries = packages.flatMap((each) =>
    declaredEntries(each.manifest).map(({ report, file }) => ({
      path: pathOf(each, report),
      name: `${each.name}-${report.replace('.api.md', '')}`,
      folder: join(folder.path, 'packages', each.name),
      file,
    })),
  )
  const extracted = extractReports(entries, join(folder.path, 'reports'))
  const helps = packages.flatMap((each) =>
    programs(each.manifest).map(async ({ report, file }) => [
      pathOf(each, report),
      await helpReport(report.replace('.help.md', ''), join(each.folder, file)),
    ]),
  )
  const lists = packages.map(async (each) => [pathOf(each, packageFilesReport), await packageFiles(each.folder)])
  return Object.fromEntries([...entries.map(({ path, name }) => [path, extracted[name]]), ...(await Promise.all([...helps, ...lists]))])
}

function pathOf({ name }: Package, report: string): string {
  return `packages/${name}/api/${report}`
}
