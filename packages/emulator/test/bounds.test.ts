import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { createVpnGatewayClient } from '@vpn-gateway/client'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createEmulator, mockOperation } from '../src/index.ts'
import { LedgerWriter } from '../src/model/ledger.ts'
import { serve } from '../src/node.ts'
import { inTurn } from '../src/server/pipelining.node.ts'
import { optionError, serveForTest } from './scenario.ts'

test('the ledger forgets the older half of what is too much', () => {
  const ledger = new LedgerWriter(() => {})
  const { requests, tasks, states } = ledger.view(() => {})
  for (let atMs = 0; atMs < 200_001; atMs += 1) {
    ledger.answered({ atMs, operation: undefined, parameters: {}, status: 200 })
    ledger.changed({ atMs, id: 'vpn-1', state: 'active' })
    ledger.begin('vco-1', 'vpn-1', atMs)
  }
  for (const kept of [requests, tasks, states]) expect(kept.length).toBe(100_001)
  expect([requests[0]?.atMs, requests.at(-1)?.atMs]).toEqual([100_000, 200_000])
})

test('streams of events are bounded, and there is room again when others end', async () => {
  const server = await serveForTest()
  const gone = new AbortController()
  const open = (signal?: AbortSignal) => fetch(`${server.url}/_emulator/events`, { ...(signal && { signal }) })
  const streams = await Promise.all(Array.from({ length: 100 }, () => open(gone.signal)))
  expect(streams.map(({ status }) => status)).toEqual(Array.from({ length: 100 }, () => 200))
  expect((await open()).status).toBe(503)
  gone.abort()
  await expect.poll(async () => (await open(AbortSignal.timeout(1000))).status).toBe(200)
})

test('a connection that reads no answer gets no further one made', async () => {
  const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: 20_000 }] })
  const server = await serveForTest(emulator)
  const seed = JSON.stringify({ gateways: [{ id: 'vpn-2' }] })
  const get = 'GET /_emulator/resources HTTP/1.1\r\nhost: localhost\r\n\r\n'
  const put = `PUT /_emulator/seed HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${seed.length}\r\n\r\n${seed}`
  const unread = connect(server.port, '127.0.0.1').pause()
  await new Promise<void>((resolve) => unread.write(get.repeat(8) + put, () => resolve()))
  expect((await fetch(`${server.url}/_emulator/resources`)).status).toBe(200)
  expect(emulator.has('vpn-2')).toBe(false)
  unread.resume()
  await expect.poll(() => emulator.has('vpn-2')).toBe(true)
  unread.destroy()
})

test('resources are shown as far as they are read, and no more of them is in memory', async () => {
  const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: 50_000 }] })
  const server = await serveForTest(emulator)
  const response = await fetch(`${server.url}/_emulator/resources`)
  emulator.seed({ gateways: [{ id: 'vpn-2' }] })
  const { resources } = (await response.json()) as { resources: { id: string }[] }
  expect(resources[0]?.id).toBe('vpn-1')
  expect(resources.length).toBeLessThan(40_000)
  const { resources: later } = (await (await fetch(`${server.url}/_emulator/resources`)).json()) as { resources: object[] }
  expect(later).toEqual(JSON.parse(JSON.stringify(emulator.resources())))
  expect((await fetch(`${server.url}/_emulator/resources`, { method: 'HEAD' })).status).toBe(200)
})

test('a snapshot that is read slowly shows one moment', async () => {
  const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: 50_000 }] })
  const server = await serveForTest(emulator)
  const snapshot = emulator.snapshot()
  const response = await fetch(`${server.url}/_emulator/snapshot`)
  emulator.seed({ gateways: [{ id: 'vpn-2' }] })
  expect(await response.json()).toEqual(JSON.parse(JSON.stringify(snapshot)))
})

