import type { Manifest } from '@vpn-gateway/workspace/packages'

/** An entry of a package that has a report. */
export interface ReportedEntry {
  /** Name of the report in the package's `api` folder. */
  readonly report: string
  /** The built file that the report is made of. */
  readonly file: string
}

/** Name of the list of files in the package's `api` folder. */
export const packageFilesReport = 'package-files.txt'

/** Lists the entries with declarations among the exports of a manifest. */
export function declaredEntries({ exports }: Manifest): ReportedEntry[] {
  return Object.entries(exports).flatMap(([entry, target]) => {
    const types = (Object(target) as { types?: string }).types
    return types === undefined ? [] : [{ report: `${entry === '.' ? 'index' : entry.slice(2).replaceAll('/', '-')}.api.md`, file: types }]
  })
}

/** Lists the programs of a manifest; people and scripts depend on their help texts. */
export function programs({ bin = {} }: Manifest): ReportedEntry[] {
  return Object.entries(bin).map(([name, file]) => ({ report: `${name}.help.md`, file }))
}

/** Lists the files that are exported as they are, but for the manifest and the spec, whose differences have names of their own. */
export function exportedFiles({ exports }: Manifest): string[] {
  const others = ['./package.json', './openapi.json', './openapi.rpc.json']
  return Object.values(exports).filter((target): target is string => typeof target === 'string' && !others.includes(target))
}
