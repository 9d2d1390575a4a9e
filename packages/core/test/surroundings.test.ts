import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import https, { Agent, type AgentOptions, createServer as createTlsServer } from 'node:https'
import { type AddressInfo, connect, createServer as createNetServer, type Server, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Retry } from '../src/index.ts'
import { createRawClient } from '../src/wire/raw-client.ts'
import { httpAnswer, rawServer } from './raw-http.ts'

// What stands between a client and the service: proxies, certificates, networks.

async function listening(server: Server): Promise<{ readonly port: number } & AsyncDisposable> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

const overs = [
  ['node:http', {}],
  ['fetch', { fetch: (request: Request) => fetch(request) }],
] as const
const body = JSON.stringify({ RequestId: 'r', VpnGatewayId: 'vpn-ä€😀', Status: 'active' })
const absent = '{"RequestId":"r","Code":"InvalidVpnConnectionInstanceId.NotFound","Message":"m"}'

describe('a status that says it all', () => {
  const bodies = { html: '<html></html>', nothing: '', 'somebody’s JSON': '{"status":"login required"}', 'the service’s JSON': absent }
  const kinds = { 408: 'transient', 429: 'throttled' } as const
  const cases = Object.entries(kinds).flatMap(([status, kind]) =>
    Object.entries(bodies).map(([what, text]) => [Number(status), what, kind, text]),
  )

  test.each(cases)('%d with %s is %s', async (status, _, kind, text) => {
    const fetch = async () => new Response(String(text), { status: Number(status) })
    await expect(createRawClient({ endpoint: 'http://127.0.0.1:1', fetch }).call('DescribeRegions', {})).rejects.toMatchObject({ kind })
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
  const cases = [
    [408, 'transient'],
    [429, 'throttled'],
  ].flatMap(([status, kind]) => cut.map(([what, rest]) => [Number(status), what, kind, rest] as const))

  test.each(cases)('%d with %s is %s', async (status, _, kind, rest) => {
    await using server = await rawServer(head(status, rest).replace(/\r\n\r\n$/, ''))
    const error = await createRawClient({ endpoint: server.url, ...wireOptions })
      .call('DescribeRegions', {})
      .catch((error) => error)
    expect(error).toMatchObject({ name: 'UnreadableAnswerError', status, kind })
  })

  test('429 whose body never ends is throttled once the time is over', async () => {
    await using server = await rawServer((socket) => socket.write(head(429, 'content-length: 100').concat('{')))
    const wire = createRawClient({ endpoint: server.url, attemptTimeoutMs: 300, ...wireOptions })
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
    const wire = createRawClient({ endpoint: 'http://127.0.0.1:1', fetch: async () => new Response(text) })
    await expect(wire.call('DescribeRegions', {})).rejects.toMatchObject({
      name: 'UnreadableAnswerError',
      message: expect.stringContaining('too many values'),
    })
  })

  test('a page of the largest size, with long texts, is read', async () => {
    const entry = {
      VpnConnectionId: 'vco-1',
      IpsecConfig: Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`Field${at}`, ['a', 1]])),
    }
    const page = { RequestId: 'r', VpnConnections: { VpnConnection: Array.from({ length: 50 }, () => entry) }, Note: 'x,'.repeat(5_000) }
    const wire = createRawClient({ endpoint: 'http://127.0.0.1:1', fetch: async () => Response.json(page) })
    expect(await wire.call('DescribeVpnConnections', { RegionId: 'cn-hangzhou' })).toEqual(page)
  })
})