/** A server that answers in turn, when the test says so, and one connection to it. */
async function turnServer(patienceMs = 30_000) {
  const asked: { readonly url: string | undefined; readonly outgoing: ServerResponse }[] = []
  const server = createServer(inTurn(({ url }, outgoing) => void asked.push({ url, outgoing }), patienceMs).listener)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const caller = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {})
  const [socket] = (await once(server, 'connection')) as [Socket]
  onTestFinished(async () => {
    caller.destroy()
    server.closeAllConnections()
    await server[Symbol.asyncDispose]()
  })
  return { asked, caller, socket }
}

const getOf = (path: string, fat = 0) => `GET ${path} HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(fat)}\r\n\r\n`

test('nothing more is read of a connection whose requests wait behind an answer that does not end', async () => {
  const { asked, caller, socket } = await turnServer()
  caller.write(getOf('/0'))
  await expect.poll(() => asked.length).toBe(1)
  for (let at = 1; at <= 1_000; at += 1) caller.write(getOf(`/${at}`, 10_000))
  await expect.poll(() => socket.isPaused()).toBe(true)
  expect(socket.bytesRead).toBeLessThan(200_000)
  // Each that comes to its turn is answered, in the order in which they came.
  for (let at = 0; at <= 1_000; at += 1) {
    await expect.poll(() => asked.length, { interval: 1 }).toBe(at + 1)
    caller.resume()
    asked[at]?.outgoing.end()
  }
  expect(asked.map(({ url }) => url)).toEqual(Array.from({ length: 1_001 }, (_, at) => `/${at}`))
  expect(socket.isPaused()).toBe(false)
})

test.each([
  ['has gone', (caller: Socket) => caller.destroy()],
  ['stays', () => {}],
])('a connection of which nothing is read ends after a while, where its caller %s', async (_, leave) => {
  const server = await turnServer(50)
  server.caller.write(getOf('/0') + getOf('/1'))
  await expect.poll(() => server.socket.isPaused()).toBe(true)
  leave(server.caller)
  await expect.poll(() => server.socket.destroyed).toBe(true)
  expect(server.asked.length).toBe(1)
})

test('more small requests than a caller may send ahead end the connection', async () => {
  const server = await turnServer()
  server.caller.write(getOf('/').repeat(2_000))
  await expect.poll(() => server.socket.destroyed).toBe(true)
  expect(server.asked.length).toBe(1)
})

// The bound of 50 ms holds only while a request waits: the socket itself says that it is taken off, so that no time has to pass.
test('a connection whose request had to wait has no bound afterwards', async () => {
  const { asked, caller, socket } = await turnServer(50)
  caller.resume().write(getOf('/0') + getOf('/1'))
  await expect.poll(() => socket.isPaused()).toBe(true)
  asked[0]?.outgoing.end()
  await expect.poll(() => asked.length).toBe(2)
  expect([socket.isPaused(), socket.timeout ?? 0]).toEqual([false, 0])
})

test.each(['\x16\x03\x01 no request\r\n\r\n', 'X X X\r\n'])(
  'what cannot be read behind a request (%j) does not take its answer away',
  async (garbage) => {
    const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }] })
    const server = await serveForTest(emulator)
    const path = '/?Action=DeleteVpnConnection&Version=2016-04-28&RegionId=cn-hangzhou&VpnConnectionId=vco-1&Format=JSON'
    const socket = connect(server.port, '127.0.0.1')
    let answer = ''
    socket.setEncoding('utf8').on('data', (chunk) => (answer += chunk))
    socket.end(`POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\n\r\n${garbage}`)
    await once(socket, 'close')
    expect([answer.split('\r\n')[0], answer.match(/HTTP\/1\.1/g)?.length]).toEqual(['HTTP/1.1 200 OK', 1])
    expect(emulator.ledger.requests.map(({ status }) => status)).toEqual([200])
  },
)

test.each([
  ['a seed of fields that nothing reads', () => createEmulator({ [`planted${'x'.repeat(10_000)}`]: 1 } as never)],
  ['an id that is none', () => createEmulator().settle(`vpn-${'x'.repeat(10_000)}`)],
])('%s is not quoted back whole', (_, make) => {
  expect(make).toThrow(expect.objectContaining({ name: 'OptionError', message: expect.stringMatching(/^.{1,300}$/s) }))
})

