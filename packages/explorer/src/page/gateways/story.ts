import { isOperationName, operationFacts, resourceFacts, resourceNames } from '@vpn-gateway/core'
import type { Happening } from './admin.ts'
import { timeOf, type World } from './world.ts'

/** One line of what happened on a gateway. */
export interface Line {
  readonly key: string
  readonly atMs: number
  readonly endMs?: number
  readonly kind: 'deletion' | 'busy' | 'free' | 'poll' | 'refusal' | 'call' | 'retry'
  readonly words: string
}

const ids = new Set(resourceNames.map((name) => resourceFacts(name).id))

/** What happened on one gateway and on what belongs to it, in the order of time. */
export function storyOf(world: World, gatewayId: string): Line[] {
  const isHere = (id: string) => id === gatewayId || world.parents.get(id) === gatewayId
  const seen = new Set<string>()
  return world.happenings
    .filter((each) => namesIn(each).some(isHere))
    .map((each, at) => ({ ...lineOf(each, seen), key: `${timeOf(each)} ${at}` }))
}

function namesIn(happening: Happening): string[] {
  if (happening.type !== 'request') return [happening.id]
  return Object.entries(happening.parameters).flatMap(([name, value]) => (ids.has(name) ? [value] : []))
}

/** @param seen idempotency tokens of requests before it: one that comes again is a retry */
function lineOf(happening: Happening, seen: Set<string>): Omit<Line, 'key'> {
  const atMs = timeOf(happening)
  if (happening.type === 'state')
    return { atMs, kind: isBusy(happening.state) ? 'busy' : 'free', words: `${happening.id} is ${happening.state}` }
  if (happening.type === 'task') {
    const { id, endedAtMs, failed } = happening
    const end = endedAtMs === undefined ? 'goes on' : failed ? 'came to nothing' : `took ${endedAtMs - atMs} ms`
    return { atMs, ...(endedAtMs !== undefined && { endMs: endedAtMs }), kind: 'deletion', words: `work on ${id} ${end}` }
  }
  const { operation = 'an unknown operation', status, code, parameters } = happening
  const facts = isOperationName(operation) ? operationFacts(operation) : undefined
  const token = parameters[facts?.idempotencyParameter ?? '']
  const isRepeat = token !== undefined && seen.has(token)
  if (token !== undefined) seen.add(token)
  const words = `${operation}${isRepeat ? ', again' : ''}: ${code ?? (status === 0 ? 'no answer' : status)}`
  if (isRepeat) return { atMs, kind: 'retry', words }
  if (code !== undefined || status === 0) return { atMs, kind: 'refusal', words }
  return { atMs, kind: facts?.verb === 'read' || facts?.verb === 'list' ? 'poll' : 'call', words }
}

const busyStates = new Set(resourceNames.map((name) => resourceFacts(name).status?.busy))

function isBusy(state: string): boolean {
  return busyStates.has(state)
}
