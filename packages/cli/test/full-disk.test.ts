import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createEmulator } from '@vpn-gateway/emulator'
import { type EmulatorServer, serve } from '@vpn-gateway/emulator/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bin, cleanEnv, emptyHome, sourceCondition } from './vpngw.ts'

let server: EmulatorServer
beforeAll(async () => {
  const connections = ['vco-1', 'vco-2', 'vco-3']
  server = await serve(createEmulator({ gateways: [{ id: 'vpn-1', connections }], progression: 'immediate' }))
})
afterAll(() => server.close())

/** Runs the command line with its stdout on a device that is always full. */
async function onFullDisk(args: readonly string[]): Promise<{ code: number; stderr: string }> {
  const words = [process.execPath, sourceCondition, bin, ...args].map((word) => `'${word}'`).join(' ')
  const child = spawn('sh', ['-c', `${words} > /dev/full`], { env: cleanEnv(), cwd: emptyHome, stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr?.on('data', (chunk) => (stderr += chunk))
  const [code] = await once(child, 'close')
  return { code, stderr }
}

const there = () => ['--region', 'cn-hangzhou', '--endpoint', server.url]

describe.runIf(existsSync('/dev/full'))('an output that cannot be written', () => {
  test.concurrent.each<[string, () => string[]]>([
    ['teardown', () => ['teardown', 'vco-1', '--yes', ...there()]],
    ['teardown as JSON', () => ['teardown', 'vco-2', '--yes', '--output', 'json', ...there()]],
    ['a read', () => ['describe-vpn-gateway', 'vpn-1', ...there()]],
    ['a deletion', () => ['delete-vpn-connection', 'vco-3', '--yes', ...there()]],
    ['the help', () => ['--help']],
  ])('of %s is reported once, and exits 1', async (_, args) => {
    const { code, stderr } = await onFullDisk(args())
    expect(stderr.match(/^vpngw: the output could not be written \(ENOSPC\)$/gm)).toHaveLength(1)
    expect(code).toBe(1)
  })

  test.concurrent('keeps the code of a command that failed by itself', async () => {
    expect(await onFullDisk(['teardown', 'vco-none', '--yes', ...there()])).toMatchObject({ code: 4 })
  })
})