test.each<[string, () => unknown]>([
  ['serve', () => serve(createEmulator(), null as never)],
  ['inject', async () => createEmulator().inject('DescribeRegions', { kind: 'reset' }, null as never)],
  ['failNext', async () => createEmulator().failNext('DescribeRegions', 'Throttling.User', null as never)],
])('options that are none are refused by %s', async (_, use) => {
  await expect(use()).rejects.toThrow(optionError('options'))
})

test.each<[string, string, () => string]>([
  ['a form of empty names', '/?Action=DescribeRegions', () => 'a&'.repeat(2 ** 19)],
  ['a form of texts', '/?Action=DescribeVpnConnections&RegionId=cn-hangzhou', () => 'Tag.1.Key=a&'.repeat(2 ** 16)],
  ['lists in lists', '/_emulator/seed', () => `{"gateways":${'['.repeat(4e6)}${']'.repeat(4e6)}}`],
  ['empty lists', '/_emulator/seed', () => `{"gateways":[{"id":"vpn-1","fields":{"a":[${'[],'.repeat(4e6)}[]]}}]}`],
  ['a text', '/_emulator/seed', () => `{"gateways":[{"id":"vpn-1","fields":{"Name":"中${'y'.repeat(3e5)}"}}]}`],
  ['an id', '/_emulator/settle', () => `{"id":"${'y'.repeat(3e5)}"}`],
  ['empty seeds', '/_emulator/seed', () => `{"gateways":[${'{},'.repeat(4e6)}{}]}`],
])('%s beyond what a body may have are refused, and parsed never', async (_, path, body) => {
  const emulator = createEmulator({ gateways: [{ id: 'vpn-1' }] })
  const server = await serveForTest(emulator)
  const [method, type] = path.startsWith('/?') ? ['POST', 'application/x-www-form-urlencoded'] : ['PUT', 'application/json']
  const response = await fetch(`${server.url}${path}`, { method, headers: { 'content-type': type }, body: body() })
  expect([response.status, await response.text()]).toEqual([413, expect.stringMatching(/at most \d+ (values|bytes)/)])
  expect([emulator.has('vpn-1'), emulator.ledger.requests.length]).toEqual([true, 0])
})

test('a seed of many resources is taken', async () => {
  const emulator = createEmulator()
  const server = await serveForTest(emulator)
  const connections = Array.from({ length: 20_000 }, (_, at) => ({ id: `vco-${at}`, fields: { Name: `name ${at}`, Spec: '10M' } }))
  const body = JSON.stringify({ gateways: [{ id: 'vpn-1', connections }] })
  expect((await fetch(`${server.url}/_emulator/seed`, { method: 'PUT', body })).status).toBe(204)
  const snapshot = await (await fetch(`${server.url}/_emulator/snapshot`)).text()
  expect((await fetch(`${server.url}/_emulator/snapshot`, { method: 'PUT', body: snapshot })).status).toBe(204)
  expect(emulator.has('vco-19999')).toBe(true)
})

test('the ledger keeps little of a request that is fat', async () => {
  const emulator = createEmulator()
  const fat = Array.from({ length: 300 }, (_, at) => `&IpsecServerId.${at}=${'x'.repeat(200)}`).join('')
  await emulator.fetch(new Request(`http://localhost/?Action=ListIpsecServers&RegionId=cn-hangzhou${fat}`))
  const [record] = emulator.ledger.requests
  expect(record).toMatchObject({ operation: 'ListIpsecServers', parameters: { RegionId: 'cn-hangzhou' } })
  expect(JSON.stringify(record).length).toBeLessThan(2_500)
})

