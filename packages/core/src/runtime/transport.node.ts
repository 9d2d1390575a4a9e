import type { IncomingMessage } from 'node:http'
import { Bytes } from '../wire/bytes.ts'
import type { Answer, Transport } from '../wire/transport.ts'

/**
 * Node's http client with the agent of the whole process, which keeps connections alive, knows the proxies that Node was
 * told to use, and may be replaced by the program. Far lighter than `fetch`, above all for the first call: see
 * docs/decisions/0001-node-transport.md.
 */
export function defaultTransport(origin: string): Transport {
  const { protocol, hostname, port } = new URL(origin)
  const address = { protocol, hostname: hostname.replace(/^\[(.*)\]$/, '$1'), port }
  return ({ method, path, headers, body }, signal) =>
    new Promise((resolve, reject) => {
      const request = httpModule(protocol).request({ ...address, method, path, headers })
      const destroy = () => request.destroy()
      signal.addEventListener('abort', destroy, { once: true })
      const release = () => signal.removeEventListener('abort', destroy)
      request.on('error', reject)
      request.on('response', (message) => resolve(answerOf(message, destroy, release)))
      request.end(body)
    })
}

// Asked for at the first request: loading it eagerly would double a bare start.
function httpModule(protocol: string): Pick<typeof import('node:http'), 'request'> {
  return protocol === 'https:' ? process.getBuiltinModule('node:https') : process.getBuiltinModule('node:http')
}

function answerOf(message: IncomingMessage, destroy: () => void, release: () => void): Answer {
  return {
    status: message.statusCode ?? 0,
    header(name) {
      const value = message.headers[name]
      return Array.isArray(value) ? value[0] : value
    },
    read: (limit) =>
      new Promise((resolve, reject) => {
        const bytes = new Bytes(limit)
        message.on('data', (chunk: Uint8Array) => {
          if (bytes.add(chunk)) return
          destroy()
          resolve(undefined)
        })
        message.on('end', () => {
          release()
          resolve(bytes.joined())
        })
        message.on('error', reject)
      }),
  }
}
