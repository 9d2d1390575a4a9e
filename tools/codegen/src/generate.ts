import { replaceFiles, staleFiles } from '@vpn-gateway/workspace/written-files'
import { readSpec, SpecError } from './document.ts'
import { generatedFiles, generatedFolders, specFile, workspace } from './files.ts'

/** Writes what is generated from the spec, or only names each file that is not what the spec says; gives the exit code. */
export async function generate(check: boolean): Promise<number> {
  try {
    return await write(check)
  } catch (error) {
    if (!(error instanceof SpecError)) throw error
    console.error(error.message)
    return 1
  }
}

async function write(check: boolean): Promise<number> {
  const files = await generatedFiles(readSpec(specFile))
  if (!check) {
    replaceFiles(files, generatedFolders, workspace)
    return 0
  }
  const stale = staleFiles(files, generatedFolders, workspace)
  for (const path of stale) console.error(`${path} is not what the spec says`)
  if (stale.length > 0) console.error('Run `npm run generate` and commit the result.')
  return stale.length === 0 ? 0 : 1
}