describe('fields that no answer can have', () => {
  /** Expects fields to be refused in options, seeds and snapshots. @returns the emulator that refused them, as it was */
  const refusesFields = (fields: Record<string, unknown>, rule: RegExp) => {
    const refused = optionError(expect.any(String), rule)
    expect(() => createEmulator({ gateways: [{ fields }] })).toThrow(refused)
    const emulator = createEmulator({ gateways: [{ id: 'vpn-1' }] })
    expect(() => emulator.seed({ gateways: [{ fields }] })).toThrow(refused)
    const snapshot = emulator.snapshot()
    expect(() => emulator.restore({ ...snapshot, items: snapshot.items.map((item) => ({ ...item, fields })) })).toThrow(refused)
    expect(emulator.has('vpn-1')).toBe(true)
    return emulator
  }
  const nested = (deep: number) => JSON.parse(`${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`) as Record<string, unknown>

  test.each<[string, Record<string, unknown>, RegExp]>([
    ['nested 17 deep', nested(17), /at most 16 deep/],
    ['nested 5,000 deep', nested(5_000), /at most 16 deep/],
    ['lists nested 5,000 deep', { a: JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) }, /at most 16 deep/],
    ['with a control character', { Name: 'a\u0000b' }, /control characters/],
    ['with one that moves a cursor', { Tags: { Tag: [{ Key: '\u001b[2J' }] } }, /control characters/],
    ['with half a pair', { Name: '\ud83d' }, /control characters/],
    ['with a name that is none', { 'a b': 1 }, /names/],
    ['with a name of markup', { Tags: { '<Status>': 1 } }, /names/],
  ])('%s are refused in one typed error, in options, seeds and over the port', async (_, fields, rule) => {
    const emulator = refusesFields(fields, rule)
    const server = await serveForTest(emulator)
    const response = await fetch(`${server.url}/_emulator/seed`, { method: 'PUT', body: JSON.stringify({ gateways: [{ fields }] }) })
    expect([response.status, await response.text()]).toEqual([400, expect.stringMatching(rule)])
    expect(emulator.has('vpn-1')).toBe(true)
  })

  test.each<[string, unknown]>([
    ['a function', () => {}],
    ['a symbol', Symbol('a')],
    ['a big number', 1n],
    ['no number', Number.NaN],
    ['an endless number', Number.POSITIVE_INFINITY],
    ['a promise', Promise.resolve()],
    ['a map', new Map([['a', () => 1]])],
    ['a weak map', new WeakMap()],
    ['a date', new Date(0)],
    ['an address', new URL('http://localhost')],
    ['a response', new Response()],
    ['a generator', (function* () {})()],
    ['an error', new Error('a', { cause: () => 1 })],
  ])('%s, which no JSON has, is refused by the name of its field', (_, value) => {
    refusesFields({ Tags: { Tag: [value] } }, /JSON.*Tags\.Tag\.0/)
  })

  test('data of JSON without a prototype, and what is left out, are none of them', () => {
    const fields = Object.assign(Object.create(null), { Name: 'Paris', Description: undefined, Tags: null })
    const [gateway] = createEmulator({ gateways: [{ fields }] }).resources()
    expect(gateway?.fields).toMatchObject({ Name: 'Paris', Description: undefined, Tags: null })
  })

  test('in a snapshot, beside those that an item has, are refused by name', () => {
    const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }] })
    const snapshot = emulator.snapshot()
    const refused = optionError('snapshot', /has no note/)
    const items = snapshot.items.map((item) => ({ ...item, note: nested(10_000) }))
    expect(() => emulator.restore({ ...snapshot, items } as never)).toThrow(refused)
    const tasks = [{ id: 'vco-1', showsAfterMs: 0, fails: false, note: nested(10_000) }]
    expect(() => emulator.restore({ ...snapshot, tasks } as never)).toThrow(refused)
    expect(emulator.has('vco-1')).toBe(true)
  })

  test('XML is well-formed, whatever a mock answers', async () => {
    const answer = { VpnGatewayId: 'vpn-1', Status: 'active', Name: 'a\u0000\u001b\ud83d<b>' } as const
    const fetch = mockOperation('DescribeVpnGateway', () => answer)
    const inXml = (request: Request) => fetch(new Request(`${request.url}&Format=XML`, request))
    const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', fetch: inXml })
    expect(await client.describeVpnGateway({ VpnGatewayId: 'vpn-1' })).toMatchObject({ Name: 'a\ufffd\ufffd\ufffd<b>' })
  })
})
