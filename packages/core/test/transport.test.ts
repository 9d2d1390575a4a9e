import type { Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../src/clock.ts'
import { attemptsOf } from '../src/wire/call.ts'
import type { RequestEvent, RetryEvent } from '../src/wire/hooks.ts'
import type { RawClientOptions, Retry } from '../src/wire/options.ts'
import { createRawClient } from '../src/wire/raw-client.ts'
import {
  absent,
  answered,
  clientOf,
  deleteConnection,
  deletion,
  describeRegions,
  httpAnswer,
  inTurn,
  key,
  overs,
  rawServer,
  refused,
  standingClock,
  twice,
} from './setup.ts'

/** An answer that leaves the connection open. */
const alive = (body: string) => `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`

/** A server that keeps its sockets. */
async function watchedServer(answer: (socket: Socket, request: number) => void) {
  const sockets = new Set<Socket>()
  const closed = Promise.withResolvers<void>()
  const server = await rawServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => closed.resolve())
    answer(socket, server.heads.length)
  })
  return { ...server, sockets, closed: closed.promise, [Symbol.asyncDispose]: server[Symbol.asyncDispose] }
}

const open = (socket: Socket) => void socket.write(alive('{"RequestId":"r"}'))

describe.each(overs)('over %s', (_, wireOptions) => {
  test.each([
    ['before the head of the answer', ''],
    ['in the head of the answer', 'HTTP/1.1 200 OK\r\ncontent-'],
    ['in its body', 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{"Requ'],
    ['in a body without an announced length', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n6\r\n{"Requ\r\n'],
  ])('an abort %s ends the call at once, closes the connection and sends nothing more', async (__, sent) => {
    const aborted = new AbortController()
    await using server = await watchedServer((socket) => {
      // The reader has what was written before the abort comes.
      socket.write(sent, () => setImmediate(() => aborted.abort(new Error('enough'))))
    })
    const call = describeRegions({ endpoint: server.url, ...wireOptions, retry: twice }, { signal: aborted.signal })
    await expect(call).rejects.toThrow('enough')
    await server.closed
    expect(server.heads).toHaveLength(1)
  })

  test.each([
    ['a connection that is cut in the head', 'HTTP/1.1 200 OK\r\ncontent-', 'NetworkError'],
    ['a body that is cut', 'HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{"RequestId":"r"}', 'NetworkError'],
    ['chunks that are cut', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n11\r\n{"RequestId":"r"}\r\n', 'NetworkError'],
    ['an answer that is no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', 'NetworkError'],
    ['a head that is too long', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`, 'NetworkError'],
    ['an empty 503', httpAnswer(503, ''), 'UnreadableAnswerError'],
    ['a 204', 'HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n', 'UnreadableAnswerError'],
    ['HTML of a proxy', httpAnswer(502, '<html></html>', 'text/html'), 'UnreadableAnswerError'],
    ['a body of more than 10 MiB', httpAnswer(200, ' '.repeat(11 * 1024 * 1024)), 'UnreadableAnswerError'],
    [
      'a body of more than 10 MiB that says no length',
      `HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${' '.repeat(11 * 1024 * 1024)}`,
      'UnreadableAnswerError',
    ],
  ])('%s is one typed error', async (__, answer, name) => {
    await using server = await rawServer(answer)
    const call = describeRegions({ endpoint: server.url, ...wireOptions })
    await expect(call).rejects.toMatchObject({ name, kind: 'transient', operation: 'DescribeRegions', attempts: 1 })
  })

  test('a body in many chunks is one body', async () => {
    const body = JSON.stringify({ RequestId: 'ä€😀'.repeat(20_000) })
    await using server = await rawServer((socket) => {
      const bytes = Buffer.from(body)
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${bytes.length}\r\nconnection: close\r\n\r\n`)
      for (let at = 0; at < bytes.length; at += 1001) socket.write(bytes.subarray(at, at + 1001))
    })
    expect(await describeRegions({ endpoint: server.url, ...wireOptions })).toEqual(JSON.parse(body))
  })
})

describe('connections that are kept alive', () => {
  const once: Retry = (attempt) => attempt()
  /** A server that resets its first connection at the second request, and a client that has used it once. */
  async function stale(afterwards: string, options: Partial<RawClientOptions> = {}) {
    const server = await watchedServer((socket, request) => {
      if (request === 1) open(socket)
      else if (request === 2) socket.resetAndDestroy()
      else socket.end(afterwards)
    })
    const wire = clientOf({ endpoint: server.url, credentials: key, ...options })
    await wire.call('DescribeRegions', {})
    return { ...server, wire, [Symbol.asyncDispose]: server[Symbol.asyncDispose] }
  }

  test.each([
    ['without a policy', undefined],
    ['whatever the policy', once],
  ])('a read over one that the other side had closed is signed anew and repeated %s', async (_, retry) => {
    await using server = await stale(answered, { retry })
    expect(await server.wire.call('DescribeRegions', {})).toEqual({ RequestId: 'r' })
    expect(server.sockets.size).toBe(2)
    const nonces = server.heads.map((head) => /x-acs-signature-nonce: (.+)/i.exec(head)?.[1])
    expect(new Set(nonces).size).toBe(3)
  })

  test('a deletion over one that was closed is repeated where there is no policy, in sight', async () => {
    const seen: string[] = []
    const hooks = {
      request: ({ operation, attempt }: RequestEvent) => seen.push(`${operation} ${attempt}`),
      retry: ({ attempt, reason }: RetryEvent) => seen.push(`again ${attempt} ${reason.name}`),
    }
    await using server = await stale(answered, { hooks })
    const answer = await server.wire.call('DeleteVpnConnection', deletion)
    expect([answer, attemptsOf(answer)]).toEqual([{ RequestId: 'r' }, 2])
    const deletions = ['DeleteVpnConnection 1', 'again 2 NetworkError', 'DeleteVpnConnection 2']
    expect(seen).toEqual(['DescribeRegions 1', ...deletions])
  })

  test('a deletion that was carried out before its connection was reset is done', async () => {
    await using server = await stale(httpAnswer(404, absent))
    expect(await server.wire.call('DeleteVpnConnection', deletion)).toEqual({ RequestId: 'r', alreadyGone: true })
  })

  test('a deletion whose repeat is refused says that there were two', async () => {
    await using server = await stale(httpAnswer(403, refused('Forbidden.RAM')))
    await expect(server.wire.call('DeleteVpnConnection', deletion)).rejects.toMatchObject({ code: 'Forbidden.RAM', attempts: 2 })
  })

  test('a deletion whose repeat finds no server may have been carried out', async () => {
    const fails = (code: string) => () => Promise.reject(Object.assign(new Error('planted'), { code }))
    const fetch = inTurn(fails('ECONNRESET'), fails('ECONNREFUSED'))
    await expect(deleteConnection({ fetch, retry: twice })).rejects.toMatchObject({ name: 'NetworkError', isSent: true, attempts: 2 })
  })

  test('whether a deletion over one that was closed is repeated is for the policy to say', async () => {
    await using server = await stale(answered, { retry: once })
    const failed = { name: 'NetworkError', kind: 'transient', isSent: true, attempts: 1 }
    await expect(server.wire.call('DeleteVpnConnection', deletion)).rejects.toMatchObject(failed)
    expect(server.heads.length).toBe(2)
  })

  test('a new one that is cut is not replaced', async () => {
    await using server = await rawServer((socket) => socket.resetAndDestroy())
    await expect(describeRegions({ endpoint: server.url })).rejects.toMatchObject({ name: 'NetworkError' })
    expect(server.heads).toHaveLength(1)
  })

  test('clients share them', async () => {
    await using server = await watchedServer(open)
    for (let client = 0; client < 5; client += 1) await describeRegions({ endpoint: server.url })
    expect(server.sockets.size).toBe(1)
  })

  test('calls one after the other share a connection', async () => {
    await using server = await watchedServer(open)
    const wire = clientOf({ endpoint: server.url })
    for (let call = 0; call < 5; call += 1) expect(await wire.call('DescribeRegions', {})).toEqual({ RequestId: 'r' })
    expect(server.sockets.size).toBe(1)
  })

  test('a time-out on a connection that was used before closes it, and leaves no sleeper', async () => {
    const { clock, advanceTo, sleepers } = standingClock()
    await using server = await watchedServer((socket, request) => (request === 1 ? open(socket) : advanceTo(10_000)))
    const wire = clientOf({ endpoint: server.url, clock })
    await wire.call('DescribeRegions', {})
    await expect(wire.call('DescribeRegions', {})).rejects.toMatchObject({ name: 'TimeoutError', attempts: 1 })
    await server.closed
    expect(server.sockets.size).toBe(1)
    expect(sleepers()).toBe(0)
  })

  test('an abort long after the answer changes nothing', async () => {
    await using server = await watchedServer(open)
    const aborted = new AbortController()
    const wire = clientOf({ endpoint: server.url })
    await wire.call('DescribeRegions', {}, { signal: aborted.signal })
    aborted.abort()
    await wire.call('DescribeRegions', {})
    expect(server.sockets.size).toBe(1)
  })
})

test('the system clock serves an attempt without keeping a timer', async () => {
  const before = process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length
  await using server = await rawServer()
  await describeRegions({ endpoint: server.url, clock: systemClock })
  expect(process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length).toBeLessThanOrEqual(before)
})

test.each([
  ['5', '0', false],
  ['0', '0', true],
])('of several headers of one name each counts: ages %s and %s', async (one, other, isAnswer) => {
  await using server = await rawServer(httpAnswer(200, '{"RequestId":"r"}', 'application/json', [`age: ${one}`, `age: ${other}`]))
  const call = createRawClient({ endpoint: server.url }).call('DescribeRegions', {})
  if (isAnswer) expect(await call).toEqual({ RequestId: 'r' })
  else await expect(call).rejects.toThrow('what a cache has kept')
})
