import { once } from 'node:events'
import { connect } from 'node:net'
import { createVpnGatewayClient } from '@vpn-gateway/client'
import { describe, expect, test, vi } from 'vitest'
import { createEmulator } from '../src/index.ts'
import { type EmulatorServer, type ServeOptions, type ServerLimits, serve } from '../src/node.ts'
import { optionError, serveForTest } from './scenario.ts'

test('answers over a port until it is closed', async () => {
  const server = await serveForTest()
  expect((await fetch(`${server.url}/?Action=DescribeRegions`)).status).toBe(200)
  await server.close()
  await expect(fetch(server.url)).rejects.toThrow()
})

test('pages of this machine may read it, pages of the web may not', async () => {
  const server = await serveForTest()
  const ask = (origin: string, method = 'POST') => fetch(`${server.url}/?Action=DescribeRegions`, { method, headers: { origin } })
  for (const origin of ['http://localhost:5173', 'http://[::1]:80']) {
    expect((await ask(origin)).headers.get('access-control-allow-origin')).toBe('*')
    expect((await ask(origin, 'OPTIONS')).status).toBe(204)
  }
  const granted = (await ask('http://localhost:5173')).headers
  expect(granted.get('access-control-allow-methods')).toBe('GET, POST, PUT, DELETE')
  expect(granted.get('access-control-expose-headers')).toContain('x-acs-retry-after')
  for (const origin of ['https://evil.example', 'http://localhost.evil.example', 'null']) expect((await ask(origin)).status).toBe(403)
})

/** Sends bytes as they are, and gives what comes back. */
function raw(port: number, text: string): Promise<string> {
  const received = Promise.withResolvers<string>()
  let answer = ''
  const socket = connect(port, '127.0.0.1', () => socket.write(text)).on('data', (chunk) => (answer += chunk))
  socket.on('error', () => {}).on('close', () => received.resolve(answer))
  return received.promise
}

/** Sends a request without a body on a connection of its own. */
const rawRequest = (port: number, line: string, host = 'localhost') =>
  raw(port, `${line} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)

test('requests that cannot be read are answered, and the service goes on', async () => {
  const server = await serveForTest(createEmulator({ gateways: [{ connections: ['vco-1'] }], progression: 'immediate' }))
  const remove = '/?Action=DeleteVpnConnection&RegionId=cn-hangzhou&VpnConnectionId=vco-1'
  for (const head of ['GET / HTTP/1.1\r\nHost: %', 'GET / HTTP/1.1\r\nHost: ', 'nonsense'])
    expect(await raw(server.port, `${head}\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1.1 4\d\d /)
  for (const method of ['PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'])
    expect(await rawRequest(server.port, `${method} ${remove}`)).toMatch(/^HTTP\/1.1 404 /)
  expect(await rawRequest(server.port, `GET /other${remove}`)).toMatch(/ 404 /)
  expect((await fetch(`${server.url}/?Action=DescribeVpnConnection&RegionId=cn-hangzhou&VpnConnectionId=vco-1`)).status).toBe(200)
  await server.close()
  await server.close()
})

test('the target of a request may have the form that proxies send', async () => {
  const server = await serveForTest()
  const host = 'vpc.cn-hangzhou.aliyuncs.com'
  expect(await rawRequest(server.port, `GET http://${host}/?Action=DescribeRegions`, host)).toMatch(/^HTTP\/1.1 200 /)
})

describe('a host', () => {
  /** Gives the first lines of the answers of the service and of the admin interface. */
  const ask = async (host: string, options: ServeOptions) => {
    const { port } = await serveForTest(createEmulator(), options)
    const answers = ['/?Action=DescribeRegions', '/_emulator/health'].map((path) => rawRequest(port, `GET ${path}`, host))
    return (await Promise.all(answers)).map((answer) => answer.split('\r\n')[0])
  }
  const open = { host: '0.0.0.0' }

  test.each<[string, ServeOptions]>([
    ['localhost:4010', {}],
    ['localhost.', {}],
    ['app.localhost', {}],
    ['127.0.0.1', {}],
    ['[::1]:80', {}],
    ['vpc.cn-hangzhou.aliyuncs.com', {}],
    ['EMULATOR:4010', { names: ['emulator'] }],
    ['192.168.0.7:4010', open],
    ['[fe80::1]', open],
  ])('%s is let in with %j', async (host, options) => {
    expect(await ask(host, options)).toEqual(['HTTP/1.1 200 OK', 'HTTP/1.1 200 OK'])
  })

  test.each<[string, ServeOptions]>([
    ['evil.example', open],
    ['localhost.evil.example', {}],
    ['127.0.0.1.evil.example', {}],
    ['user@localhost.evil.example', {}],
    ['emulator', {}],
    ['aliyuncs.com', {}],
    // A browser leaves out the page behind these.
    ['0.0.0.0', open],
    ['[::]', open],
    ['[::ffff:127.0.0.1]', {}],
    ['192.168.0.7', {}],
  ])('%s is not with %j', async (host, options) => {
    expect(await ask(host, options)).toEqual(['HTTP/1.1 421 Misdirected Request', 'HTTP/1.1 421 Misdirected Request'])
  })

  test.each([['emulator:4010'], ['']])('the name %j could never match: refused', async (name) => {
    await expect(serve(createEmulator(), { names: [name] })).rejects.toThrow(optionError('names'))
  })
})

