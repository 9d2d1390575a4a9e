import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import type { Clock } from '../src/clock.ts'
import type { OperationAnswer } from '../src/operation.ts'
import type { CallOptions, RawClientOptions, Retry } from '../src/wire/options.ts'
import { createRawClient, type RawClient } from '../src/wire/raw-client.ts'

export const key = { accessKeyId: 'id', accessKeySecret: 'secret' }
export const deletion = { VpnConnectionId: 'vco-typo', RegionId: 'cn-hangzhou' }
export const twice: Retry = (attempt) => attempt().catch(attempt)

/** A client of an address where nothing listens, unless another is given. */
export function clientOf(options: Partial<RawClientOptions> = {}): RawClient {
  return createRawClient({ endpoint: 'http://127.0.0.1:1', ...options })
}

/** One call of a client of its own. */
export const describeRegions = (options: Partial<RawClientOptions> = {}, call?: CallOptions): Promise<OperationAnswer<'DescribeRegions'>> =>
  clientOf(options).call('DescribeRegions', {}, call)

export const deleteConnection = (
  options: Partial<RawClientOptions> = {},
  call?: CallOptions,
): Promise<OperationAnswer<'DeleteVpnConnection'>> => clientOf(options).call('DeleteVpnConnection', deletion, call)

interface Address {
  readonly port: number
  readonly host: string
  readonly url: string
}

interface RawServer extends Address, AsyncDisposable {
  /** Everything up to the empty line of each request, as it came. */
  readonly heads: string[]
}

/** A server that speaks as little HTTP as it can: it keeps what came and answers with the given bytes. */
export async function rawServer(answer: string | ((socket: Socket) => void) = answered): Promise<RawServer> {
  const heads: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let received = ''
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      const end = received.indexOf('\r\n\r\n')
      if (end < 0) return
      heads.push(received.slice(0, end))
      received = ''
      if (typeof answer === 'string') socket.end(Buffer.from(answer, 'latin1'))
      else answer(socket)
    })
  })
  const { [Symbol.asyncDispose]: close, ...at } = await listening(server)
  return {
    ...at,
    heads,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await close()
    },
  }
}

export async function listening(server: Server): Promise<Address & AsyncDisposable> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const host = `127.0.0.1:${port}`
  return {
    port,
    host,
    url: `http://${host}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** A whole HTTP answer. */
export function httpAnswer(status: number, body: string, type = 'application/json', headers: readonly string[] = []): string {
  const bytes = Buffer.from(body, 'utf8')
  const head = [`HTTP/1.1 ${status} X`, `content-type: ${type}`, `content-length: ${bytes.length}`, 'connection: close', ...headers]
  return `${head.join('\r\n')}\r\n\r\n${bytes.toString('latin1')}`
}

export const answered: string = httpAnswer(200, '{"RequestId":"r"}')
/** The body of a refusal. */
export const refused = (Code: string, Message = 'm'): string => JSON.stringify({ RequestId: 'r', Code, Message })
export const absent: string = refused('InvalidVpnConnectionInstanceId.NotFound')
export const notFound = async (): Promise<Response> => new Response(absent, { status: 404 })

/** An error as runtimes make it: its code, and more, one cause down. */
export const fetchFailed = (code: string, more: object = {}): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('planted'), { code, ...more }) })

/** A function that does one thing after another, the last one for ever. */
export function inTurn<T>(...turns: (() => T)[]): () => T {
  return () => (turns.length > 1 ? turns.shift() : turns[0])!()
}

export const never = (): Promise<never> => new Promise(() => {})

export const throwing = (): never => {
  throw new Error('planted')
}

/** Gives the answer or the error that a call ends with. */
export const endOf = (call: Promise<unknown>): Promise<Error & { readonly code?: string; readonly isSent?: boolean }> =>
  call.catch((error) => error) as ReturnType<typeof endOf>

export const optionError = (option: string): unknown => expect.objectContaining({ name: 'OptionError', option })

/** Each transport, as options of a client. */
export const overs: readonly [name: string, options: Partial<RawClientOptions>][] = [
  ['node:http', {}],
  ['fetch', { fetch: (request: Request) => fetch(request) }],
]

export const certificateFile: string = fileURLToPath(new URL('tls/certificate.pem', import.meta.url))
export const tls: { readonly key: Buffer; readonly cert: Buffer } = {
  key: readFileSync(new URL('tls/key.pem', import.meta.url)),
  cert: readFileSync(certificateFile),
}

interface StandingClock {
  readonly clock: Clock
  /** Lets the time pass to here, and everyone wake who slept until then. */
  readonly advanceTo: (time: number) => Promise<void>
  readonly sleepers: () => number
}

/** A clock that stands still until it is told the time. */
export function standingClock(): StandingClock {
  let now = 0
  const sleeping = new Set<{ at: number; wake: () => void }>()
  const clock: Clock = {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: now + ms, wake: resolve }
        sleeping.add(sleeper)
        signal?.addEventListener('abort', () => {
          sleeping.delete(sleeper)
          reject(signal.reason)
        })
      }),
  }
  const advanceTo = async (time: number) => {
    for (;;) {
      // Everything that is ready to run runs before the time moves on; who was woken may go to sleep again.
      for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve))
      const next = Math.min(...[...sleeping].map(({ at }) => at))
      if (next > time) break
      now = Math.max(now, next)
      for (const sleeper of [...sleeping].filter(({ at }) => at === next)) {
        sleeping.delete(sleeper)
        sleeper.wake()
      }
    }
    now = time
  }
  return { clock, advanceTo, sleepers: () => sleeping.size }
}
