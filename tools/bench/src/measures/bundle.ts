import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Measured, Site } from '../measure.ts'

/** What is asked of the bundler, which is installed for this measure only. */
interface Esbuild {
  build(options: object): Promise<{ readonly outputFiles: readonly Chunk[] }>
}

interface Chunk {
  readonly path: string
  readonly text: string
  readonly contents: Uint8Array
}

const oneCall = `
import { createVpnGatewayClient } from '@vpn-gateway/client'
const client = createVpnGatewayClient({ endpoint: location.origin })
await client.deleteVpnConnection({ VpnConnectionId: 'vco-1' })
`

/** What a browser loads for one call: the first chunk, minified and compressed. */
export async function measureBundle(site: Site): Promise<Measured> {
  const { build } = createRequire(join(site.compilers, 'package.json'))('esbuild') as Esbuild
  const { outputFiles } = await build({
    stdin: { contents: oneCall, resolveDir: site.consumer },
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2024',
    outdir: 'out',
    write: false,
  })
  const first = outputFiles.find(({ path }) => path.endsWith('stdin.js'))
  const bytes = compressed([...(first ? [first] : []), ...staticImports(first, outputFiles)])
  return {
    name: 'browser bundle of one call, first chunk, min + gzip',
    against: 'kB',
    ours: bytes / 1000,
    // It imports Node's own modules: no bundler makes a browser bundle of it.
    official: undefined,
    bar: { atMost: 8 },
    aim: 6,
    values: { ours: `${bytes} bytes`, 'with every later chunk': `${compressed(outputFiles)} bytes` },
  }
}

function compressed(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0)
}

/** What the first chunk cannot run without. */
function staticImports(first: Chunk | undefined, all: readonly Chunk[]): Chunk[] {
  const names = [...(first?.text.matchAll(/from\s*"\.\/([^"]+)"|import\s*"\.\/([^"]+)"/g) ?? [])].map(([, from, plain]) => from ?? plain)
  return all.filter(({ path }) => names.some((name) => name && path.endsWith(name)))
}