describe.each(overs)('a body that came encoded over %s', (_, wireOptions) => {
  const answered = async (headers: Record<string, string>, bytes: Uint8Array, chunk = bytes.length) => {
    const answer: RequestListener = (__, response) => {
      response.writeHead(200, { 'content-type': 'application/json', connection: 'close', ...headers })
      for (let at = 0; at < bytes.length; at += chunk) response.write(bytes.subarray(at, at + chunk))
      response.end()
    }
    await using server = await listening(createServer(answer))
    return await createRawClient({ endpoint: `http://127.0.0.1:${server.port}`, ...wireOptions })
      .call('DescribeRegions', {})
      .catch((error) => error)
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
    expect(await answered({ 'content-encoding': encoding }, encode(Buffer.from(body)))).toEqual(JSON.parse(body))
    expect(await answered({ 'content-encoding': encoding }, encode(Buffer.from(body)), 3)).toEqual(JSON.parse(body))
  })

  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateRawSync],
    ['gzip, br', (bytes: Buffer) => brotliCompressSync(gzipSync(bytes))],
  ])('%s is read up to 10 MiB of what it holds', async (encoding, encode) => {
    const bomb = encode(Buffer.alloc(11 * 1024 * 1024, ' '))
    const error = await answered({ 'content-encoding': encoding }, bomb)
    expect(error).toMatchObject({ name: 'UnreadableAnswerError', message: expect.stringContaining('10 MiB') })
  })

  test.each(['gzip', 'deflate', 'br'])('%s of nothing is an empty body, as without it', async (encoding) => {
    const error = await answered({ 'content-encoding': encoding }, Buffer.alloc(0), 1)
    expect(error).toMatchObject({ name: 'UnreadableAnswerError', message: expect.stringContaining('an empty body') })
  })

  test('and is not is an answer that did not come, and no empty one', async () => {
    const error = await answered({ 'content-encoding': 'gzip' }, Buffer.from('<html>'))
    expect(error).toMatchObject({ kind: 'transient', message: expect.not.stringContaining('empty') })
  })

  test('cut off is an answer that did not come', async () => {
    const cut = gzipSync(Buffer.from(body)).subarray(0, -12)
    expect(await answered({ 'content-encoding': 'gzip, gzip' }, gzipSync(cut))).toMatchObject({ kind: 'transient' })
    const error = await answered({ 'content-encoding': 'gzip' }, cut)
    expect(error).toMatchObject({ kind: 'transient' })
    expect(error.isSent).not.toBe(false)
  })
})

test('what a body holds counts, not how long it is encoded', async () => {
  const text = JSON.stringify({ RequestId: 'r', Note: 'x'.repeat(10 * 1024 * 1024 - 100) })
  const bytes = gzipSync(text, { level: 0 })
  const answer: RequestListener = (_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': bytes.length }).end(bytes)
  await using server = await listening(createServer(answer))
  expect(bytes.length).toBeGreaterThan(10 * 1024 * 1024)
  expect(await createRawClient({ endpoint: `http://127.0.0.1:${server.port}` }).call('DescribeRegions', {})).toMatchObject({
    RequestId: 'r',
  })
})

test('a coding that changes nothing is none', async () => {
  const answer: RequestListener = (_, response) =>
    response.writeHead(200, { 'content-encoding': 'identity, gzip, identity' }).end(gzipSync('{"RequestId":"r"}'))
  await using server = await listening(createServer(answer))
  expect(await createRawClient({ endpoint: `http://127.0.0.1:${server.port}` }).call('DescribeRegions', {})).toEqual({ RequestId: 'r' })
})

test('a body in an encoding that nobody knows is named', async () => {
  const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\ncontent-encoding: zstd'
  await using server = await rawServer(`${head}\r\n\r\n\xff\xfe`)
  await expect(createRawClient({ endpoint: server.url }).call('DescribeRegions', {})).rejects.toMatchObject({
    name: 'UnreadableAnswerError',
    message: expect.stringContaining('zstd'),
  })
})

test.each(['secret', 'planted', 'gzip, planted'])('an encoding of %s, which is none, is not quoted', async (encoding) => {
  const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' }
  const fetch = async () => new Response(new Uint8Array([0xff]), { status: 400, headers: { 'content-encoding': encoding } })
  const error = await createRawClient({ endpoint: 'http://127.0.0.1:1', credentials, fetch })
    .call('DescribeRegions', {})
    .catch((caught) => caught)
  expect(error.message).toBe('DescribeRegions was answered with status 400 and a body that is not UTF-8')
})

/** Runs a program that reads an answer, and prints how many bytes that took. */
function measured(program: string, ...args: string[]) {
  const path = fileURLToPath(new URL(`programs/${program}`, import.meta.url))
  const { stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', '--conditions=@vpn-gateway/source', path, ...args], {
    encoding: 'utf8',
  })
  return JSON.parse(stdout || stderr)
}

/** Three times the limit of 10 MiB, and 16 MB. */
const mostMemory = 3 * 10 * 2 ** 20 + 16e6

test('a body in chunks of a byte takes little more memory than its bytes', () => {
  const { length, grown } = measured('small-chunks.ts', '1000000')
  expect(length).toBe(1_000_000)
  expect(grown).toBeLessThan(mostMemory)
})

test.each([
  ['text', 'answer'],
  ['text of two bytes', 'UnreadableAnswerError'],
  ['code', 'UnreadableAnswerError'],
  ['message', 'UnreadableAnswerError'],
  ['message of blanks', 'UnreadableAnswerError'],
  ['comment', 'UnreadableAnswerError'],
  ['attribute', 'UnreadableAnswerError'],
  ['recommendation', 'UnreadableAnswerError'],
  ['name', 'UnreadableAnswerError'],
])('a body of 10 MiB that is one %s takes little more memory than to read it takes', (kind, expected) => {
  const { end, grown } = measured('large-answers.ts', kind)
  expect(end).toBe(expected)
  expect(grown).toBeLessThan(measured('large-answers.ts', kind, 'plain').grown + mostMemory)
})

