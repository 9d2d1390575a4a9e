import type { Agent, AgentOptions, IncomingMessage } from 'node:http'
import { Bytes } from '../wire/bytes.ts'
import type { Ending } from '../wire/deadline.ts'
import type { Answer, Transport } from '../wire/transport.ts'

/**
 * Node's http client, far lighter than its `fetch`, above all for the first call: see
 * docs/decisions/0001-node-transport.md.
 */
export function defaultTransport(origin: string): Transport {
  const { protocol, hostname, port } = new URL(origin)
  const address = { protocol, hostname: hostname.replace(/^\[(.*)\]$/, '$1'), port }
  let http: HttpModule | undefined
  let agent: Agent | undefined
  return ({ method, path, headers, body }, ending) =>
    new Promise((resolve, reject) => {
      http ??= httpModule(protocol)
      agent ??= agentOf(http)
      const request = http.request({ ...address, agent, method, path, headers })
      ending.open = request
      request.on('error', reject)
      request.on('response', (message) => resolve(answerOf(message, ending)))
      request.end(body)
    })
}

// Asked for at the first request: loading it eagerly would double a bare start.
function httpModule(protocol: string): HttpModule {
  return protocol === 'https:' ? process.getBuiltinModule('node:https') : process.getBuiltinModule('node:http')
}

interface HttpModule {
  readonly request: typeof import('node:http').request
  readonly Agent: new (options: AgentOptions) => Agent
  readonly globalAgent: Agent & { readonly options?: AgentOptions }
}

/**
 * An agent like that of the process, which keeps connections alive and knows the proxies that Node was told to use; but
 * without its timer on every socket, as the clock of the wire limits each attempt. One that the program put in its place
 * is used as it is.
 */
function agentOf({ Agent, globalAgent }: HttpModule): Agent {
  if (Object.getPrototypeOf(globalAgent) !== Agent.prototype) return globalAgent
  const { timeout: _, ...options } = globalAgent.options ?? {}
  return new Agent({ ...options, keepAlive: true })
}

function answerOf(message: IncomingMessage, ending: Ending): Answer {
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
          message.destroy()
          resolve(undefined)
        })
        message.on('end', () => {
          // The connection is another call's from now on.
          ending.open = undefined
          resolve(bytes.joined())
        })
        message.on('error', reject)
      }),
  }
}
