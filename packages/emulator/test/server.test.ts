import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createVpnGatewayClient } from '@vpn-gateway/client'
import { afterAll, expect, test } from 'vitest'
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
  const { child, lines } = start('--port', '0', '--progression', 'lognormal:50ms:0.5')
  while (lines.length < 5) await once(child.stdout, 'data')
  const [, url] = /^ready on (http:\/\/127\.0\.0\.1:\d+)$/.exec(lines[0]!) ?? []
  const id = lines.find((line) => line.includes('vco-'))!.trim()
  const answer = await fetch(`${url}/?Action=DescribeVpnConnection&RegionId=cn-hangzhou&VpnConnectionId=${id}`)
  expect(answer.status).toBe(200)
  child.kill('SIGTERM')
  expect((await once(child, 'exit'))[0]).toBe(0)
})

const seedFile = join(mkdtempSync(join(tmpdir(), 'vpngw-emulator-')), 'seed.json')
afterAll(() => rmSync(dirname(seedFile), { recursive: true }))

test.each([
  [['--port', 'many'], 'It must be a whole number.'],
  [['--port', '70000'], 'port must be a whole number from 0 to 65535'],
  [['--progression', 'soon'], 'It must be immediate, manual, a time'],
  [['--progression', 'lognormal:20s'], 'It must be immediate, manual, a time'],
  [['--progression', 'time:20s:0.5'], 'It must be immediate, manual, a time'],
  [['--region', ''], 'regionId must match'],
  [['--seed', '/nowhere.json'], 'no such file'],
  [['--credentials', 'planted'], '--credentials must be an id and a secret'],
])('vpngw-emulator %j is refused in one line', async (options, words) => {
  const { child, errors } = start(...options)
  const [code] = await once(child, 'close')
  expect(code).not.toBe(0)
  expect(errors()).toMatch(/^vpngw-emulator: [^\n]+\n$/)
  expect(errors()).toContain(words)
  expect(errors()).not.toContain('planted')
})

test.each([
  ['{ "gateways": [\n x ] }', 'is not JSON'],
  ['null', 'seed must be an object'],
  ['[1]', 'seed must be an object'],
  ['{"gatewys":[{}]}', 'seed has no gatewys'],
  ['{"clock":{}}', 'seed has no clock'],
  ['{"gateways":[null]}', 'gateways must be a number, or a list'],
  ['{"gateways":[{"id":5}]}', 'gateways must have ids'],
  ['{"gateways":1e15}', 'gateways must be a number'],
])('a seed file of %s is refused in one line', async (text, words) => {
  writeFileSync(seedFile, text)
  const { child, errors } = start('--port', '0', '--seed', seedFile)
  const [code] = await once(child, 'close')
  expect(code).not.toBe(0)
  expect(errors()).toMatch(/^vpngw-emulator: [^\n]+\n$/)
  expect(errors()).toContain(words)
})

test('requests that cannot be read are answered, and the service goes on', async () => {
  const server = await serve(createEmulator({ gateways: [{ connections: ['vco-1'] }], progression: 'immediate' }))
  const raw = (text: string) =>
    new Promise<string>((resolve) => {
      let received = ''
      const socket = connect(server.port, '127.0.0.1', () => socket.write(text))
      socket.on('data', (chunk) => {
        received += chunk
      })
      socket.on('error', () => {})
      socket.on('close', () => resolve(received.split('\r\n')[0] ?? ''))
    })
  const remove = '/?Action=DeleteVpnConnection&RegionId=cn-hangzhou&VpnConnectionId=vco-1'
  for (const head of ['GET / HTTP/1.1\r\nHost: a@b', 'GET / HTTP/1.1\r\nHost: %', 'nonsense'])
    expect(await raw(`${head}\r\nConnection: close\r\n\r\n`)).toMatch(/ 4\d\d /)
  for (const method of ['PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'])
    expect(await raw(`${method} ${remove} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)).toMatch(/ 404 /)
  expect(await raw(`GET /other${remove} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)).toMatch(/ 404 /)
  expect((await fetch(`${server.url}/?Action=DescribeVpnConnection&RegionId=cn-hangzhou&VpnConnectionId=vco-1`)).status).toBe(200)
  await server.close()
  await server.close()
})

test('faults of the network come over a port as they are: a connection breaks, an answer breaks off, none comes', async () => {
  const emulator = createEmulator({ gateways: [{ id: 'vpn-1' }] })
  const server = await serve(emulator)
  const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', endpoint: server.url, attemptTimeoutMs: 300 })
  const read = () => client.describeVpnGateway({ VpnGatewayId: 'vpn-1' })
  try {
    emulator.inject('DescribeVpnGateway', { kind: 'reset' })
    await expect(read()).rejects.toMatchObject({ name: 'NetworkError' })
    emulator.inject('DescribeVpnGateway', { kind: 'truncated' })
    await expect(read()).rejects.toMatchObject({ name: 'UnreadableAnswerError' })
    emulator.inject('DescribeVpnGateway', { kind: 'timeout' })
    await expect(read()).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(await read()).toMatchObject({ VpnGatewayId: 'vpn-1' })
  } finally {
    await server.close()
  }
})

test('it says that it is up, to scripts that wait for it', async () => {
  const server = await serve(createEmulator())
  try {
    const answer = await fetch(`${server.url}/_emulator/health`)
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }])
  } finally {
    await server.close()
  }
})
