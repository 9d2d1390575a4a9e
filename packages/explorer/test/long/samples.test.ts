import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type OperationName, operationMetadata, operationNames, resourceMetadata } from '@vpn-gateway/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleKinds } from '../../src/samples/sample-kinds.ts'
import { hasBrowser } from '../browser.ts'
import { begin, choose, field, label, opened, region, select, sharePage, typeKeys } from '../view.ts'

const run = promisify(execFile)
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
/** Runs a command of the shell with no key, no region, nothing of whoever runs the tests. */
const sh = (command: string, cwd: string, keys: object = {}) =>
  run('sh', ['-c', command.replace('npx -y @vpn-gateway/cli', `${node} ${at('../../../cli/src/bin.ts')}`)], {
    cwd,
    env: { PATH: process.env.PATH, ...keys },
  })
const node = `'${process.execPath}' --conditions=@vpn-gateway/source`
const kinds = Object.keys(sampleKinds) as (keyof typeof sampleKinds)[]
const sampleOf = async (kind: keyof typeof sampleKinds) => (await region(sampleKinds[kind].title).locator('pre').textContent()) ?? ''

type Calls = readonly { readonly status: number; readonly parameters: Readonly<Record<string, unknown>> }[]

const requestId = /[\dA-F]{8}(-[\dA-F]{4}){3}-[\dA-F]{12}/

/** Expects one call, which was answered and, where it deletes, names what it deletes. */
function isDone(operation: OperationName, calls: Calls, by: string): void {
  const { verb, resource } = operationMetadata(operation)
  expect(calls, by).toEqual([expect.objectContaining({ status: 200 })])
  if (verb === 'delete' && resource) expect(calls[0]?.parameters[resourceMetadata(resource).id], by).toBeDefined()
}

