import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { packTarballs, type Tarballs } from '@vpn-gateway/workspace/tarballs'
import type { Packed } from './check.ts'

/** Everything that would be published. */
export interface Packing {
  readonly tarballs: Tarballs
  readonly packed: readonly Packed[]
}

/** Packs the built packages into a folder, and unpacks them beside each other as an install has them. */
export async function pack(folder: string): Promise<Packing> {
  const tarballs = await packTarballs(join(folder, 'tarballs'))
  const packed = Object.entries(tarballs).map(([name, tarball]) => {
    const unpacked = join(folder, 'node_modules', name)
    mkdirSync(unpacked, { recursive: true })
    execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', unpacked])
    return { name, folder: unpacked }
  })
  return { tarballs, packed }
}
