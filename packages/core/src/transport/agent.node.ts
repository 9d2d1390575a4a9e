import type { Agent, AgentOptions, request } from 'node:http'

/** The part of `node:http` and `node:https` that is used. */
export interface HttpModule {
  readonly request: typeof request
  readonly Agent: new (options: AgentOptions) => Agent
  readonly globalAgent: Agent & { readonly options?: AgentOptions }
}

/** Ours for each agent of the process; all clients share it. */
const agents = new WeakMap<Agent, Agent>()

/**
 * An agent like that of the process: it keeps connections alive, and knows the proxies and certificates that Node was
 * is given, but has no timer on every socket, as the clock of the wire limits each attempt. An agent that the program made
 * or changed itself is used as it is.
 */
export function agentFor({ Agent, globalAgent }: HttpModule): Agent {
  if (!isNodesOwn(Agent, globalAgent)) return globalAgent
  const known = agents.get(globalAgent)
  if (known) return known
  const { timeout: _, ...options } = globalAgent.options ?? {}
  const agent = new Agent({ ...options, keepAlive: true })
  agents.set(globalAgent, agent)
  return agent
}

function isNodesOwn(Agent: HttpModule['Agent'], agent: HttpModule['globalAgent']): boolean {
  const { timeout, scheduling } = agent.options ?? {}
  return (
    Object.getPrototypeOf(agent) === Agent.prototype &&
    timeout === 5_000 &&
    scheduling === 'lifo' &&
    agent.maxSockets === Number.POSITIVE_INFINITY &&
    !Object.hasOwn(agent, 'createConnection')
  )
}
