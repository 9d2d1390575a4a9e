import { errorKindOf, isOperationName, operationFacts, resourceFacts, resourceNames } from '@vpn-gateway/core'
import { absent, type RequestEntry, type StateEntry, type TaskEntry } from '../emulator/admin.ts'
import { seconds, workAt } from '../emulator/work.ts'
import { rootOf, type World } from '../emulator/world.ts'

/** What a line tells of. */
export type LineKind = 'busy' | 'free' | 'begun' | 'ended' | 'failed' | 'accepted' | 'refused' | 'poll' | 'proof'

/** One line of what happened on a gateway. */
export interface Line {
  readonly atMs: number
  readonly kind: LineKind
  readonly words: string
  /** The same call was sent before, with the same idempotency token. */
  readonly isRetry?: boolean
}

/** What happened on one gateway and on what belongs to it, in the order of time. */
export function storyOf(world: World, gatewayId: string): Line[] {
  const isHere = (id: string) => rootOf(world, id) === gatewayId
  const tokens = new Set<string>()
  const lines = [
    ...world.requests.filter((each) => idsIn(each).some(isHere)).map((each) => requestLine(each, world, tokens)),
    ...world.tasks.filter(({ id }) => isHere(id)).flatMap(taskLines),
    ...world.states.filter(({ id }) => isHere(id)).map((each) => stateLine(each)),
  ]
  // Of one moment the call comes first: the rest is its work. A sort keeps the order of equals.
  return lines.sort((one, other) => one.atMs - other.atMs)
}

/** The same with one line for each run of polls. */
export function withPollsFolded(lines: readonly Line[]): Line[] {
  const folded: Line[] = []
  let run: Line[] = []
  for (const line of [...lines, undefined]) {
    if (line?.kind === 'poll') run.push(line)
    else {
      const last = run.at(-1)
      if (last) folded.push({ ...last, words: run.length === 1 ? `poll: ${last.words}` : `${run.length} polls, the last ${last.words}` })
      run = []
      if (line) folded.push(line)
    }
  }
  return folded
}

const idParameters = new Set(resourceNames.map((name) => resourceFacts(name).id))

function idsIn({ parameters }: RequestEntry): string[] {
  return Object.entries(parameters).flatMap(([name, value]) => (idParameters.has(name) ? [value] : []))
}

/** @param tokens the idempotency tokens of requests before it */
function requestLine(request: RequestEntry, world: World, tokens: Set<string>): Line {
  const { operation = 'unknown operation', parameters, atMs, status, code } = request
  const facts = isOperationName(operation) ? operationFacts(operation) : undefined
  const isPoll = facts?.verb === 'read' || facts?.verb === 'list'
  const token = parameters[facts?.idempotencyParameter ?? '']
  const isRetry = token !== undefined && tokens.has(token)
  if (token !== undefined) tokens.add(token)
  const [id = ''] = idsIn(request)
  const call = `${operation} ${id}${isRetry ? ', again with its token' : ''}`
  if (status === 0) return { atMs, kind: 'refused', words: `${call}: no answer left`, isRetry }
  if (code === undefined)
    return {
      atMs,
      kind: isPoll ? 'poll' : 'accepted',
      words: isPoll ? call : `${call}: ${facts?.longRunning ? 'accepted' : 'answered'}`,
      isRetry,
    }
  const kind = errorKindOf(code)
  if (kind === 'gone') return { atMs, kind: isPoll ? 'proof' : 'refused', words: `${call}: not there (${code})`, isRetry }
  return { atMs, kind: 'refused', words: `${call}: refused, ${code}${kind === 'busy' ? reasonOf(world, id, atMs) : ''}`, isRetry }
}

function reasonOf(world: World, id: string, atMs: number): string {
  const gatewayId = rootOf(world, id)
  const work = workAt(world, gatewayId, atMs)
  return work ? `, because ${gatewayId} was at work on the deletion of ${work.id}` : ', a planted fault'
}

function taskLines({ id, startedAtMs, endedAtMs, failed }: TaskEntry): Line[] {
  const begun: Line = { atMs: startedAtMs, kind: 'begun', words: `deletion of ${id} begins` }
  if (endedAtMs === undefined) return [begun]
  const took = seconds(endedAtMs - startedAtMs)
  return [
    begun,
    { atMs: endedAtMs, kind: failed ? 'failed' : 'ended', words: `deletion of ${id} ${failed ? 'fails' : 'ends'} after ${took}` },
  ]
}

const busyStates = new Set(resourceNames.map((name) => resourceFacts(name).status?.busy))

function stateLine({ atMs, id, state }: StateEntry): Line {
  return { atMs, kind: busyStates.has(state) ? 'busy' : 'free', words: `${id} is ${state === absent ? 'gone' : state}` }
}
