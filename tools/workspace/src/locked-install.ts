import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/**
 * Installs a folder from its own lock file, once for each state of it: what only some tools need stays out of everyone's install.
 *
 * @returns a `require` for what is installed there
 */
export function installLocked(folder: string): NodeJS.Require {
  const manifest = join(folder, 'package.json')
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8')
  const stamp = join(folder, 'node_modules', '.installed-lock.json')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return createRequire(manifest)
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'], { cwd: folder, stdio: 'pipe' })
  writeFileSync(stamp, lock)
  return createRequire(manifest)
}
