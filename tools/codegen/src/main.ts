import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { readSpec, SpecError } from './document.ts'
import { differences, writeFiles } from './drift.ts'
import { generatedFiles, generatedFolders, specFile, workspace } from './files.ts'

/** Writes what is generated from the spec; with `--check` it writes nothing and names each that is not what the spec says. */
async function main(check: boolean): Promise<number> {
  const files = await generatedFiles(readSpec(specFile))
  if (!check) {
    for (const folder of generatedFolders) rmSync(join(workspace, folder), { recursive: true, force: true })
    writeFiles(files, workspace)
    return 0
  }
  const stale = differences(files, workspace)
  for (const path of stale) console.error(`${path} is not what the spec says`)
  if (stale.length > 0) console.error('Run `npm run generate` and commit the result.')
  return stale.length === 0 ? 0 : 1
}

try {
  process.exitCode = await main(process.argv.includes('--check'))
} catch (error) {
  if (!(error instanceof SpecError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