describe.skipIf(!hasBrowser)('the samples of the page, in Chromium', () => {
  let folder: string
  /** Samples that the page shows, by operation and kind. */
  const shown: Record<string, Record<string, string>> = {}
  sharePage({ progression: { timeMs: 50 } })
  beforeAll(async () => {
    // Beside the sources, where the packages can be found.
    mkdirSync(at('../../.samples'), { recursive: true })
    folder = mkdtempSync(at('../../.samples/run-'))
    await label('RegionId').locator('option').nth(1).waitFor({ state: 'attached' })
    for (const operation of operationNames) {
      await choose(operation)
      await opened.page.getByRole('heading', { name: operation, exact: true }).waitFor()
      // What must be given is taken from what the emulator holds.
      const { resource, verb } = operationMetadata(operation)
      const id = resource && verb !== 'list' ? opened.emulator.resources().find((each) => each.resource === resource)?.id : undefined
      if (id !== undefined) await opened.page.getByRole('button', { name: `Use ${id}` }).click()
      const texts = Object.fromEntries(await Promise.all(kinds.map(async (kind) => [kind, await sampleOf(kind)])))
      shown[operation] = texts
      for (const kind of ['client', 'poller', 'msw']) writeFileSync(join(folder, `${operation}.${kind}.ts`), texts[kind])
      // Those for the real service are compiled too, and not run.
      await select('Calls go to', 'vpc')
      for (const kind of ['client', 'poller'] as const) {
        const text = await sampleOf(kind)
        expect(text).toContain("network: 'vpc'")
        writeFileSync(join(folder, `${operation}.real-${kind}.ts`), text)
      }
      await select('Calls go to', 'emulator')
    }
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('there is one of every kind for every operation, and all go to the emulator of the page', () => {
    expect(Object.keys(shown)).toEqual([...operationNames])
    for (const [operation, texts] of Object.entries(shown))
      for (const kind of ['client', 'poller', 'cli', 'curl'])
        expect(texts[kind], `${operation} ${kind}`).toMatch(new RegExp(`${opened.origin}['/? ]`))
  })

  test('those in TypeScript compile', async () => {
    const options = { extends: '../../../../tsconfig.base.json', compilerOptions: { noEmit: true }, include: ['.'] }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options))
    const { stdout } = await run(at('../../../../node_modules/.bin/tsc'), ['-p', folder]).catch((error) => error)
    expect(stdout).toBe('')
  })

  test('those in TypeScript do what they say', async () => {
    const { stdout } = await sh(`${node} ${at('../programs/run-samples.ts')} ${opened.origin}`, folder)
    const printed = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { file: string; lines: string[]; calls: (Calls[number] & { operation?: string })[] })
    expect(printed).toHaveLength(3 * operationNames.length)
    for (const { file, lines, calls } of printed) {
      const [operation, kind] = file.split('.') as [OperationName, string]
      const last = lines.at(-1) ?? ''
      const own = calls.filter((call) => call.operation === operation)
      // A sample for tests brings a service of its own.
      if (kind === 'msw') expect([last, own], file).toEqual(['1', []])
      else {
        if (kind === 'poller' && operationMetadata(operation).longRunning) expect(last, file).toMatch(/gone$/)
        else expect(last, file).toMatch(requestId)
        isDone(operation, own, file)
      }
    }
  })

  test.each(operationNames)('%s is sent by the command line and by curl', async (operation) => {
    const { emulator } = opened
    const { cli = '', curl = '' } = shown[operation] ?? {}
    for (const command of [cli, curl]) {
      emulator.reset()
      const { stdout } = await sh(command, folder)
      expect(stdout, command).toMatch(requestId)
      isDone(operation, emulator.ledger.of(operation), command)
    }
  })

  test.each([
    ['DeleteIpsecServer', { ClientToken: "it's a token", DryRun: true }, { ClientToken: "it's a token", DryRun: 'true' }],
    [
      'DescribeVpnConnections',
      { Tag: `it's="a $quote" \`b\`\n-a=--yes`, PageSize: '5' },
      { 'Tag.1.Key': "it's", 'Tag.1.Value': '"a $quote" `b`', 'Tag.2.Key': '-a', 'Tag.2.Value': '--yes', PageSize: '5' },
    ],
  ] as const)('%s in another region, with keys, V1 and odd texts', async (operation, fields, expected) => {
    const keys = { accessKeyId: 'an-access-key', accessKeySecret: 'a-secret-of-it', securityToken: 'its/token' }
    const { page, emulator } = await begin({ regionId: 'eu-central-1', credentials: [keys], gateways: [{ servers: ['iss-1'] }] })
    await typeKeys(keys.accessKeyId, keys.accessKeySecret, keys.securityToken)
    await select('Signature version', 'v1')
    await choose(operation)
    if (operation === 'DeleteIpsecServer') await page.getByRole('button', { name: 'Use iss-1' }).click()
    for (const [name, value] of Object.entries(fields)) {
      if (value === true) await page.getByText('only check, do nothing').click()
      else await field(name).fill(value)
    }
    // All of them first: the page follows an emulator that is reset.
    const signed = kinds.filter((kind) => kind !== 'curl')
    const texts = await Promise.all(signed.map(async (kind) => [kind, await sampleOf(kind)] as const))
    for (const [kind, text] of texts) {
      for (const key of Object.values(keys)) expect(text).not.toContain(key)
      writeFileSync(join(folder, `own.${kind}.ts`), text)
      emulator.reset()
      await sh(kind === 'cli' ? text : `${node} own.${kind}.ts`, folder, {
        ALIBABA_CLOUD_ACCESS_KEY_ID: keys.accessKeyId,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: keys.accessKeySecret,
        ALIBABA_CLOUD_SECURITY_TOKEN: keys.securityToken,
      })
      const calls = emulator.ledger.of(operation).map(({ parameters }) => parameters)
      if (kind === 'msw') expect(calls).toEqual([])
      else expect(calls, kind).toEqual([expect.objectContaining({ RegionId: 'eu-central-1', ...expected })])
    }
  })
})
