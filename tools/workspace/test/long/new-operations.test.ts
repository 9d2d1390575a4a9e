import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromiumHere } from '@vpn-gateway/workspace/chromium'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addOperations, randomNames } from '../../src/new-operations/new-operations.ts'
import { copyWorkspace } from '../../src/new-operations/workspace-copy.ts'

const run = promisify(execFile)
const names = randomNames()
const { read, write, remove, id, plural, prefix, absent, resource } = names
const methodOf = (operation: string) => `${operation.charAt(0).toLowerCase()}${operation.slice(1)}`
const commandOf = (operation: string) => operation.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
const condition = '--conditions=@vpn-gateway/source'

/** Uses each new operation through every package, as users do. */
const program = `
import { createVpnGatewayClient, isServiceError } from '@vpn-gateway/client'
import { createOpenApiClient } from '@vpn-gateway/client/openapi'
import { createEmulator, createVirtualClock } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import { handlers, mock } from '@vpn-gateway/msw'
import { beginDelete, retry, teardown } from '@vpn-gateway/poller'
import { setupServer } from 'msw/node'

const clock = createVirtualClock()
const emulator = createEmulator({
  gateways: [{ id: 'vpn-1', ${plural}: ['${prefix}1', '${prefix}2', '${prefix}3'], connections: ['vco-1'] }],
  progression: { timeMs: 20_000 },
  clock,
})
const options = { regionId: 'cn-hangzhou', clock, retry: retry() }
const client = createVpnGatewayClient({ ...options, fetch: emulator.fetch })
const found = {} as Record<string, unknown>

// client
found.read = (await client.${methodOf(read)}({ ${id}: '${prefix}1' })).Name satisfies string | undefined
found.gateway = (await client.${methodOf(read)}({ ${id}: '${prefix}1' })).VpnGatewayId
found.written = Object.keys(await client.${methodOf(write)}({ ${id}: '${prefix}1', Name: 'green' }))
found.refused = await client.${methodOf(read)}({ ${id}: '${prefix}none' }).catch((error) => isServiceError(error, '${read}') && error.hasCode('${absent}') && error.kind)
found.invalid = await client.${methodOf(read)}({ ${id}: 'vco-1' }).catch(({ name, parameter }) => [name, parameter])
// @ts-expect-error a parameter is missing
found.missing = await client.${methodOf(write)}({ ${id}: '${prefix}1' }).catch(({ name, parameter }) => [name, parameter])

// the contract, by openapi-fetch
const api = createOpenApiClient({ baseUrl: 'https://console.example/api', fetch: emulator.fetch })
const { data } = await api.GET('/${read}', { params: { query: { ${id}: '${prefix}1' } } })
found.byContract = [data?.VpnGatewayId, (await api.POST('/${write}', { body: { ${id}: '${prefix}1', Name: 'blue' } })).response.status]
// @ts-expect-error a deletion is no read
found.byMethod = (await api.GET('/${remove}', { params: { query: { ${id}: '${prefix}1' } } })).response.status

// poller: to its end on the generic model, its gateway busy meanwhile
const deletion = await beginDelete(client, { ${id}: '${prefix}1' }, { clock })
found.busy = await createVpnGatewayClient({ regionId: 'cn-hangzhou', fetch: emulator.fetch, clock }).${methodOf(remove)}({ ${id}: '${prefix}2' }).catch(({ kind }) => kind)
found.status = (await client.describeVpnGateway({ VpnGatewayId: 'vpn-1' })).Status
const phases: string[] = []
for await (const { phase } of deletion) phases.push(phase)
found.phases = phases
found.left = emulator.has('${prefix}1')
found.outcomes = (await teardown(client, ['${prefix}2', 'vpn-1'], { clock }).report()).map(({ id, outcome }) => id + ' ' + outcome).sort()

// msw
const other = createEmulator({ gateways: [{ ${plural}: ['${prefix}9'] }], progression: 'immediate' })
const server = setupServer(...handlers(other, { pick: ['${read}', '${remove}'] }))
server.listen()
const mocked = createVpnGatewayClient({ regionId: 'cn-hangzhou' })
await mocked.${methodOf(remove)}({ ${id}: '${prefix}9' })
found.mocked = await mocked.${methodOf(read)}({ ${id}: '${prefix}9' }).catch(({ code }) => code)
server.use(mock('${write}', ({ parameters, fail }) => (parameters.Name === 'no' ? fail('${absent}') : { RequestId: 'mocked' })))
found.once = await mocked.${methodOf(write)}({ ${id}: '${prefix}9', Name: 'yes' })
found.failed = await mocked.${methodOf(write)}({ ${id}: '${prefix}9', Name: 'no' }).catch(({ code }) => code)
server.close()

// the emulator behind a port, with its faults
const port = createEmulator({ gateways: [{ ${plural}: ['${prefix}1', '${prefix}2'] }], progression: 'manual' })
port.failNext('${read}', '${absent}')
const there = await serve(port)
found.xml = await (await fetch(there.url + '/?Action=${read}&RegionId=cn-hangzhou&Format=XML&${id}=${prefix}1')).text()
await there.close()
console.log(JSON.stringify(found))
`

