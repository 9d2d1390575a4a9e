import { errorKindOf, isOperationName, operationMetadata } from '@vpn-gateway/core'
import { absent, type RequestEntry, type StateEntry, type TaskEntry } from '../emulator/admin.ts'
import { type EmulatorState, rootOf } from '../emulator/emulator-state.ts'
import { seconds, workAt } from '../emulator/work.ts'
import { idsIn, isBusy } from '../spec/resources.ts'

/** Kind of event of a line. */
type LineKind = 'busy' | 'free' | 'begun' | 'ended' | 'failed' | 'accepted' | 'refused' | 'poll' | 'absence'

/** One line of what happened on a gateway. */
export interface Line {
  readonly atMs: number
  readonly kind: LineKind
  readonly words: string
  /** The same call was sent before, with the same idempotency token. */
  readonly isRetry?: boolean
}

/** Lists the events of one gateway and its children in the order of time. */
export function historyOf(emulator: EmulatorState, gatewayId: string): Line[] {
  const isHere = (id: string) => rootOf(emulator, id) === gatewayId
  const tokens = new Map<string, string>()
  const lines = [
    ...emulator.requests.filter((each) => idsIn(each.parameters).some(isHere)).map((each) => requestLine(each, emulator, tokens)),
    ...emulator.tasks.filter(({ id }) => isHere(id)).flatMap(taskLines),
    ...emulator.states.filter(({ id }) => isHere(id)).map(stateLine),
  ]
  // At the same moment the call comes first: the rest is its work. A sort keeps the order of equals.
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

/** @param tokens what was asked before, by idempotency token */
function requestLine(request: RequestEntry, emulator: EmulatorState, tokens: Map<string, string>): Line {
  const { operation = 'unknown operation', parameters, atMs, status, code } = request
  const metadata = isOperationName(operation) ? operationMetadata(operation) : undefined
  const isPoll = metadata?.verb === 'read' || metadata?.verb === 'list'
  const token = parameters[metadata?.idempotencyParameter ?? '']
  const same = token === undefined ? '' : JSON.stringify([operation, Object.entries(parameters).sort()])
  const isRetry = token !== undefined && tokens.get(token) === same
  if (token !== undefined) tokens.set(token, same)
  const [id = ''] = idsIn(parameters)
  const call = `${operation} ${id}${isRetry ? '; a retry with the same token' : ''}`
  const line = (kind: LineKind, words: string): Line => ({ atMs, kind, words: words === '' ? call : `${call}: ${words}`, isRetry })
  if (status === 0) return line('refused', 'no response was sent')
  if (code === undefined && status >= 300) return line('refused', `failed, status ${status}`)
  if (code === undefined) return isPoll ? line('poll', '') : line('accepted', metadata?.longRunning ? 'accepted' : 'answered')
  switch (errorKindOf(code)) {
    case 'passed':
      return line('accepted', 'the dry run passed')
    case 'gone':
      return line(isPoll ? 'absence' : 'refused', `not found (${code})`)
    case 'busy':
      return line('refused', `refused, ${code}${reasonOf(emulator, id, atMs)}`)
    default:
      return line('refused', `refused, ${code}`)
  }
}

function reasonOf(emulator: EmulatorState, id: string, atMs: number): string {
  const gatewayId = rootOf(emulator, id)
  const work = workAt(emulator, gatewayId, atMs)
  return work ? `, because ${gatewayId} was still deleting ${work.id}` : `, although ${gatewayId} was not busy (an injected fault)`
}

function taskLines({ id, startedAtMs, endedAtMs, failed }: TaskEntry): Line[] {
  const begun: Line = { atMs: startedAtMs, kind: 'begun', words: `deletion of ${id} starts` }
  if (endedAtMs === undefined) return [begun]
  const took = seconds(endedAtMs - startedAtMs)
  return [
    begun,
    { atMs: endedAtMs, kind: failed ? 'failed' : 'ended', words: `deletion of ${id} ${failed ? 'fails' : 'ends'} after ${took}` },
  ]
}

function stateLine({ atMs, id, state }: StateEntry): Line {
  return { atMs, kind: isBusy(state) ? 'busy' : 'free', words: `${id} is ${state === absent ? 'gone' : state}` }
}
