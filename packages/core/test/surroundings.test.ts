import { createServer, type RequestListener } from 'node:http'
import https, { Agent, type AgentOptions, createServer as createTlsServer } from 'node:https'
import { connect, createServer as createNetServer, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Retry } from '../src/index.ts'
import {
  absent,
  answered,
  clientOf,
  deleteConnection,
  describeRegions,
  endOf,
  fetchFailed,
  inTurn,
  key,
  listening,
  never,
  notFound,
  overs,
  rawServer,
  tls,
  twice,
} from './setup.ts'

// What stands between a client and the service: proxies, certificates, networks.

const unreadable = (words: string) => ({ name: 'UnreadableAnswerError', message: expect.stringContaining(words) })
const body = JSON.stringify({ RequestId: 'r', VpnGatewayId: 'vpn-ä€😀', Status: 'active' })

const decisive = [
  [408, 'transient'],
  [429, 'throttled'],
] as const

describe('a status that says it all', () => {
  const bodies = { html: '<html></html>', nothing: '', 'somebody’s JSON': '{"status":"login required"}', 'the service’s JSON': absent }

  describe.each(decisive)('%d with', (status, kind) => {
    test.each(Object.entries(bodies))(`%s is ${kind}`, async (_, text) => {
      await expect(describeRegions({ fetch: async () => new Response(text, { status }) })).rejects.toMatchObject({ kind })
    })
  })
})

describe.each(overs)('a status that says it all over %s', (_, wireOptions) => {
  const head = (status: number, more: string) => `HTTP/1.1 ${status} Odd\r\nconnection: close\r\n${more}\r\n\r\n`
  const cut: [string, string][] = [
    ['a body that is not encoded as it says', 'content-encoding: gzip\r\ncontent-length: 2\r\n\r\n{}'],
    ['an encoded body of nothing', 'content-encoding: gzip\r\ncontent-length: 0\r\n\r\n'],
    ['a body that is cut off', 'content-length: 100\r\n\r\n{"RequestId"'],
    ['a chunk that is none', 'transfer-encoding: chunked\r\n\r\nzz\r\n'],
  ]

  describe.each(decisive)('%d with', (status, kind) => {
    test.each(cut)(`%s is ${kind}`, async (__, rest) => {
      await using server = await rawServer(head(status, rest).replace(/\r\n\r\n$/, ''))
      const call = describeRegions({ endpoint: server.url, ...wireOptions })
      await expect(call).rejects.toMatchObject({ name: 'UnreadableAnswerError', status, kind })
    })
  })

  test('429 whose body never ends is throttled once the time is over', async () => {
    await using server = await rawServer((socket) => socket.write(head(429, 'content-length: 100').concat('{')))
    const wire = clientOf({ endpoint: server.url, attemptTimeoutMs: 300, ...wireOptions })
    const throttled = { name: 'UnreadableAnswerError', kind: 'throttled' }
    await expect(wire.call('DescribeRegions', {})).rejects.toMatchObject(throttled)
    await expect(wire.call('DescribeRegions', {}, { timeoutMs: 100 })).rejects.toMatchObject(throttled)
  })
})

describe('a body of more values than any answer has', () => {
  const fill = (before: string, unit: string, after: string) => `${before}${unit.repeat(1_000_000)}${after}`
  const bodies: [string, string][] = [
    ['lists in lists', `{"RequestId":"r","x":${'['.repeat(1e6)}${']'.repeat(1e6)}}`],
    ['objects in objects', `${fill('{"RequestId":"r","x":', '{"a":', '1')}${'}'.repeat(1e6 + 1)}`],
    ['empty lists', fill('{"RequestId":"r","x":[', '[],', '0]}')],
    ['numbers', fill('{"RequestId":"r","x":[', '1,', '0]}')],
    ['elements', fill('<R><RequestId>r</RequestId>', '<a/>', '</R>')],
    ['entities', fill('<R><RequestId>r</RequestId><a>', '&amp;', '</a></R>')],
    ['line ends', fill('<R><RequestId>r</RequestId>', '\r', '</R>')],
    ['attributes', `<R ${Array.from({ length: 1e5 }, (_, at) => `a${at}=""`).join(' ')}><RequestId>r</RequestId></R>`],
  ]

  test.each(bodies)('%s are not parsed', async (_, text) => {
    const call = describeRegions({ fetch: async () => new Response(text) })
    await expect(call).rejects.toMatchObject(unreadable('too many values'))
  })

  test('a page of the largest size, with long texts, is read', async () => {
    const entry = {
      VpnConnectionId: 'vco-1',
      IpsecConfig: Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`Field${at}`, ['a', 1]])),
    }
    const page = { RequestId: 'r', VpnConnections: { VpnConnection: Array.from({ length: 50 }, () => entry) }, Note: 'x,'.repeat(5_000) }
    const wire = clientOf({ fetch: async () => Response.json(page) })
    expect(await wire.call('DescribeVpnConnections', { RegionId: 'cn-hangzhou' })).toEqual(page)
  })
})

