import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type OperationName, operationMetadata, operationNames, resourceMetadata } from '@vpn-gateway/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleKinds } from '../src/samples/sample-kinds.ts'
import { closeBrowser, hasBrowser, type Opened, open } from './browser.ts'

const run = promisify(execFile)
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const condition = '--conditions=@vpn-gateway/source'
/** No key, no region, nothing of whoever runs the tests. */
const env = { PATH: process.env.PATH }
const titles = Object.fromEntries(Object.entries(sampleKinds).map(([kind, { title }]) => [kind, title]))

afterAll(closeBrowser)

type Calls = readonly { readonly status: number; readonly parameters: Readonly<Record<string, unknown>> }[]

const requestId = /[\dA-F]{8}(-[\dA-F]{4}){3}-[\dA-F]{12}/

/** Expects one call, which was answered and, where it deletes, names what it deletes. */
function isDone(operation: OperationName, calls: Calls, by: string): void {
  const { verb, resource } = operationMetadata(operation)
  expect(
    calls.map(({ status }) => status),
    by,
  ).toEqual([200])
  if (verb === 'delete' && resource) expect(calls[0]?.parameters[resourceMetadata(resource).id], by).toBeDefined()
}

describe.skipIf(!hasBrowser)('the samples of the page, in Chromium', () => {
  let opened: Opened
  let folder: string
  /** What the page shows, by operation and kind. */
  const shown: Record<string, Record<string, string>> = {}
  beforeAll(async () => {
    opened = await open({ progression: { timeMs: 50 } })
    // Beside the sources, where the packages can be found.
    mkdirSync(at('../.samples'), { recursive: true })
    folder = mkdtempSync(at('../.samples/run-'))
    const { page } = opened
    await page.getByLabel('RegionId').locator('option').nth(1).waitFor({ state: 'attached' })
    for (const operation of operationNames) {
      await page.getByRole('link', { name: new RegExp(`^${operation} `) }).click()
      await page.getByRole('heading', { name: operation, exact: true }).waitFor()
      // What must be given is taken from what the emulator holds.
      const { resource, verb } = operationMetadata(operation)
      const id = resource && verb !== 'list' ? opened.emulator.resources().find((each) => each.resource === resource)?.id : undefined
      if (id !== undefined) await page.getByRole('button', { name: `Use ${id}` }).click()
      const texts: Record<string, string> = {}
      for (const [kind, title] of Object.entries(titles))
        texts[kind] = (await page.getByRole('region', { name: title, exact: true }).locator('pre').textContent()) ?? ''
      shown[operation] = texts
      for (const kind of ['client', 'poller', 'msw']) writeFileSync(join(folder, `${operation}.${kind}.ts`), texts[kind] ?? '')
      // Those for the real service are compiled too, and not run.
      await page.getByLabel('Calls go to').selectOption('vpc')
      for (const kind of ['client', 'poller'] as const) {
        const region = page.getByRole('region', { name: titles[kind] ?? '', exact: true })
        const text = (await region.locator('pre').textContent()) ?? ''
        expect(text).toContain("network: 'vpc'")
        writeFileSync(join(folder, `${operation}.real-${kind}.ts`), text)
      }
      await page.getByLabel('Calls go to').selectOption('emulator')
    }
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await opened.close()
  })

  test('there is one of every kind for every operation, and all go to the emulator of the page', () => {
    expect(Object.keys(shown)).toEqual([...operationNames])
    for (const [operation, texts] of Object.entries(shown))
      for (const kind of ['client', 'poller', 'cli', 'curl'])
        expect(texts[kind], `${operation} ${kind}`).toMatch(new RegExp(`${opened.origin}['/? ]`))
  })

  test('those in TypeScript compile', async () => {
    const options = { extends: '../../../../tsconfig.base.json', compilerOptions: { noEmit: true }, include: ['.'] }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options))
    const { stdout } = await run(at('../../../node_modules/.bin/tsc'), ['-p', folder]).catch((error) => error)
    expect(stdout).toBe('')
  })

  test('those in TypeScript do what they say', async () => {
    const program = [condition, at('programs/run-samples.ts'), folder, opened.origin]
    const { stdout } = await run(process.execPath, program, { cwd: folder, env })
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
    const vpngw = `'${process.execPath}' ${condition} ${at('../../cli/src/bin.ts')}`
    for (const command of [cli.replace('npx -y @vpn-gateway/cli', vpngw), curl]) {
      emulator.reset()
      const { stdout } = await run('sh', ['-c', command], { cwd: folder, env })
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
    const own = await open({ regionId: 'eu-central-1', credentials: [keys], gateways: [{ servers: ['iss-1'] }] })
    const { page, emulator } = own
    await page.getByRole('button', { name: 'Access key, signature and format' }).click()
    await page.getByLabel('Access key id').fill(keys.accessKeyId)
    await page.getByLabel('Access key secret').fill(keys.accessKeySecret)
    await page.getByLabel('Security token').fill(keys.securityToken)
    await page.getByLabel('Signature version').selectOption('v1')
    await page.getByRole('link', { name: new RegExp(`^${operation} `) }).click()
    const take = page.getByRole('button', { name: 'Use iss-1' })
    if (operation === 'DeleteIpsecServer') await take.click()
    for (const [name, value] of Object.entries(fields)) {
      if (value === true) await page.getByText('only check, do nothing').click()
      else await page.getByRole('textbox', { name }).fill(value)
    }
    const shown = (kind: string) => page.getByRole('region', { name: titles[kind] ?? '', exact: true }).locator('pre')
    const kinds = ['client', 'poller', 'msw', 'cli'] as const
    // All of them first: the page follows an emulator that is reset.
    const texts = new Map(await Promise.all(kinds.map(async (kind) => [kind, (await shown(kind).textContent()) ?? ''] as const)))
    for (const [kind, text] of texts) {
      for (const key of Object.values(keys)) expect(text).not.toContain(key)
      writeFileSync(join(folder, `own.${kind}.ts`), text)
      const node = `'${process.execPath}' ${condition}`
      const command =
        kind === 'cli' ? text.replace('npx -y @vpn-gateway/cli', `${node} ${at('../../cli/src/bin.ts')}`) : `${node} own.${kind}.ts`
      const signed = {
        ALIBABA_CLOUD_ACCESS_KEY_ID: keys.accessKeyId,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: keys.accessKeySecret,
        ALIBABA_CLOUD_SECURITY_TOKEN: keys.securityToken,
      }
      emulator.reset()
      await run('sh', ['-c', command], { cwd: folder, env: { ...env, ...signed } })
      const calls = emulator.ledger.of(operation).map(({ parameters }) => parameters)
      if (kind === 'msw') expect(calls).toEqual([])
      else expect(calls, kind).toEqual([expect.objectContaining({ RegionId: 'eu-central-1', ...expected })])
    }
    await own.close()
  })
})
