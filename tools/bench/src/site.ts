import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installLocked } from '@vpn-gateway/support/locked-install'
import { installTarballs } from '@vpn-gateway/support/tarballs'
import { root } from '@vpn-gateway/support/workspace'
import type { Site } from './measure.ts'

const here = fileURLToPath(new URL('..', import.meta.url))
const programs = join(here, 'programs')

/** Builds and installs everything that is measured, starts the server, and takes it all away in the end. */
export async function withSite<T>(work: (site: Site) => Promise<T>): Promise<T> {
  const [official, compilers] = [join(here, 'peers', 'official'), join(here, 'peers', 'compilers')]
  // What it says belongs to no result.
  execFileSync('npm', ['run', 'build'], { cwd: root, stdio: ['ignore', 2, 2] })
  installLocked(official)
  installLocked(compilers)
  const temporary = mkdtempSync(join(tmpdir(), 'vpn-gateway-bench-'))
  try {
    await installTarballs(temporary, { packages: ['@vpn-gateway/client'] })
    const officialCopy = join(temporary, 'official')
    cpSync(official, officialCopy, { recursive: true })
    for (const folder of [temporary, officialCopy]) cpSync(programs, folder, { recursive: true })
    const server = spawn(process.execPath, [join(programs, 'server.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      return await work({ consumer: temporary, official: officialCopy, compilers, endpoint: `http://127.0.0.1:${await portOf(server)}` })
    } finally {
      server.kill()
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

function portOf({ stdout }: ChildProcess): Promise<number> {
  return new Promise((resolve) => stdout?.once('data', (line) => resolve(Number(line))))
}