describe.each(overs)('a body that came encoded over %s', (_, wireOptions) => {
  const endWith = async (headers: Record<string, string>, bytes: Uint8Array, chunk = bytes.length) => {
    const answer: RequestListener = (__, response) => {
      response.writeHead(200, { 'content-type': 'application/json', connection: 'close', ...headers })
      for (let at = 0; at < bytes.length; at += chunk) response.write(bytes.subarray(at, at + chunk))
      response.end()
    }
    await using server = await listening(createServer(answer))
    return await endOf(describeRegions({ endpoint: server.url, ...wireOptions }))
  }

  test.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    [' GZIP ', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['gzip, deflate', (bytes: Buffer) => deflateRawSync(gzipSync(bytes))],
    ['deflate, gzip', (bytes: Buffer) => gzipSync(deflateRawSync(bytes))],
    ['br', brotliCompressSync],
    ['identity', Buffer.from],
    ['gzip, gzip', (bytes: Buffer) => gzipSync(gzipSync(bytes))],
    ['br,GZIP', (bytes: Buffer) => gzipSync(brotliCompressSync(bytes))],
  ])('%s is read', async (encoding, encode) => {
    expect(await endWith({ 'content-encoding': encoding }, encode(Buffer.from(body)))).toEqual(JSON.parse(body))
    expect(await endWith({ 'content-encoding': encoding }, encode(Buffer.from(body)), 3)).toEqual(JSON.parse(body))
  })

  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateRawSync],
    ['gzip, br', (bytes: Buffer) => brotliCompressSync(gzipSync(bytes))],
  ])('%s is read up to 10 MiB of what it holds', async (encoding, encode) => {
    const bomb = encode(Buffer.alloc(11 * 1024 * 1024, ' '))
    expect(await endWith({ 'content-encoding': encoding }, bomb)).toMatchObject(unreadable('10 MiB'))
  })

  test.each(['gzip', 'deflate', 'br'])('%s of nothing is an empty body, as without it', async (encoding) => {
    expect(await endWith({ 'content-encoding': encoding }, Buffer.alloc(0), 1)).toMatchObject(unreadable('an empty body'))
  })

  test('and is not is an answer that did not come, and no empty one', async () => {
    const error = await endWith({ 'content-encoding': 'gzip' }, Buffer.from('<html>'))
    expect(error).toMatchObject({ kind: 'transient', message: expect.not.stringContaining('empty') })
  })

  test('cut off is an answer that did not come', async () => {
    const cut = gzipSync(Buffer.from(body)).subarray(0, -12)
    expect(await endWith({ 'content-encoding': 'gzip, gzip' }, gzipSync(cut))).toMatchObject({ kind: 'transient' })
    const end = await endWith({ 'content-encoding': 'gzip' }, cut)
    expect(end).toMatchObject({ kind: 'transient' })
    expect(end.isSent).not.toBe(false)
  })
})

test('what a body holds counts, not how long it is encoded', async () => {
  const text = JSON.stringify({ RequestId: 'r', Note: 'x'.repeat(10 * 1024 * 1024 - 100) })
  const bytes = gzipSync(text, { level: 0 })
  const headers = { 'content-encoding': 'gzip', 'content-length': bytes.length }
  await using server = await listening(createServer((_, response) => response.writeHead(200, headers).end(bytes)))
  expect(bytes.length).toBeGreaterThan(10 * 1024 * 1024)
  expect(await describeRegions({ endpoint: server.url })).toMatchObject({ RequestId: 'r' })
})

test('a coding that changes nothing is none', async () => {
  const answer: RequestListener = (_, response) =>
    response.writeHead(200, { 'content-encoding': 'identity, gzip, identity' }).end(gzipSync('{"RequestId":"r"}'))
  await using server = await listening(createServer(answer))
  expect(await describeRegions({ endpoint: server.url })).toEqual({ RequestId: 'r' })
})

