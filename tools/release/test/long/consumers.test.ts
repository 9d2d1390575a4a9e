import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Tarballs } from '@vpn-gateway/workspace/tarballs'
import { temporaryFolder } from '@vpn-gateway/workspace/temporary-folder'
import { afterAll, expect, test } from 'vitest'
import { runConsumer } from '../../src/publication/consumers.ts'
import { pack } from '../../src/publication/pack.ts'

const { path: folder, [Symbol.dispose]: remove } = temporaryFolder('consumers')
afterAll(remove)
const packing = await pack(folder)

type Manifest = { exports: Record<string, unknown>; dependencies: Record<string, string> }

function editManifest(folder: string, change: (manifest: Manifest) => void): void {
  const path = join(folder, 'package.json')
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest
  change(manifest)
  writeFileSync(path, JSON.stringify(manifest))
}

/** Only the quickest compiler. */
function withOneCompiler(folder: string): void {
  editManifest(folder, ({ dependencies }) => {
    for (const name of ['typescript-5.9', 'typescript-6']) delete dependencies[name]
  })
}

/** The tarballs, with a client whose exports lead to nothing. */
function breakTarballs(): Tarballs {
  const client = mkdtempSync(join(folder, 'broken-client-'))
  cpSync(join(folder, 'node_modules/@vpn-gateway/client'), client, { recursive: true })
  editManifest(client, (manifest) => {
    manifest.exports['.'] = { types: './dist/index.d.ts', default: './dist/gone.js' }
  })
  const tarballs = mkdtempSync(join(folder, 'broken-tarballs-'))
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', client, '--json', '--ignore-scripts', '--pack-destination', tarballs], { encoding: 'utf8' }),
  ) as [{ filename: string }]
  return { ...packing.tarballs, '@vpn-gateway/client': join(tarballs, filename) }
}

const broken = breakTarballs()

test.each(['esbuild', 'vite', 'workerd', 'vitest-msw', 'node-esm', 'node-commonjs', 'node-22.12', 'prism'])(
  'exports that lead to nothing are found by %s',
  async (name) => {
    const { output, failed } = await runConsumer(name, join(folder, `${name}-broken`), broken)
    if (output.startsWith('skipped')) return expect(name).toBe('node-22.12')
    expect(output).toContain('@vpn-gateway/client')
    expect(failed).toBe(true)
  },
)

/** A field that is taken for what it is not. */
const wrongProgram = "\nexport const status: number = (await client.describeVpnGateway({ VpnGatewayId: 'vpn-1' })).Status\n"

test('a type that is wrong is found by the oldest compiler too', async () => {
  const { output, failed } = await runConsumer('typescript-msw-2', join(folder, 'typescript-msw-2'), packing.tarballs, (copy) => {
    withOneCompiler(copy)
    appendFileSync(join(copy, 'program.ts'), wrongProgram)
  })
  expect(output).toContain('TypeScript 5.6')
  expect(output.match(/program\.ts\(\d+,\d+\): error TS2322/g)).toHaveLength(2)
  expect(failed).toBe(true)
})

test('a type that is wrong is found, in an ES module and in CommonJS', async () => {
  const { output, failed } = await runConsumer('typescript-msw-3', join(folder, 'typescript'), packing.tarballs, (copy) => {
    withOneCompiler(copy)
    appendFileSync(join(copy, 'program.ts'), wrongProgram)
    appendFileSync(join(copy, 'commonjs.cts'), "\ncreateVpnGatewayClient({ regionId: 'cn-hangzhou', planted: true })\n")
  })
  expect(output.match(/program\.ts\(\d+,\d+\): error TS2322/g)).toHaveLength(2)
  expect(output.match(/commonjs\.cts\(\d+,\d+\): error TS2353/g)).toHaveLength(1)
  expect(failed).toBe(true)
})
