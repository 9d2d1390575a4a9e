import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { OptionError } from '@vpn-gateway/core'
import { type Emulator, serviceOf } from '../emulator.ts'
import { textAnswer } from '../http/answer.ts'
import { createHandler } from './handler.node.ts'
import { limitsOf, type ServerLimits } from './limits.ts'
import { originGuard } from './origin-guard.ts'
import { type Pages, StaticPages } from './pages.node.ts'
import { inTurn } from './pipelining.node.ts'

/** Address of an emulator behind a port, and its limits. */
export interface ServeOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** The address to listen on; with any but loopback, other machines may reach it, and change everything. @defaultValue '127.0.0.1' */
  readonly host?: string
  /** Names besides `localhost` under which it may be called, for example that of a container. */
  readonly names?: readonly string[]
  readonly limits?: Partial<ServerLimits>
  /** Folders of files to serve beside the service, by the path that they are under, such as `/docs/`. */
  readonly pages?: Pages
}

/** An emulator behind a port. */
export interface EmulatorServer {
  /** For example `http://127.0.0.1:4010`. */
  readonly url: string
  readonly port: number
  /** Ends every connection and frees the port; once is enough, more does no harm. */
  close(): Promise<void>
}

/**
 * Puts an emulator behind a port of this machine, with its admin interface under `/_emulator/`.
 *
 * @throws {OptionError} for a value that is no port, host, limit, folder or emulator.
 */
export async function serve(emulator: Emulator, options: ServeOptions = {}): Promise<EmulatorServer> {
  if (typeof options !== 'object' || options === null) throw new OptionError('options', 'must be an object')
  const { port = 0, host = '127.0.0.1', names = [] } = options
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new OptionError('port', 'must be a whole number from 0 to 65535')
  if (typeof host !== 'string' || host === '') throw new OptionError('host', 'must be an address of this machine')
  if (!Array.isArray(names) || !names.every((name) => /^[\w.-]+$/.test(name)))
    throw new OptionError('names', 'must be a list of host names, without ports')
  const limits = limitsOf(options.limits)
  const pages = new StaticPages(options.pages ?? {})
  const handler = createHandler({ service: serviceOf(emulator), guard: originGuard(host, names), limits, pages })
  const turns = inTurn(handler, limits.arrivalMs)
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.arrivalMs,
      requestTimeout: limits.arrivalMs,
      connectionsCheckingInterval: Math.min(limits.arrivalMs, 1000),
      // Longer than clients keep a connection that they do not use, so that none is closed under a request.
      keepAliveTimeout: 65_000,
    },
    turns.listener,
  )
  explainRefusals(server, limits, turns.unanswered)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address() as AddressInfo
  let closed: Promise<void> | undefined
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return {
    url: `http://${name}:${address.port}`,
    port: address.port,
    close: () => {
      closed ??= new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      })
      return closed
    },
  }
}

/** Answers connections that are too many, and requests that cannot be read, before it ends them. */
function explainRefusals(
  server: Server,
  { connections, headerBytes, arrivalMs }: ServerLimits,
  unanswered: (socket: Socket) => ServerResponse | undefined,
): void {
  let open = 0
  server.on('connection', (socket: Socket) => {
    open += 1
    socket.once('close', () => {
      open -= 1
    })
    if (open > connections) refuse(socket, '503 Service Unavailable', `there may be ${connections} connections at a time`)
  })
  server.on('clientError', (error: NodeJS.ErrnoException, duplex) => {
    const socket = duplex as Socket
    // An earlier request is answered, and that says more than that the rest cannot be read.
    const pending = unanswered(socket)
    if (pending) return void pending.once('close', () => socket.destroySoon())
    if (error.code === 'HPE_HEADER_OVERFLOW')
      refuse(socket, '431 Request Header Fields Too Large', `the headers must stay within ${headerBytes} bytes`)
    else if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT')
      refuse(socket, '408 Request Timeout', `a request must arrive within ${arrivalMs} ms`)
    else refuse(socket, '400 Bad Request', 'the request cannot be read')
  })
}

function refuse(socket: Socket, status: string, rule: string): void {
  if (!socket.writable) return
  const { headers, body } = textAnswer(0, rule)
  const lines = Object.entries({ ...headers, 'content-length': String(body.length), connection: 'close' })
  socket.end(`HTTP/1.1 ${status}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`)
  // Nothing more is read of a caller who goes on sending.
  socket.once('finish', () => socket.destroy())
}
