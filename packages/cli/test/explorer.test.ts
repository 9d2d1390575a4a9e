import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { ResourceView } from '@vpn-gateway/emulator'
import { expect, onTestFinished, test } from 'vitest'
import { emptyHome, start, vpngw } from './vpngw.ts'

/** Starts the command, until the end of the test at the latest. */
async function startExplorer(...args: string[]) {
  const child = start(['explorer', '--no-open', ...args])
  onTestFinished(() => void child.kill())
  const exited = once(child, 'exit')
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string]
  const answer = await fetch(new URL('/_emulator/resources', url))
  return { child, exited, url, resources: ((await answer.json()) as { resources: ResourceView[] }).resources }
}

test('the page stands beside an emulator until the command is ended', async () => {
  const { child, exited, url, resources } = await startExplorer()
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/_explorer\/$/)
  const page = await (await fetch(url)).text()
  const scripts = [...page.matchAll(/(?:src|href)="(\.\/[^"]+)"/g)].map(([, path = '']) => new URL(path, url))
  expect(scripts.length).toBeGreaterThan(1)
  for (const each of scripts) expect((await fetch(each)).status).toBe(200)
  expect(resources.map(({ id }) => id)).toContain('vco-demo1')
  child.kill('SIGINT')
  expect(await exited).toEqual([0, null])
})

test('what the emulator holds is read from a file, and a file that is none is one line', async () => {
  const write = (name: string, text: string) => {
    const file = join(emptyHome, name)
    writeFileSync(file, text)
    return file
  }
  const [example = ''] = /\{"gateways".*\}/s.exec((await vpngw(['explorer', '--help'])).stdout) ?? []
  const seed = write('seed.json', example)
  const { child, exited, resources } = await startExplorer('--seed', seed)
  expect(resources.map(({ id }) => id)).toEqual(['vpn-1', 'vpn-emulated0001', 'vco-1', 'vco-2', 'iss-emulated0001'])
  expect(resources[0]?.fields.Name).toBe('Paris')
  child.kill('SIGTERM')
  await exited
  for (const [file, rule] of [
    ['none.json', /^vpngw: --seed must be a file that can be read/],
    [write('text.json', 'gateways'), /^vpngw: --seed must be a file of JSON/],
    [write('odd.json', '{"tunnels":2}'), /^vpngw: --seed has no tunnels; it knows gateways/],
    [write('list.json', '[]'), /^vpngw: --seed must be an object/],
    [write('wrong.json', '{"gateways":"x"}'), /^vpngw: --seed cannot be used: gateways must be a number, or a list/],
  ] as const)
    expect(await vpngw(['explorer', '--no-open', '--seed', file])).toMatchObject({ code: 2, stderr: expect.stringMatching(rule) })
})

test.skipIf(process.platform === 'win32')('a seed without end is refused in one line', async () => {
  const refused = { code: 2, stdout: '', stderr: expect.stringMatching(/^vpngw: --seed must be a file of at most \d+ bytes\n$/) }
  expect(await vpngw(['explorer', '--no-open', '--seed', '/dev/zero'])).toEqual(refused)
})

test('a port that is none, or is taken, is one line', async () => {
  expect(await vpngw(['explorer', '--port', '70000'])).toMatchObject({ code: 2, stderr: expect.stringContaining('from 0 to 65535') })
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const { code, stderr } = await vpngw(['explorer', '--port', String(port)])
  taken.close()
  expect(stderr).toMatch(/^vpngw: .*EADDRINUSE.*\n$/)
  expect(code).toBe(1)
})
