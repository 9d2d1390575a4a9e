import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { operationMetadata, operationNames } from '@vpn-gateway/core'
import { createEmulator } from '@vpn-gateway/emulator'
import { type EmulatorServer, serve } from '@vpn-gateway/emulator/node'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { samples, writeSamples } from '../reference/pages.ts'
import { deletions, emulated } from '../reference/scenario.ts'

const run = promisify(execFile)
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const condition = '--conditions=@vpn-gateway/source'
const env = { PATH: process.env.PATH, ALIBABA_CLOUD_ACCESS_KEY_ID: 'id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret' }
const folder = writeSamples()

test('the samples in TypeScript do what they say', async () => {
  const { stdout } = await run(process.execPath, [condition, at('../reference/run-samples.ts'), folder], { cwd: folder, env })
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
