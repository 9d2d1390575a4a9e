import type { Agent, AgentOptions, request } from 'node:http'
import type { Socket } from 'node:net'

/** What is asked of `node:http` and `node:https` alike. */
export interface HttpModule {
  readonly request: typeof request
  readonly Agent: new (options: AgentOptions) => Agent
  readonly globalAgent: Agent & { readonly options?: AgentOptions }
}

/** How long a connection is kept that nobody uses, as Node's own agent does. */
const idleMs = 5_000

/** Ours for each agent of the process; all clients share it. */
const agents = new WeakMap<Agent, Agent>()

/**
 * An agent like that of the process: it keeps connections alive, and knows the proxies and certificates that Node was
 * told of. But its timer runs only on connections that nobody uses, as the clock of the wire limits each attempt. An
 * agent that the program made or changed itself is used as it is.
 */
export function agentFor({ Agent, globalAgent }: HttpModule): Agent {
  if (!isNodesOwn(Agent, globalAgent)) return globalAgent
  const known = agents.get(globalAgent)
  if (known) return known
  const { timeout: _, ...options } = globalAgent.options ?? {}
  const agent = new Agent({ ...options, keepAlive: true })
  agent.on('free', closeWhenIdle(agent))
  agents.set(globalAgent, agent)
  return agent
}

function isNodesOwn(Agent: HttpModule['Agent'], agent: HttpModule['globalAgent']): boolean {
  const { timeout, scheduling } = agent.options ?? {}
  return (
    Object.getPrototypeOf(agent) === Agent.prototype &&
    timeout === idleMs &&
    scheduling === 'lifo' &&
    agent.maxSockets === Number.POSITIVE_INFINITY &&
    !Object.hasOwn(agent, 'createConnection')
  )
}

function closeWhenIdle(agent: Agent): (socket: Socket) => void {
  const watched = new WeakSet<Socket>()
  const isFree = (socket: Socket) => Object.values(agent.freeSockets).some((sockets) => sockets?.includes(socket))
  return (socket) => {
    // The other side may have named a shorter time.
    if (!socket.timeout) socket.setTimeout(idleMs)
    if (watched.has(socket)) return
    watched.add(socket)
    socket.on('timeout', () => {
      if (isFree(socket)) socket.destroy()
    })
  }
}
