import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { manifestOf } from '@vpn-gateway/workspace/packages'
import { exportedFiles, packageFilesReport } from '../../api/entries.ts'

/** What users of a package hold on to, as text: its reports, and the files that it exports as they are. */
export type Surface = Readonly<Record<string, string>>

/** The surface of a package as it stands. That its reports are those of its code is checked elsewhere. */
export function surfaceOf(folder: string): Surface {
  // A file that is published and not exported is no promise.
  const { [packageFilesReport]: _, ...reports } = filesIn(join(folder, 'api'))
  const files = exportedFiles(manifestOf(folder)).map((path) => [path.replace('./', ''), readFileSync(join(folder, path), 'utf8')])
  return { ...reports, ...Object.fromEntries(files), 'package.json': promisesOf(folder) }
}

/** What a manifest promises to who installs the package, and changes no declaration. */
function promisesOf(folder: string): string {
  const { engines, peerDependencies, exports, imports, bin } = manifestOf(folder)
  return `${JSON.stringify({ engines, peerDependencies, exports, imports, bin }, null, 2)}\n`
}

/** The files of a folder, by name; none where there is no folder. */
export function filesIn(folder: string): Surface {
  if (!existsSync(folder)) return {}
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}
