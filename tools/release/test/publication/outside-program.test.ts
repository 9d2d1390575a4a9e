import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { packages, root } from '@vpn-gateway/workspace/packages'
import { installTarballs } from '@vpn-gateway/workspace/tarballs'
import { temporaryFolder } from '@vpn-gateway/workspace/temporary-folder'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const run = promisify(execFile)

/** A program outside the repository: the first examples of the README, completed so that they run on the emulator. */
const program = `
import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator, createVirtualClock } from '@vpn-gateway/emulator'
import { beginDelete, retry } from '@vpn-gateway/poller'

const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' }
const clock = createVirtualClock()
const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }], progression: { timeMs: 10_000 }, credentials: [credentials], clock })
const save = async (state: object): Promise<void> => void JSON.stringify(state)
const VpnGatewayId = 'vpn-1'
const VpnConnectionId = 'vco-1'

const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', credentials, retry: retry(), fetch: emulator.fetch, clock })
await client.describeVpnGateway({ VpnGatewayId })
const deletion = await beginDelete(client, { VpnConnectionId }, { save, clock })
for await (const progress of deletion) console.log(progress.phase, progress.gatewayStatus)
await deletion.result()
console.log(emulator.has(VpnConnectionId) ? 'still there' : 'really gone')
`

const wrong: [string, string, string][] = [
  ['a misspelt parameter', `client.deleteVpnConnection({ VpnConnectionID: 'vco-1' })`, 'VpnConnectionID'],
  ['a missing parameter', 'client.deleteVpnConnection({})', 'VpnConnectionId'],
  ['a dry run that the operation does not have', `client.deleteVpnConnection({ VpnConnectionId: 'vco-1', DryRun: 'true' })`, 'DryRun'],
]

const { path: folder, [Symbol.dispose]: remove } = temporaryFolder('consumer')

/** TypeScript of the workspace, strict, checking the declarations of the packages too. */
async function compile(file: string, module: string, moduleResolution: string): Promise<string> {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false', '--types', '']
  const target = ['--target', 'es2022', '--lib', 'es2024,dom,esnext.disposable', '--module', module, '--moduleResolution', moduleResolution]
  const args = [tsc, file, '--outDir', 'out', '--pretty', 'false', ...strict, ...target]
  return run(process.execPath, args, { cwd: folder }).then(
    ({ stdout }) => stdout,
    ({ stdout }) => String(stdout),
  )
}

beforeAll(async () => {
  const { devDependencies: { msw } = {} } = packages().find(({ name }) => name === 'msw')?.manifest ?? {}
  await installTarballs(folder, { packages: packages().map(({ manifest }) => manifest.name), others: { msw: msw! } })
}, 180_000)
afterAll(remove)

describe.each([
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])('outside the repository, compiled for %s with %s', (module, moduleResolution) => {
  test('the first example compiles under strict', async () => {
    writeFileSync(join(folder, 'program.ts'), program)
    expect(await compile('program.ts', module, moduleResolution)).toBe('')
  })

  test.each(wrong)('%s does not compile', async (_, call, word) => {
    const text = `import { createVpnGatewayClient } from '@vpn-gateway/client'\nconst client = createVpnGatewayClient({ regionId: 'cn-hangzhou' })\n${call}\n`
    writeFileSync(join(folder, 'wrong.ts'), text)
    const output = await compile('wrong.ts', module, moduleResolution)
    expect(output).toMatch(/^wrong\.ts\(3,\d+\): error/)
    expect(output).toContain(word)
    expect(output.match(/error TS/g)).toHaveLength(1)
  })
})

test('the first example runs against the emulator', async () => {
  const { stdout } = await run(process.execPath, ['out/program.js'], { cwd: folder })
  expect(stdout.trim().split('\n').at(-1)).toBe('really gone')
  expect(stdout).toContain('updating updating')
})

test('the spec comes with core', () => {
  const spec = JSON.parse(readFileSync(join(folder, 'node_modules/@vpn-gateway/core/openapi.json'), 'utf8')) as { openapi: string }
  expect(spec.openapi).toBe('3.1.0')
})

test('everything that the packages export can be imported, by import and by require', async () => {
  const entries = packages().flatMap(({ manifest }) =>
    Object.keys(manifest.exports)
      .filter((entry) => !/\.(json|yaml)$/.test(entry))
      .map((entry) => `${manifest.name}${entry.slice(1)}`),
  )
  expect(entries.length).toBeGreaterThan(5)
  writeFileSync(join(folder, 'imports.mjs'), entries.map((entry) => `await import('${entry}')\n`).join(''))
  writeFileSync(join(folder, 'requires.cjs'), entries.map((entry) => `require('${entry}')\n`).join(''))
  for (const file of ['imports.mjs', 'requires.cjs']) await run(process.execPath, [file], { cwd: folder })
})

test('vpngw of the tarball runs', async () => {
  const vpngw = join(folder, 'node_modules/.bin/vpngw')
  const { stdout } = await run(vpngw, ['describe-regions', '--emulator', '--output', 'json'], { cwd: folder })
  expect(JSON.parse(stdout)).toMatchObject({ Regions: { Region: expect.any(Array) } })
})
