import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'

export interface RawServer extends AsyncDisposable {
  readonly url: string
  readonly host: string
  /** Everything up to the empty line of each request, as it came. */
  readonly heads: string[]
}

/** A server that speaks as little HTTP as it can: it keeps what came and answers with the given bytes. */
export async function rawServer(answer: string | ((socket: Socket) => void)): Promise<RawServer> {
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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    heads,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** A whole HTTP answer. */
export function httpAnswer(status: number, body: string, type = 'application/json', headers: readonly string[] = []): string {
  const bytes = Buffer.from(body, 'utf8')
  const head = [`HTTP/1.1 ${status} X`, `content-type: ${type}`, `content-length: ${bytes.length}`, 'connection: close', ...headers]
  return `${head.join('\r\n')}\r\n\r\n${bytes.toString('latin1')}`
}