test.each([`"`, `'`, `"'`, `'"`])(
  'an attribute after %s longer than any of the service is no answer: the parser takes eighty times the room of its tabs',
  async (start) => {
    const fetch = async () => new Response(`<R a=${start}${'\t'.repeat(5_000)}${start[0]}><RequestId>r</RequestId></R>`)
    const call = createRawClient({ endpoint: 'http://127.0.0.1:1', fetch }).call('DescribeRegions', {})
    await expect(call).rejects.toMatchObject({ name: 'UnreadableAnswerError', message: expect.stringContaining('unusable XML') })
  },
)

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
    const [key, cert] = ['key.pem', 'certificate.pem'].map((name) => readFileSync(new URL(`tls/${name}`, import.meta.url)))
    let connections = 0
    const server = createTlsServer({ key, cert }, (__, response) => response.end(absent))
    server.on('connection', () => {
      connections += 1
    })
    await using at = await listening(server)
    const wire = createRawClient({ endpoint: `https://127.0.0.1:${at.port}`, retry: persistent, ...wireOptions })
    await expect(wire.call('DescribeRegions', {})).rejects.toMatchObject({
      name: 'NetworkError',
      kind: 'stop',
      isSent: false,
      attempts: 1,
      message: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    })
    expect(connections).toBe(1)
  })
})

