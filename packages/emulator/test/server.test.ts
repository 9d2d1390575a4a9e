import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createEmulator } from '../src/index.ts'
import { serve } from '../src/node.ts'

const bin = fileURLToPath(new URL('../src/bin.ts', import.meta.url))

function start(...options: string[]) {
  const child = spawn(process.execPath, ['--conditions=@vpn-gateway/source', bin, ...options], { stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  createInterface(child.stdout).on('line', (line) => lines.push(line))
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  return { child, lines, errors: () => errors }
}

test('answers over a port until it is closed', async () => {
  const server = await serve(createEmulator())
  expect((await fetch(`${server.url}/?Action=DescribeRegions`)).status).toBe(200)
  await server.close()
  await expect(fetch(server.url)).rejects.toThrow()
})

test('pages of this machine may read it, pages of the web may not', async () => {
  const server = await serve(createEmulator())
  const ask = (origin: string, method = 'POST') => fetch(`${server.url}/?Action=DescribeRegions`, { method, headers: { origin } })
  for (const origin of ['http://localhost:5173', 'http://[::1]:80']) {
    expect((await ask(origin)).headers.get('access-control-allow-origin')).toBe('*')
    expect((await ask(origin, 'OPTIONS')).status).toBe(204)
  }
  for (const origin of ['https://evil.example', 'http://localhost.evil.example', 'null']) expect((await ask(origin)).status).toBe(403)
  await server.close()
})

test('listens on loopback only', async () => {
  await expect(serve(createEmulator(), { host: '0.0.0.0' })).rejects.toMatchObject({ name: 'OptionError', option: 'host' })
})

test('vpngw-emulator says where it is ready and what it holds, and ends at SIGTERM', async () => {
  const { child, lines } = start('--port', '0', '--progression', 'time:50ms')
  while (lines.length < 5) await once(child.stdout, 'data')
  const [, url] = /^ready on (http:\/\/127\.0\.0\.1:\d+)$/.exec(lines[0]!) ?? []
  const id = lines.find((line) => line.includes('vco-'))!.trim()
  const answer = await fetch(`${url}/?Action=DescribeVpnConnection&RegionId=cn-hangzhou&VpnConnectionId=${id}`)
  expect(answer.status).toBe(200)
  child.kill('SIGTERM')
  expect((await once(child, 'exit'))[0]).toBe(0)
})

test.each([
  [['--port', 'many'], 'It must be a whole number.'],
  [['--progression', 'soon'], 'It must be immediate, or a time'],
  [['--seed', '/nowhere.json'], 'no such file'],
  [['--credentials', 'id'], 'It must be an id and a secret'],
])('vpngw-emulator %j is refused in words', async (options, words) => {
  const { child, errors } = start(...options)
  const [code] = await once(child, 'close')
  expect(code).not.toBe(0)
  expect(errors()).toContain(words)
  expect(errors()).not.toMatch(/^\s+at /m)
})
