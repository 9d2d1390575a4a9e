import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readSpec, SpecError } from './document.ts'
import { corePackage, generatedFiles, specFile } from './files.ts'

/**
 * `node main.ts` writes core's generated files; with `--check` it writes them to a temporary folder and compares both
 * ways: each file that differs, is missing, or has no source any more is named.
 */
async function main(check: boolean): Promise<number> {
  const files = await generatedFiles(readSpec(specFile))
  if (!check) {
    rmSync(join(corePackage, 'src/generated'), { recursive: true, force: true })
    write(files, corePackage)
    return 0
  }
  const fresh = mkdtempSync(join(tmpdir(), 'vpn-gateway-generate-'))
  try {
    write(files, fresh)
    const stale = differences(fresh, corePackage)
    for (const path of stale) console.error(`packages/core/${path} is not what the spec says`)
    if (stale.length > 0) console.error('Run `npm run generate` and commit the result.')
    return stale.length === 0 ? 0 : 1
  } finally {
    rmSync(fresh, { recursive: true })
  }
}

function write(files: Readonly<Record<string, string>>, folder: string): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

function differences(fresh: string, committed: string): string[] {
  const generated = (folder: string) => readdirSync(join(folder, 'src/generated')).map((name) => `src/generated/${name}`)
  const paths = new Set([
    'openapi.json',
    ...generated(fresh),
    ...(existsSync(join(committed, 'src/generated')) ? generated(committed) : []),
  ])
  const text = (folder: string, path: string) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : undefined)
  return [...paths].filter((path) => text(fresh, path) !== text(committed, path))
}

try {
  process.exitCode = await main(process.argv.includes('--check'))
} catch (error) {
  if (!(error instanceof SpecError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