test('a body in an encoding that nobody knows is named', async () => {
  const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\ncontent-encoding: zstd'
  await using server = await rawServer(`${head}\r\n\r\n\xff\xfe`)
  await expect(describeRegions({ endpoint: server.url })).rejects.toMatchObject(unreadable('zstd'))
})

test.each(['secret', 'planted', 'gzip, planted'])('an encoding of %s, which is none, is not quoted', async (encoding) => {
  const fetch = async () => new Response(new Uint8Array([0xff]), { status: 400, headers: { 'content-encoding': encoding } })
  const error = await endOf(describeRegions({ credentials: key, fetch }))
  expect(error.message).toBe('DescribeRegions was answered with status 400 and a body that is not UTF-8')
})

test.each([`"`, `'`, `"'`, `'"`])(
  'an attribute after %s longer than any of the service is no answer: the parser takes eighty times the room of its tabs',
  async (start) => {
    const fetch = async () => new Response(`<R a=${start}${'\t'.repeat(5_000)}${start[0]}><RequestId>r</RequestId></R>`)
    await expect(describeRegions({ fetch })).rejects.toMatchObject(unreadable('unusable XML'))
  },
)

/** The error that a call ends with where a certificate is refused. */
const untrusted = {
  name: 'NetworkError',
  kind: 'stop',
  isSent: false,
  attempts: 1,
  message: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
}

const persistent: Retry = async (attempt) => {
  for (let left = 3; ; left -= 1)
    try {
      return await attempt()
    } catch (error) {
      if (left === 0 || (error as { kind?: string }).kind === 'stop') throw error
    }
}

describe.each(overs)('a certificate that is not trusted, over %s', (_, wireOptions) => {
  test('ends the call after one attempt, and the way out is named', async () => {
    let connections = 0
    const server = createTlsServer(tls, (__, response) => response.end(absent))
    server.on('connection', () => {
      connections += 1
    })
    await using at = await listening(server)
    const call = describeRegions({ endpoint: `https://${at.host}`, retry: persistent, ...wireOptions })
    await expect(call).rejects.toMatchObject(untrusted)
    expect(connections).toBe(1)
  })
})

type Destination = AgentOptions & { readonly port?: number; readonly host?: string }
type Made = (error: Error | null, socket: Duplex) => void

/** Makes an agent the program's own until the end of the scope. */
function globalAgent(agent: Agent): Disposable {
  const own = https.globalAgent
  https.globalAgent = agent
  return {
    [Symbol.dispose]() {
      https.globalAgent = own
    },
  }
}

describe('an agent of the program that gives a tunnel before its handshake is over', () => {
  class Tunnelling extends Agent {
    override createConnection(options: Destination, made: Made) {
      const tunnel = connect(options.port ?? 0, options.host ?? '', () =>
        made(null, connectTls({ socket: tunnel, servername: 'tunnel.test' })),
      )
      return undefined
    }
  }

  test.each(['is not answered', 'is refused'])('says that nothing was sent where that %s', async (how) => {
    await using silent = await rawServer(() => {})
    await using refused = await listening(createTlsServer(tls, (_, response) => response.end(absent)))
    using _ = globalAgent(new Tunnelling())
    const { host } = how === 'is refused' ? refused : silent
    await expect(describeRegions({ endpoint: `https://${host}`, attemptTimeoutMs: 300 })).rejects.toMatchObject({ isSent: false })
  })
})

describe('an agent of the program that gives the answer of a proxy that has refused the tunnel', () => {
  /** As widespread agents do it: the request is given a socket that nothing can be written to. */
  class Replaying extends Agent {
    answers: (string | undefined)[]

    constructor(...answers: (string | undefined)[]) {
      super({ rejectUnauthorized: false })
      this.answers = answers
    }

    override createConnection(options: Destination, made: Made) {
      const answer = this.answers.shift()
      const socket = answer === undefined ? connectTls({ ...options, servername: 'localhost' }) : new Socket({ writable: false })
      queueMicrotask(() => made(null, socket))
      if (answer !== undefined) setImmediate(() => [answer, null].map((part) => socket.push(part)))
      return undefined
    }
  }

  test.each([
    ['HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 13\r\n\r\n<html></html>', 502],
    ['HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n', 503],
    ['HTTP/1.1 504 Gateway Timeout\r\ncontent-length: 0\r\n\r\n', 504],
    ['HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\n\r\n', 408],
    ['HTTP/1.1 408 Request Timeout\r\ncontent-length: 5\r\n\r\n', 408],
    ['SSH-2.0\r\n\r\n', undefined],
  ])('%j says that nothing was sent, and the repeated call that there was nothing', async (answer, status) => {
    const server = createTlsServer(tls, (_, response) => response.writeHead(404, { connection: 'close' }).end(absent))
    await using at = await listening(server)
    using _ = globalAgent(new Replaying(answer, answer))
    const options = { endpoint: `https://${at.host}`, attemptTimeoutMs: 500 }
    await expect(describeRegions(options)).rejects.toMatchObject({ kind: 'transient', isSent: false, ...(status && { status }) })
    await expect(deleteConnection({ ...options, retry: twice })).rejects.toMatchObject({ kind: 'gone', attempts: 2 })
  })
})