test('what a page of another site has a browser fetch without saying its origin is refused', async () => {
  const server = await serveForTest(createEmulator({ gateways: [{ connections: ['vco-1'] }], progression: 'immediate' }))
  const remove = `${server.url}/?Action=DeleteVpnConnection&RegionId=cn-hangzhou&VpnConnectionId=vco-1`
  const from = async (site: string) => (await fetch(remove, { headers: { 'sec-fetch-site': site } })).status
  expect(await from('cross-site')).toBe(403)
  expect(await from('Cross-Site')).toBe(403)
  expect((await fetch(remove, { headers: { referer: 'http://evil.example/page' } })).status).toBe(403)
  expect(await from('none')).toBe(200)
})

describe('limits', () => {
  const withLimits = async (limits: Partial<ServerLimits>, body: (server: EmulatorServer) => Promise<void>) => {
    const server = await serveForTest(createEmulator(), { limits })
    await body(server)
    expect((await fetch(`${server.url}/?Action=DescribeRegions`)).status).toBe(200)
  }

  test('a body that is too long is refused, said or not said how long', () =>
    withLimits({ bodyBytes: 1000 }, async ({ url }) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const ask = (body: BodyInit) => fetch(`${url}/`, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
      const form = (length: number) => `Action=DescribeRegions&OwnerAccount=`.padEnd(length, 'x')
      expect((await ask(form(1000))).status).toBe(200)
      const refused = await ask(form(1001))
      expect([refused.status, await refused.text()]).toEqual([413, 'the body must stay within 1000 bytes\n'])
      expect((await ask(new Blob([form(10_000)]).stream())).status).toBe(413)
      const admin = (length: number) => fetch(`${url}/_emulator/reset`, { method: 'POST', body: '{}'.padEnd(length) })
      expect((await admin(64_000)).status).toBe(204)
      expect((await admin(64_001)).status).toBe(413)
    }))

  test('headers that are too long are refused', () =>
    withLimits({ headerBytes: 2000 }, async ({ port }) => {
      const answer = await raw(port, `GET /?x=${'x'.repeat(3000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
      expect(answer).toMatch(/^HTTP\/1.1 431 /)
      expect(answer).toContain('the headers must stay within 2000 bytes')
    }))

  test('connections that are too many are refused, and there is room again when others end', () =>
    withLimits({ connections: 2 }, async ({ port }) => {
      const [one, other] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')]
      await Promise.all([once(one, 'connect'), once(other, 'connect')])
      const ask = () => rawRequest(port, 'GET /?Action=DescribeRegions')
      expect(await ask()).toContain('there may be 2 connections at a time')
      one.destroy()
      other.destroy()
      await vi.waitFor(async () => expect(await ask()).toMatch(/^HTTP\/1.1 200 /))
    }))

  test('a request that does not arrive is given up', () =>
    withLimits({ arrivalMs: 200 }, async ({ port }) => {
      expect(await raw(port, 'GET / HTTP/1.1\r\nHo')).toContain('a request must arrive within 200 ms')
      expect(await raw(port, 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nAct')).toMatch(/^HTTP\/1.1 408 /)
    }))

  test.each<[object, string]>([
    [{ bodyBytes: 0 }, 'limits.bodyBytes'],
    [{ connections: 1.5 }, 'limits.connections'],
    [{ bodies: 5 }, 'limits'],
  ])('%j are refused', async (limits, option) => {
    await expect(serve(createEmulator(), { limits })).rejects.toThrow(optionError(option))
  })
})

test('what is no emulator is refused', async () => {
  await expect(serve({ fetch } as never)).rejects.toThrow(optionError('emulator'))
})

test('faults of the network come over a port as they are: a connection breaks, an answer breaks off, none comes, another answers', async () => {
  const emulator = createEmulator({ gateways: [{ id: 'vpn-1' }] })
  const server = await serveForTest(emulator)
  const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', endpoint: server.url, attemptTimeoutMs: 300 })
  const read = () => client.describeVpnGateway({ VpnGatewayId: 'vpn-1' })
  emulator.inject('DescribeVpnGateway', { kind: 'reset' })
  await expect(read()).rejects.toMatchObject({ name: 'NetworkError' })
  emulator.inject('DescribeVpnGateway', { kind: 'truncated' })
  await expect(read()).rejects.toMatchObject({ name: 'UnreadableAnswerError' })
  for (const [kind, status] of [
    ['html', 302],
    ['empty', 204],
    ['empty', 304],
  ] as const) {
    emulator.inject('DescribeVpnGateway', { kind, status })
    await expect(read()).rejects.toMatchObject({ name: 'UnreadableAnswerError', status })
  }
  emulator.inject('DescribeVpnGateway', { kind: 'timeout' })
  await expect(read()).rejects.toMatchObject({ name: 'TimeoutError' })
  expect(await read()).toMatchObject({ VpnGatewayId: 'vpn-1' })
})

test('it says that it is up, to scripts that wait for it', async () => {
  const server = await serveForTest()
  const answer = await fetch(`${server.url}/_emulator/health`)
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }])
})
