import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { operationMetadata, operationNames } from '@vpn-gateway/core'
import { createEmulator } from '@vpn-gateway/emulator'
import { type EmulatorServer, serve } from '@vpn-gateway/emulator/node'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sampleKinds } from '../../../../packages/explorer/src/samples/sample-kinds.ts'
import { deletions, emulated } from './scenario.ts'

const run = promisify(execFile)
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const pages = at('../../../../docs/reference/')
const condition = '--conditions=@vpn-gateway/source'
const env = { PATH: process.env.PATH, ALIBABA_CLOUD_ACCESS_KEY_ID: 'id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret' }

/** The samples of a page by their kinds. */
function samplesOn(page: string): Record<string, string> {
  const text = readFileSync(join(pages, page), 'utf8')
  return Object.fromEntries(
    Object.entries(sampleKinds).map(([kind, { title, language }]) => {
      const [, code] = new RegExp(`### ${title}\\n\\n\`\`\`${language}\\n([\\s\\S]*?)\`\`\`\\n`).exec(text) ?? []
      if (code === undefined) throw new Error(`${page} has no sample for ${kind}`)
      return [kind, code]
    }),
  )
}

const samples = Object.fromEntries(operationNames.map((name) => [name, samplesOn(`${name}.md`)]))

let folder: string
beforeAll(() => {
  // Beside the sources, where the packages can be found.
  mkdirSync(at('../../.samples'), { recursive: true })
  folder = mkdtempSync(at('../../.samples/run-'))
  for (const [name, { client = '', poller = '', msw = '' }] of Object.entries(samples))
    for (const [kind, code] of Object.entries({ client, poller, msw })) writeFileSync(join(folder, `${name}.${kind}.ts`), code)
})
afterAll(() => rmSync(folder, { recursive: true }))

test('there is a page for every operation, and none else', () => {
  const names = readdirSync(pages).map((name) => basename(name, '.md'))
  expect(names.toSorted()).toEqual([...operationNames, 'README'].toSorted())
})

test('the samples in TypeScript compile', async () => {
  const options = { extends: '../../../../tsconfig.base.json', compilerOptions: { noEmit: true }, include: ['.'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options))
  const tsc = at('../../../../node_modules/.bin/tsc')
  await expect(run(tsc, ['-p', folder])).resolves.toMatchObject({ stdout: '' })
  // As wrong as it can be with one letter.
  writeFileSync(join(folder, 'wrong.ts'), (samples.DescribeVpnGateway?.client ?? '').replace('VpnGatewayId:', 'VpnGatewayID:'))
  await expect(run(tsc, ['-p', folder])).rejects.toMatchObject({ stdout: expect.stringContaining('VpnGatewayID') })
  rmSync(join(folder, 'wrong.ts'))
})

test('and do what they say', async () => {
  const { stdout } = await run(process.execPath, [condition, at('run-samples.ts'), folder], { cwd: folder, env })
  const printed = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { file: string; lines: string[] })
  expect(printed).toHaveLength(3 * operationNames.length)
  for (const { file, lines } of printed) {
    const [name = '', kind = ''] = file.split('.')
    if (kind === 'msw')
      expect(lines, file).toEqual(deletions.includes(name) ? [expect.stringMatching(/\w/), '1'] : expect.arrayContaining(['1']))
    else if (kind === 'poller' && deletions.includes(name)) expect(lines.at(-1), file).toBe('gone')
    else expect(lines, file).toEqual([expect.stringMatching(/^[0-9A-F-]{36}$/)])
  }
})

describe('in a shell', () => {
  const emulator = createEmulator(emulated)
  let server: EmulatorServer
  beforeAll(async () => {
    server = await serve(emulator)
  })
  beforeEach(() => emulator.reset())
  afterAll(() => server.close())

  test.each(operationNames)('%s can be sent by the command line', async (name) => {
    const { cli = '' } = samples[name] ?? {}
    const local = cli.replace('npx -y @vpn-gateway/cli', `'${process.execPath}' ${condition} ${at('../../../../packages/cli/src/bin.ts')}`)
    expect(local).not.toBe(cli)
    const yes = operationMetadata(name).verb === 'delete' ? '--yes' : ''
    const { stdout } = await run('sh', ['-c', `${local.trim()} --endpoint ${server.url} ${yes}`], { env })
    expect(stdout).toContain('RequestId')
  })

  test.each(operationNames)('%s can be sent by curl', async (name) => {
    const { stdout } = await run('sh', ['-c', (samples[name]?.curl ?? '').replace('http://127.0.0.1:4010', server.url)])
    expect(JSON.parse(stdout)).toMatchObject({ RequestId: expect.any(String) })
    expect(JSON.parse(stdout)).not.toHaveProperty('Code')
  })
})
