import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { manifestOf } from '@vpn-gateway/workspace/packages'
import { exportedFiles, packageFilesReport } from '../../api/entries.ts'

/** Public API of a package as text: its reports, and the files that it exports as they are. */
export type Surface = Readonly<Record<string, string>>

/** Reads the surface of a package. The target `api` checks that its reports are those of its code. */
export function surfaceOf(folder: string): Surface {
  // A file that is published and not exported is no part of the API.
  const { [packageFilesReport]: _, ...reports } = filesIn(join(folder, 'api'))
  const files = exportedFiles(manifestOf(folder)).map((path) => [path.replace('./', ''), readFileSync(join(folder, path), 'utf8')])
  return { ...reports, ...Object.fromEntries(files), 'package.json': publicManifestOf(folder) }
}

/** Writes the part of a manifest that its users depend on. */
function publicManifestOf(folder: string): string {
  const { engines, peerDependencies, exports, imports, bin } = manifestOf(folder)
  return `${JSON.stringify({ engines, peerDependencies, exports, imports, bin }, null, 2)}\n`
}

/** The files of a folder, by name; none where there is no folder. */
export function filesIn(folder: string): Surface {
  if (!existsSync(folder)) return {}
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}
