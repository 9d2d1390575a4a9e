import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

let built: Promise<URL> | undefined

/** The same as `index.ts` in a clone of the repository: the page is built from its sources first, and goes with the process. */
export function siteFolder(): Promise<URL> {
  built ??= buildSite()
  return built
}

async function buildSite(): Promise<URL> {
  const { build } = await import('vite')
  const outDir = mkdtempSync(join(tmpdir(), 'vpn-gateway-explorer-'))
  process.once('exit', () => rmSync(outDir, { recursive: true, force: true }))
  const root = fileURLToPath(new URL('../', import.meta.url))
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  return pathToFileURL(`${outDir}/`)
}