const { path: folder, [Symbol.dispose]: removeCopy } = copyWorkspace()
let stale: { readonly code?: number; readonly stderr: string }
beforeAll(async () => {
  addOperations(folder, names)
  stale = await run(process.execPath, ['tools/codegen/src/main.ts', '--check'], { cwd: folder }).catch((error) => error)
  await run(process.execPath, ['tools/codegen/src/main.ts'], { cwd: folder })
  writeFileSync(join(folder, 'packages/cli/test/program.ts'), program)
})
afterAll(removeCopy)

describe('operations that are only added to the spec', () => {
  test('are reported by the check until `npm run generate`', async () => {
    expect(stale.code).toBe(1)
    expect(stale.stderr).toContain(`docs/reference/${read}.md is not what the spec says`)
    expect(stale.stderr).toContain('npm run generate')
    await run(process.execPath, ['tools/codegen/src/main.ts', '--check'], { cwd: folder })
  })

  test('fail the lint of the spec where one breaks a convention', async () => {
    const file = join(folder, 'spec/vpn-gateway.yaml')
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace(/"name": "Name",(?=\s*"in")/, '"name": "name",'))
    const lint = run(process.execPath, ['tools/codegen/src/lint-main.ts'], { cwd: folder })
    await expect(lint).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('RPC names begin with a capital') })
    writeFileSync(file, text)
  })

  test('keep the rules of the spec', async () => {
    await run(process.execPath, ['tools/codegen/src/lint-main.ts'], { cwd: folder })
  })

  test('are typed in every package, and leave them compiling', async () => {
    const tsc = join(folder, 'node_modules/typescript/bin/tsc')
    for (const name of ['core', 'client', 'poller', 'emulator', 'msw', 'cli']) {
      const config = { extends: '../../tsconfig.base.json', include: name === 'cli' ? ['src', 'test/program.ts'] : ['src'] }
      writeFileSync(join(folder, `packages/${name}/tsconfig.json`), JSON.stringify(config))
      await run(process.execPath, [tsc, '-p', `packages/${name}`], { cwd: folder }).catch(({ stdout }) => expect(stdout, name).toBe(''))
    }
    // With a configuration of its own.
    await run(process.execPath, [tsc, '-p', 'packages/explorer'], { cwd: folder }).catch(({ stdout }) => expect(stdout).toBe(''))
  })

  test('work through client, poller, msw and emulator', async () => {
    const { stdout } = await run(process.execPath, [condition, 'packages/cli/test/program.ts'], { cwd: folder })
    const { xml, phases, ...found } = JSON.parse(stdout) as Record<string, unknown>
    expect(found).toEqual({
      read: 'blue',
      gateway: 'vpn-1',
      byContract: ['vpn-1', 200],
      byMethod: 405,
      written: ['RequestId'],
      refused: 'gone',
      invalid: ['ParameterError', id],
      missing: ['ParameterError', 'Name'],
      busy: 'busy',
      status: 'updating',
      left: false,
      outcomes: [`${prefix}2 gone`, 'vco-1 gone', 'vpn-1 emptied'].toSorted(),
      mocked: absent,
      once: { RequestId: 'mocked' },
      failed: absent,
    })
    expect(phases).toEqual(expect.arrayContaining(['accepted', 'updating', 'gone']))
    expect(xml).toContain(`<Code>${absent}</Code>`)
  })

  test('have commands, with help', async () => {
    const vpngw = (...args: string[]) => run(process.execPath, [condition, 'packages/cli/src/bin.ts', ...args], { cwd: folder })
    const { stdout: help } = await vpngw('--help')
    for (const operation of [read, write, remove]) expect(help).toContain(commandOf(operation))
    expect((await vpngw(commandOf(write), '--help')).stdout).toContain('--name <value>')
    const seed = join(folder, 'seed.json')
    writeFileSync(seed, JSON.stringify({ gateways: [{ [plural]: [`${prefix}1`, `${prefix}2`] }] }))
    const program = `
      const { createEmulator } = await import('@vpn-gateway/emulator')
      const { serve } = await import('@vpn-gateway/emulator/node')
      const server = await serve(createEmulator({ ...${readFileSync(seed, 'utf8')}, progression: { timeMs: 100 } }))
      const { execFileSync } = await import('node:child_process')
      process.stdin.on('end', () => server.close()).resume()
      console.log(server.url)`
    writeFileSync(join(folder, 'packages/cli/test/serve.ts'), program)
    const child = execFile(process.execPath, [condition, 'packages/cli/test/serve.ts'], { cwd: folder })
    const url = await new Promise<string>((resolve) => child.stdout?.once('data', (data: string) => resolve(data.trim())))
    const there = ['--region', 'cn-hangzhou', '--endpoint', url]
    try {
      expect((await vpngw(commandOf(read), `${prefix}1`, ...there)).stdout).toContain('blue')
      await vpngw(commandOf(remove), `${prefix}1`, '--yes', ...there)
      const { stdout } = await vpngw('teardown', `${prefix}1`, `${prefix}2`, '--ensure-gone', '--yes', '--no-journal', ...there)
      expect(stdout).toContain('2 of 2 gone')
      await expect(vpngw(commandOf(read), `${prefix}2`, ...there)).rejects.toMatchObject({ code: 4 })
    } finally {
      child.stdin?.end()
    }
  })

  test.skipIf(chromiumHere() === undefined)('have forms in the explorer, and are deleted there', async () => {
    const program = `
      import { closeBrowser, open } from './browser.ts'
      const seed = { gateways: [{ id: 'vpn-1', ${plural}: ['${prefix}1', '${prefix}2'] }] }
      const { page, emulator, complaints, close } = await open(seed)
      await page.getByRole('link', { name: '${remove}' }).click()
      await page.getByRole('button', { name: 'Use ${prefix}1' }).click()
      await page.getByRole('button', { name: 'Send to the emulator' }).click()
      await page.getByText('Accepted means started').waitFor()
      await page.getByRole('link', { name: 'Gateways', exact: true }).click()
      await page.getByRole('button', { name: 'Send one call: ${remove} ${prefix}2' }).click()
      const why = await page.getByText('was still deleting').first().textContent()
      emulator.settle('vpn-1')
      await page.getByRole('region', { name: 'vpn-1', exact: true }).getByText('vpn-1 is active').waitFor()
      console.log(JSON.stringify({ why, complaints, left: emulator.has('${prefix}1') }))
      await close()
      await closeBrowser()`
    writeFileSync(join(folder, 'packages/explorer/test/program.ts'), program)
    const { stdout } = await run(process.execPath, [condition, 'packages/explorer/test/program.ts'], { cwd: folder })
    const { why, ...found } = JSON.parse(stdout) as Record<string, unknown>
    expect(found).toEqual({ complaints: [], left: false })
    expect(why).toContain(`vpn-1 was still deleting ${prefix}1`)
  })

  test('have pages of reference', () => {
    const page = readFileSync(join(folder, `docs/reference/${remove}.md`), 'utf8')
    expect(page).toContain(`beginDelete(client, { ${id}: '${prefix}bp1sample****' }`)
    expect(page).toContain(commandOf(remove))
    expect(readFileSync(join(folder, 'docs/reference/README.md'), 'utf8')).toContain(`[${write}](${write}.md)`)
  })

  test('are named in no hand-written line', async () => {
    const { stdout } = await run('grep', ['-rl', resource, 'packages', 'tools', 'spec', 'docs'], { cwd: folder })
    const places = stdout
      .trim()
      .split('\n')
      .filter(
        (path) =>
          !/^packages\/core\/src\/generated|^docs\/reference|^spec\/|openapi(\.rpc)?\.json$|^packages\/(cli|explorer)\/test\/(program|serve)\.ts$/.test(
            path,
          ),
      )
    expect(places).toEqual([])
  })
})
