import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRequest, sendResponse } from '@remix-run/node-fetch-server'
import { type Fetch, OptionError } from '@vpn-gateway/core'
import { crossOrigin } from './cross-origin.ts'
import type { Emulator } from './emulator.ts'
import { ConnectionReset } from './service/answer.ts'

/** Where an emulator listens. */
export interface ServeOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** A loopback address; `127.0.0.1` by default. */
  readonly host?: string
}

/** An emulator behind a port. */
export interface EmulatorServer {
  /** For example `http://127.0.0.1:4010`. */
  readonly url: string
  readonly port: number
  /** Ends every connection and frees the port; once is enough, more does no harm. */
  close(): Promise<void>
}

const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

/**
 * Puts an emulator behind a port of this machine.
 *
 * @throws {OptionError} for a host that is not loopback, and for what is no port.
 */
export async function serve(
  emulator: Pick<Emulator, 'fetch'>,
  { port = 0, host = '127.0.0.1' }: ServeOptions = {},
): Promise<EmulatorServer> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new OptionError('port', 'must be a whole number from 0 to 65535')
  if (!loopback.has(host)) throw new OptionError('host', `must be one of ${[...loopback].join(', ')}`)
  const answer = forLocalPages(emulator.fetch)
  const server = createServer((request, response) => void handle(answer, request, response))
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

/** Answers as soon as the emulator does, for scripts that wait for it. */
const healthPath = '/_emulator/health'

/** Answers over a port; a connection that is told to break really does. */
async function handle(fetch: Fetch, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  try {
    if (incoming.url === healthPath) {
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}\n')
      return
    }
    await sendResponse(outgoing, await fetch(createRequest(incoming, outgoing)))
  } catch (error) {
    if (error instanceof ConnectionReset || outgoing.headersSent) outgoing.destroy()
    else outgoing.writeHead(400, { 'content-type': 'text/plain' }).end('the request cannot be read\n')
  }
}

/** Pages of this machine, as a frontend under development is, may call it; pages of the web may not. */
function forLocalPages(fetch: Fetch): Fetch {
  const shared = crossOrigin(fetch)
  return async (request) => {
    const origin = request.headers.get('origin')
    if (origin === null) return fetch(request)
    const isLocal = URL.canParse(origin) && loopback.has(new URL(origin).hostname.replace(/^\[|\]$/g, ''))
    return isLocal ? shared(request) : new Response('pages of other machines may not call the emulator\n', { status: 403 })
  }
}
