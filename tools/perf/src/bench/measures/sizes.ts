import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { browserSize } from '@vpn-gateway/workspace/browser-size'
import type { Measured, Site } from '../measure.ts'

const oneCall = `
import { createVpnGatewayClient } from '@vpn-gateway/client'
const client = createVpnGatewayClient({ endpoint: location.origin })
await client.deleteVpnConnection({ VpnConnectionId: 'vco-1' })
`

/** Measures the first chunk that a browser loads for one call, minified and compressed. */
export async function measureBundle(site: Site): Promise<Measured> {
  const { first, all } = await browserSize(site.compilers, { text: oneCall, folder: site.consumer })
  return {
    name: 'browser bundle of one call, first chunk, min + gzip',
    against: 'kB',
    ours: first / 1000,
    // It imports Node's own modules: no bundler makes a browser bundle of it.
    official: undefined,
    bar: { atMost: 8 },
    aim: 6,
    values: { ours: `${first} bytes`, 'with every later chunk': `${all} bytes` },
  }
}

/** Measures an install of the client on the disk, in whole blocks. */
export function measureInstall(site: Site): Measured[] {
  const [ours, official] = [installed(site.consumer), installed(site.official)]
  const values = (of: (found: Installed) => string) => ({ ours: of(ours), official: of(official) })
  const megabytes = ({ bytes }: Installed) => bytes / 1e6
  return [
    {
      name: 'installed size of the client',
      against: 'MB',
      ours: megabytes(ours),
      official: megabytes(official),
      bar: { atMost: 2 },
      aim: 1,
      values: values((found) => `${Math.round(found.bytes / 1000)} kB`),
    },
    {
      name: 'installed packages of the client',
      against: 'packages',
      ours: ours.packages,
      official: official.packages,
      bar: { atMost: 5 },
      aim: 5,
      values: values((found) => `${found.packages}`),
    },
  ]
}

interface Installed {
  readonly bytes: number
  readonly packages: number
}

function installed(folder: string): Installed {
  const lock = JSON.parse(readFileSync(join(folder, 'node_modules', '.package-lock.json'), 'utf8')) as { packages: object }
  const names = Object.keys(lock.packages)
  return { packages: names.length, bytes: names.reduce((sum, name) => sum + bytesIn(join(folder, name)), 0) }
}

function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.split('/').includes('node_modules'))
    .map((path) => lstatSync(join(folder, path)))
    .reduce((sum, stat) => sum + stat.blocks * 512, 0)
}