describe('an agent of the program that gives a tunnel before its handshake is over', () => {
  class Tunnelling extends Agent {
    override createConnection(
      options: AgentOptions & { port?: number; host?: string },
      made: (error: Error | null, socket: Duplex) => void,
    ) {
      const tunnel = connect(options.port ?? 0, options.host ?? '', () =>
        made(null, connectTls({ socket: tunnel, servername: 'tunnel.test' })),
      )
      return undefined
    }
  }

  test.each(['is not answered', 'is refused'])('says that nothing was sent where that %s', async (how) => {
    const [key, cert] = ['key.pem', 'certificate.pem'].map((name) => readFileSync(new URL(`tls/${name}`, import.meta.url)))
    await using silent = await rawServer(() => {})
    await using refused = await listening(createTlsServer({ key, cert }, (_, response) => response.end(absent)))
    const own = https.globalAgent
    https.globalAgent = new Tunnelling()
    try {
      const endpoint = how === 'is refused' ? `https://127.0.0.1:${refused.port}` : `https://${silent.host}`
      const wire = createRawClient({ endpoint, attemptTimeoutMs: 300 })
      await expect(wire.call('DescribeRegions', {})).rejects.toMatchObject({ isSent: false })
    } finally {
      https.globalAgent = own
    }
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

    override createConnection(
      options: AgentOptions & { port?: number; host?: string },
      made: (error: Error | null, socket: Duplex) => void,
    ) {
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
    const [key, cert] = ['key.pem', 'certificate.pem'].map((name) => readFileSync(new URL(`tls/${name}`, import.meta.url)))
    const server = createTlsServer({ key, cert }, (_, response) => response.writeHead(404, { connection: 'close' }).end(absent))
    await using at = await listening(server)
    const own = https.globalAgent
    https.globalAgent = new Replaying(answer, answer)
    try {
      const wire = createRawClient({
        endpoint: `https://127.0.0.1:${at.port}`,
        retry: (attempt) => attempt().catch(attempt),
        attemptTimeoutMs: 500,
      })
      const once = createRawClient({ endpoint: `https://127.0.0.1:${at.port}`, attemptTimeoutMs: 500 })
      const deletion = { VpnConnectionId: 'vco-1', RegionId: 'cn-hangzhou', ClientToken: 'token' }
      const failed = await once.call('DescribeRegions', {}).catch((error) => error)
      expect(failed).toMatchObject({ kind: 'transient', isSent: false, ...(status && { status }) })
      await expect(wire.call('DeleteVpnConnection', deletion)).rejects.toMatchObject({ kind: 'gone', attempts: 2 })
    } finally {
      https.globalAgent = own
    }
  })
})

describe('what failed before anything was sent', () => {
  const deletion = { VpnConnectionId: 'vco-typo', RegionId: 'cn-hangzhou' }
  const notFound = async () => new Response(absent, { status: 404 })
  /** Fails once by another `fetch`, and is answered that there is no such connection then. */
  const afterFailure = (fail: () => Promise<Response>) => {
    let calls = 0
    const fetch = () => (++calls === 1 ? fail() : notFound())
    return createRawClient({ endpoint: 'http://127.0.0.1:1', retry: (attempt) => attempt().catch(attempt), fetch })
  }
  const failing =
    (code: string, name = 'Error') =>
    () =>
      Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('f'), { code, name }) }))

  test.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EAI_FAIL',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'EADDRNOTAVAIL',
    'UND_ERR_CONNECT_TIMEOUT',
    'UND_ERR_PRX_CONN',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
    'ERR_SSL_NO_SHARED_CIPHER',
    'ERR_SSL_DH_KEY_TOO_SMALL',
    'ERR_SSL_UNSUPPORTED_PROTOCOL',
    'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
    'ERR_TLS_HANDSHAKE_TIMEOUT',
    'ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED',
    'ERR_SSL_UNSUPPORTED_COMPRESSION_ALGORITHM',
    'OUT_OF_MEM',
  ])('by %s is no deletion that was done', async (code) => {
    await expect(afterFailure(failing(code)).call('DeleteVpnConnection', deletion)).rejects.toMatchObject({ kind: 'gone' })
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
    const cause = Object.assign(new Error(`${syscall} ${code}`), { code, syscall })
    const wire = afterFailure(() => Promise.reject(new TypeError('fetch failed', { cause })))
    const end = await wire.call('DeleteVpnConnection', deletion).catch((error) => error)
    expect(end).toMatchObject(kind === undefined ? { alreadyGone: true } : { kind })
  })

  /** Every code by which Node refuses a certificate, as OpenSSL names them. */
  const refusedCertificates = [
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_CRL',
    'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
    'UNABLE_TO_DECRYPT_CRL_SIGNATURE',
    'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
    'CERT_SIGNATURE_FAILURE',
    'CRL_SIGNATURE_FAILURE',
    'CERT_NOT_YET_VALID',
    'CERT_HAS_EXPIRED',
    'CRL_NOT_YET_VALID',
    'CRL_HAS_EXPIRED',
    'ERROR_IN_CERT_NOT_BEFORE_FIELD',
    'ERROR_IN_CERT_NOT_AFTER_FIELD',
    'ERROR_IN_CRL_LAST_UPDATE_FIELD',
    'ERROR_IN_CRL_NEXT_UPDATE_FIELD',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'CERT_CHAIN_TOO_LONG',
    'CERT_REVOKED',
    'INVALID_CA',
    'PATH_LENGTH_EXCEEDED',
    'INVALID_PURPOSE',
    'CERT_UNTRUSTED',
    'CERT_REJECTED',
    'HOSTNAME_MISMATCH',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'UNSPECIFIED',
  ]

  test.each(refusedCertificates)('by a certificate that is refused as %s ends the call, and the way out is named', async (code) => {
    // As Node makes it: with nothing but a message and a code.
    const cause = Object.assign(new Error('CA signature digest algorithm too weak'), { code })
    let calls = 0
    const fetch = () => {
      calls += 1
      return Promise.reject(new TypeError('fetch failed', { cause }))
    }
    const wire = createRawClient({ endpoint: 'http://127.0.0.1:1', retry: persistent, fetch })
    const message = expect.stringContaining('NODE_EXTRA_CA_CERTS')
    const refused = { name: 'NetworkError', kind: 'stop', isSent: false, attempts: 1, message }
    await expect(wire.call('DeleteVpnConnection', deletion)).rejects.toMatchObject(refused)
    expect(calls).toBe(1)
  })

  test('by something else that is not specified may have been done', async () => {
    const cause = Object.assign(new Error('of a gateway between'), { code: 'UNSPECIFIED', status: 2 })
    expect(await afterFailure(() => Promise.reject(cause)).call('DeleteVpnConnection', deletion)).toMatchObject({ alreadyGone: true })
  })

  test.each(['BAD_EXTENSION', 'UNEXPECTED_MESSAGE', 'LENGTH_MISMATCH', 'EXCESSIVE_MESSAGE_SIZE'])(
    'by %s, which may come after the handshake, may have been done',
    async (code) => {
      const fail = failing(`ERR_SSL_${code}`)
      expect(await afterFailure(fail).call('DeleteVpnConnection', deletion)).toEqual({ RequestId: 'r', alreadyGone: true })
    },
  )

  test('by a port that `fetch` refuses is no deletion that was done', async () => {
    const fail = () => Promise.reject(new TypeError('fetch failed', { cause: new Error('bad port') }))
    await expect(afterFailure(fail).call('DeleteVpnConnection', deletion)).rejects.toMatchObject({ kind: 'gone' })
  })

  test.each(overs)('over %s, by a handshake that the other side ends, is no deletion that was done', async (_, options) => {
    await using server = await listening(createNetServer((socket) => socket.on('error', () => {}).once('data', () => socket.end())))
    const wire = createRawClient({ endpoint: `https://127.0.0.1:${server.port}`, ...options })
    await expect(wire.call('DeleteVpnConnection', deletion)).rejects.toMatchObject({ name: 'NetworkError', isSent: false })
  })

  test('by a record of a wrong length is a passing fault, and no certificate', async () => {
    const wire = createRawClient({ endpoint: 'http://127.0.0.1:1', fetch: failing('ERR_SSL_LENGTH_MISMATCH') })
    await expect(wire.call('DescribeRegions', {})).rejects.toMatchObject({ kind: 'transient' })
  })

  test('at every address of a name is no deletion that was done', async () => {
    const each = ['ETIMEDOUT', 'ENETUNREACH'].map((code) => Object.assign(new Error('c'), { code, syscall: 'connect' }))
    const wire = afterFailure(() => Promise.reject(new TypeError('fetch failed', { cause: new AggregateError(each) })))
    await expect(wire.call('DeleteVpnConnection', deletion)).rejects.toMatchObject({ kind: 'gone' })
  })

  test('by one of several tries may have been done', async () => {
    const each = ['ECONNREFUSED', 'ECONNRESET'].map((code) => Object.assign(new Error('c'), { code }))
    const wire = afterFailure(() => Promise.any(each.map((error) => Promise.reject(error))))
    expect(await wire.call('DeleteVpnConnection', deletion)).toEqual({ RequestId: 'r', alreadyGone: true })
  })

  test.each(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'])(
    'by %s may have been done',
    async (code) => {
      expect(await afterFailure(failing(code)).call('DeleteVpnConnection', deletion)).toEqual({ RequestId: 'r', alreadyGone: true })
    },
  )

  test.each([
    ['a handshake that is not answered', 'https', false],
    ['a request that is not answered', 'http', true],
  ])('%s in time says whether it was sent', async (_, protocol, isSent) => {
    await using server = await rawServer(() => {})
    const wire = createRawClient({ endpoint: `${protocol}://${server.host}`, attemptTimeoutMs: 200 })
    await expect(wire.call('DescribeRegions', {})).rejects.toMatchObject({ name: 'TimeoutError', isSent })
    await expect(wire.call('DescribeRegions', {}, { timeoutMs: 100 })).rejects.toMatchObject({ name: 'TimeoutError', isSent })
  })

  const neverSent: [string, object][] = [
    ['keys that do not come', { credentials: () => new Promise(() => {}) }],
    ['a policy that waits first', { retry: () => new Promise(() => {}) }],
    [
      'connections that are refused, over `fetch`',
      {
        fetch: failing('ECONNREFUSED'),
        retry: async (attempt: () => Promise<unknown>) => {
          await attempt().catch(() => {})
          return new Promise(() => {})
        },
      },
    ],
  ]

  test.each(neverSent)('%s until the time of the call is over say that nothing was sent', async (_, options) => {
    const wire = createRawClient({ endpoint: 'http://127.0.0.1:1', ...options })
    await expect(wire.call('DescribeRegions', {}, { timeoutMs: 50 })).rejects.toMatchObject({ name: 'TimeoutError', isSent: false })
  })

  test('an answer that was no success, before the time of the call is over, says that something was sent', async () => {
    const throttled = async () => new Response('', { status: 429 })
    const retry = async (attempt: () => Promise<unknown>) => attempt().catch(() => new Promise(() => {}))
    const wire = createRawClient({ endpoint: 'http://127.0.0.1:1', fetch: throttled, retry: retry as Retry })
    await expect(wire.call('DescribeRegions', {}, { timeoutMs: 50 })).rejects.toMatchObject({ name: 'TimeoutError', isSent: true })
  })

  test('over a kept connection that was cut it may have been sent', async () => {
    let requests = 0
    await using server = await rawServer((socket) => {
      if (++requests === 1) socket.write(httpAnswer(200, '{"RequestId":"r"}').replace('connection: close\r\n', ''))
      else socket.resetAndDestroy()
    })
    const wire = createRawClient({ endpoint: server.url })
    await wire.call('DescribeRegions', {})
    const second = wire.call('DescribeRegions', {}).catch((error) => error)
    expect(await second).toMatchObject({ name: 'NetworkError', isSent: true })
  })
})
