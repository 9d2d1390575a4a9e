import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { agentFor, type HttpModule } from './agent.node.ts'
import { Bytes } from './bytes.ts'
import type { Cancellation } from './cancellation.ts'
import type { Answer, Transport } from './transport.ts'

/**
 * Node's http client, far lighter than its `fetch`, above all for the first call: see
 * docs/decisions/0001-node-transport.md.
 */
export function defaultTransport(origin: string): Transport {
  const { protocol, hostname, port } = new URL(origin)
  const address = { protocol, hostname: hostname.replace(/^\[(.*)\]$/, '$1'), port }
  const connected = protocol === 'https:' ? 'secureConnect' : 'connect'
  let http: HttpModule | undefined
  return (ready, cancellation) =>
    new Promise((resolve, reject) => {
      http ??= httpModule(protocol)
      const { request: open } = http
      const agent = agentFor(http)
      const { method, path, headers, body } = ready
      cancellation.isSent = false
      const sent = () => {
        cancellation.isSent = true
      }
      const request = open({ ...address, agent, method, path, headers })
      cancellation.attach(request)
      // What a kept connection was given is on its way; over a tunnel that a proxy has made the handshake may be to come. Where it has
      // refused the tunnel an agent of the program may give its answer by a socket that takes nothing.
      request.on('socket', (socket: Socket & { readonly secureConnecting?: boolean }) => {
        if (socket.connecting || socket.secureConnecting) socket.once(connected, sent)
        else if (socket.writable) sent()
      })
      request.on('error', (error: NodeJS.ErrnoException) => {
        cancellation.isStale = !cancellation.isCancelled && isStale(request, error)
        reject(error)
      })
      request.on('response', (message) => resolve(answerOf(message, cancellation)))
      request.end(body)
    })
}

/** Says whether a kept connection was closed by the other side before an answer came: most likely before the request did. */
function isStale({ reusedSocket, res }: ClientRequest & { readonly res?: unknown }, { code }: NodeJS.ErrnoException): boolean {
  return reusedSocket && !res && (code === 'ECONNRESET' || code === 'EPIPE')
}

// Lazy: loading it at import would double a bare start.
function httpModule(protocol: string): HttpModule {
  return protocol === 'https:' ? process.getBuiltinModule('node:https') : process.getBuiltinModule('node:http')
}

/** Decodes a body, which a proxy may have encoded unasked. */
function decoded(message: IncomingMessage): Readable {
  const encoding = headerOf(message, 'content-encoding')
  if (encoding === undefined) return message
  const words = encoding.toLowerCase().split(',')
  const codings = words.map((word) => word.trim()).filter((word) => word !== '' && word !== 'identity')
  // More than two would only cost memory.
  if (codings.length === 0 || codings.length > 2 || !codings.every((coding) => /^(x-)?gzip$|^deflate$|^br$/.test(coding))) return message
  const { createBrotliDecompress, createUnzip } = process.getBuiltinModule('node:zlib')
  return codings.reduceRight<Readable>((body, coding) => {
    if (coding === 'deflate') return inflated(body)
    const next = coding === 'br' ? createBrotliDecompress() : createUnzip()
    if (body !== message) body.on('error', (error) => next.destroy(error))
    return body.pipe(next)
  }, message)
}

/** Decodes `deflate`, which some servers send without the header of zlib: the first byte says which it is. */
function inflated(body: Readable): Readable {
  const { createInflateRaw, createUnzip } = process.getBuiltinModule('node:zlib')
  const { PassThrough, pipeline } = process.getBuiltinModule('node:stream')
  const output = new PassThrough()
  body.once('readable', () => {
    const first: Uint8Array | null = body.read()
    if (first) body.unshift(first)
    pipeline(body, first && ((first[0] ?? 0) & 15) !== 8 ? createInflateRaw() : createUnzip(), output, () => {})
  })
  body.on('error', (error) => output.destroy(error))
  return output
}

/** Gives a header, of several of one name all, as `fetch` does. Without Node's own object of all headers, which takes longer to make. */
function headerOf({ rawHeaders }: IncomingMessage, name: string): string | undefined {
  let value: string | undefined
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const known = rawHeaders[at] ?? ''
    if (known.length === name.length && known.toLowerCase() === name)
      value = value === undefined ? rawHeaders[at + 1] : `${value}, ${rawHeaders[at + 1]}`
  }
  return value
}

function answerOf(message: IncomingMessage, cancellation: Cancellation): Answer {
  return {
    status: message.statusCode ?? 0,
    header: (name) => headerOf(message, name),
    read: (limit) =>
      new Promise((resolve, reject) => {
        const bytes = new Bytes(limit)
        const body = decoded(message)
        body.on('data', (chunk: Uint8Array) => {
          if (bytes.add(chunk)) return
          message.destroy()
          body.destroy()
          resolve(undefined)
        })
        // The next call may use the connection from now on.
        message.on('end', () => {
          cancellation.release()
          if (body === message) resolve(bytes.joined())
        })
        message.on('error', reject)
        if (body === message) return
        body.on('end', () => resolve(bytes.joined()))
        // An empty body is complete, whatever its content-encoding says.
        let isEmpty = true
        message.once('data', () => (isEmpty = false))
        body.on('error', (error) => (isEmpty ? resolve(bytes.joined()) : reject(error)))
      }),
  }
}