const words = (text: string) => text.trim().split(/\s+/)

describe('what failed before anything was sent', () => {
  /** Fails once by another `fetch`, and is answered that there is no such connection then. */
  const afterFailure = (error: Error) => deleteConnection({ retry: twice, fetch: inTurn(() => Promise.reject(error), notFound) })
  const done = { RequestId: 'r', alreadyGone: true }

  test.each(
    words(`
      ECONNREFUSED ENOTFOUND EAI_AGAIN EAI_FAIL EHOSTUNREACH ENETUNREACH EADDRNOTAVAIL UND_ERR_CONNECT_TIMEOUT UND_ERR_PRX_CONN
      ERR_SSL_WRONG_VERSION_NUMBER ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE
      ERR_SSL_NO_SHARED_CIPHER ERR_SSL_DH_KEY_TOO_SMALL ERR_SSL_UNSUPPORTED_PROTOCOL ERR_SSL_TLSV1_UNRECOGNIZED_NAME
      ERR_TLS_HANDSHAKE_TIMEOUT ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED ERR_SSL_UNSUPPORTED_COMPRESSION_ALGORITHM OUT_OF_MEM
    `),
  )('by %s is no deletion that was done', async (code) => {
    await expect(afterFailure(fetchFailed(code))).rejects.toMatchObject({ kind: 'gone' })
  })

  test.each([
    ['getaddrinfo', 'EMFILE', 'gone'],
    ['getaddrinfo', 'EBUSY', 'gone'],
    ['connect', 'EMFILE', 'gone'],
    ['connect', 'EPERM', 'gone'],
    ['queryA', 'ESERVFAIL', 'gone'],
    ['bind', 'EACCES', 'gone'],
    ['read', 'EMFILE', undefined],
    ['write', 'EPERM', undefined],
  ])('by %s %s may have been done only where bytes were to flow', async (syscall, code, kind) => {
    expect(await endOf(afterFailure(fetchFailed(code, { syscall })))).toMatchObject(kind === undefined ? { alreadyGone: true } : { kind })
  })

  /** Every code by which Node refuses a certificate, as OpenSSL names them. */
  const refusedCertificates = words(`
    UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_CRL UNABLE_TO_DECRYPT_CERT_SIGNATURE UNABLE_TO_DECRYPT_CRL_SIGNATURE
    UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY CERT_SIGNATURE_FAILURE CRL_SIGNATURE_FAILURE CERT_NOT_YET_VALID CERT_HAS_EXPIRED
    CRL_NOT_YET_VALID CRL_HAS_EXPIRED ERROR_IN_CERT_NOT_BEFORE_FIELD ERROR_IN_CERT_NOT_AFTER_FIELD ERROR_IN_CRL_LAST_UPDATE_FIELD
    ERROR_IN_CRL_NEXT_UPDATE_FIELD DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_GET_ISSUER_CERT_LOCALLY
    UNABLE_TO_VERIFY_LEAF_SIGNATURE CERT_CHAIN_TOO_LONG CERT_REVOKED INVALID_CA PATH_LENGTH_EXCEEDED INVALID_PURPOSE CERT_UNTRUSTED
    CERT_REJECTED HOSTNAME_MISMATCH ERR_TLS_CERT_ALTNAME_INVALID UNSPECIFIED
  `)

  test.each(refusedCertificates)('by a certificate that is refused as %s ends the call, and the way out is named', async (code) => {
    // As Node makes it: with nothing but a message and a code.
    const cause = Object.assign(new Error('CA signature digest algorithm too weak'), { code })
    let calls = 0
    const fetch = () => {
      calls += 1
      return Promise.reject(new TypeError('fetch failed', { cause }))
    }
    await expect(deleteConnection({ retry: persistent, fetch })).rejects.toMatchObject(untrusted)
    expect(calls).toBe(1)
  })

  test('by something else that is not specified may have been done', async () => {
    const error = Object.assign(new Error('of a gateway between'), { code: 'UNSPECIFIED', status: 2 })
    expect(await afterFailure(error)).toMatchObject({ alreadyGone: true })
  })

  test.each(['BAD_EXTENSION', 'UNEXPECTED_MESSAGE', 'LENGTH_MISMATCH', 'EXCESSIVE_MESSAGE_SIZE'])(
    'by %s, which may come after the handshake, may have been done',
    async (code) => {
      expect(await afterFailure(fetchFailed(`ERR_SSL_${code}`))).toEqual(done)
    },
  )

  test('by a port that `fetch` refuses is no deletion that was done', async () => {
    const error = new TypeError('fetch failed', { cause: new Error('bad port') })
    await expect(afterFailure(error)).rejects.toMatchObject({ kind: 'gone' })
  })

  test.each(overs)('over %s, by a handshake that the other side ends, is no deletion that was done', async (_, options) => {
    await using server = await listening(createNetServer((socket) => socket.on('error', () => {}).once('data', () => socket.end())))
    const call = deleteConnection({ endpoint: `https://${server.host}`, ...options })
    await expect(call).rejects.toMatchObject({ name: 'NetworkError', isSent: false })
  })

  test('by a record of a wrong length is a passing fault, and no certificate', async () => {
    await expect(describeRegions({ fetch: () => Promise.reject(fetchFailed('ERR_SSL_LENGTH_MISMATCH')) })).rejects.toMatchObject({
      kind: 'transient',
    })
  })

  test('at every address of a name is no deletion that was done', async () => {
    const each = ['ETIMEDOUT', 'ENETUNREACH'].map((code) => Object.assign(new Error('c'), { code, syscall: 'connect' }))
    const error = new TypeError('fetch failed', { cause: new AggregateError(each) })
    await expect(afterFailure(error)).rejects.toMatchObject({ kind: 'gone' })
  })

  test('by one of several tries may have been done', async () => {
    const each = ['ECONNREFUSED', 'ECONNRESET'].map((code) => Object.assign(new Error('c'), { code }))
    expect(await afterFailure(new AggregateError(each))).toEqual(done)
  })

  test.each(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'])(
    'by %s may have been done',
    async (code) => {
      expect(await afterFailure(fetchFailed(code))).toEqual(done)
    },
  )

  test.each([
    ['a handshake that is not answered', 'https', false],
    ['a request that is not answered', 'http', true],
  ])('%s in time says whether it was sent', async (_, protocol, isSent) => {
    await using server = await rawServer(() => {})
    const options = { endpoint: `${protocol}://${server.host}`, attemptTimeoutMs: 200 }
    await expect(describeRegions(options)).rejects.toMatchObject({ name: 'TimeoutError', isSent })
    await expect(describeRegions(options, { timeoutMs: 100 })).rejects.toMatchObject({ name: 'TimeoutError', isSent })
  })

  const onceAndWait: Retry = (attempt) => attempt().catch(never)
  const neverSent: [string, object][] = [
    ['keys that do not come', { credentials: never }],
    ['a policy that waits first', { retry: never }],
    ['connections that are refused, over `fetch`', { fetch: () => Promise.reject(fetchFailed('ECONNREFUSED')), retry: onceAndWait }],
  ]

  test.each(neverSent)('%s until the time of the call is over say that nothing was sent', async (_, options) => {
    await expect(describeRegions({ ...options }, { timeoutMs: 50 })).rejects.toMatchObject({ name: 'TimeoutError', isSent: false })
  })

  test('an answer that was no success, before the time of the call is over, says that something was sent', async () => {
    const throttled = async () => new Response('', { status: 429 })
    const call = describeRegions({ fetch: throttled, retry: onceAndWait }, { timeoutMs: 50 })
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError', isSent: true })
  })

  test('over a kept connection that was cut it may have been sent', async () => {
    let requests = 0
    await using server = await rawServer((socket) => {
      if (++requests === 1) socket.write(answered.replace('connection: close\r\n', ''))
      else socket.resetAndDestroy()
    })
    const wire = clientOf({ endpoint: server.url })
    await wire.call('DescribeRegions', {})
    await expect(wire.call('DescribeRegions', {})).rejects.toMatchObject({ name: 'NetworkError', isSent: true })
  })
})
