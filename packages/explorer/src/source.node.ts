import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

let built: Promise<URL> | undefined

/** The same as `index.ts` in a clone of the repository: the page is built from its sources first, and goes with the process. */
export function siteFolder(): Promise<URL> {
  built ??= buildSite()
  return built
}

async function buildSite(): Promise<URL> {
  const outDir = mkdtempSync(join(tmpdir(), 'vpn-gateway-explorer-'))
  process.once('exit', () => rmSync(outDir, { recursive: true, force: true }))
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
  // A process of its own: in that of a test React would be the one for development, which is twice as large.
  const options = { cwd: fileURLToPath(new URL('../', import.meta.url)), env: { ...process.env, NODE_ENV: 'production' } }
  await promisify(execFile)(process.execPath, [vite, 'build', '--logLevel', 'warn', '--emptyOutDir', '--outDir', outDir], options)
  return pathToFileURL(`${outDir}/`)
}
