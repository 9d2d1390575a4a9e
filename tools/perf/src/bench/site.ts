import { execFileSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { installLocked } from '@vpn-gateway/workspace/locked-install'
import { root } from '@vpn-gateway/workspace/packages'
import { type Consumer, installTarballs } from '@vpn-gateway/workspace/tarballs'
import { temporaryFolder } from '@vpn-gateway/workspace/temporary-folder'
import type { Site } from './measure.ts'
import { startProgram } from './programs.ts'

const here = join(root, 'tools/perf')
/** The programs that are measured; a copy runs beside each install. */
export const programs: string = join(here, 'programs')

/** Builds and installs everything that the client is measured with, starts the server, and takes it all away in the end. */
export async function withSite<T>(work: (site: Site) => Promise<T>): Promise<T> {
  const [official, compilers] = [join(here, 'peers', 'official'), join(here, 'peers', 'compilers')]
  installLocked(official)
  installLocked(compilers)
  return withConsumer({ packages: ['@vpn-gateway/client'] }, async (consumer) => {
    const officialCopy = join(consumer, 'official')
    cpSync(official, officialCopy, { recursive: true })
    cpSync(programs, officialCopy, { recursive: true })
    const server = await startProgram(programs, 'server.mjs')
    try {
      return await work({ consumer, official: officialCopy, compilers, endpoint: `http://127.0.0.1:${server.line}` })
    } finally {
      await server.stop()
    }
  })
}

/** Builds and packs our packages, installs some beside the programs in a folder, and takes it away in the end. */
export async function withConsumer<T>(consumer: Consumer, work: (folder: string) => Promise<T>): Promise<T> {
  // What it says belongs to no result.
  execFileSync('npm', ['run', 'build'], { cwd: root, stdio: ['ignore', 2, 2] })
  using folder = temporaryFolder('bench')
  await installTarballs(folder.path, consumer)
  cpSync(programs, folder.path, { recursive: true })
  return await work(folder.path)
}
