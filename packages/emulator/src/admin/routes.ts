import { isOperationName, type OperationName } from '@vpn-gateway/core'
import { longestQuoted } from '../check-options.ts'
import { type Emulator, type EmulatorSnapshot, insideOf } from '../emulator.ts'
import type { FaultKind } from '../faults/fault-kinds.ts'
import type { FaultOptions } from '../faults/fault-plan.ts'
import type { WorldSeed } from '../options.ts'
import { AdminRefusal } from './refusal.ts'
import { Listed } from './streamed-json.ts'

/** What a request to the admin interface brings. */
export interface AdminInput {
  readonly query: ReadonlyMap<string, string>
  readonly body: Readonly<Record<string, unknown>>
}

/** Does what is asked, and gives what is to be told, if anything is. */
export type AdminRoute = (emulator: Emulator, input: AdminInput) => unknown

/** By path under the admin interface and by method. */
export const adminRoutes: Readonly<Record<string, Readonly<Partial<Record<'GET' | 'POST' | 'PUT' | 'DELETE', AdminRoute>>>>> = {
  health: { GET: () => ({ status: 'ok' }) },
  resources: { GET: (emulator) => new Listed({ resources: insideOf(emulator).views() }) },
  seed: { PUT: (emulator, { body }) => insideOf(emulator).seed(body as WorldSeed) },
  reset: { POST: (emulator) => emulator.reset() },
  snapshot: {
    GET: (emulator) => new Listed({ ...insideOf(emulator).snapshot() }),
    PUT: (emulator, { body }) => insideOf(emulator).restore(body as unknown as EmulatorSnapshot),
  },
  faults: {
    GET: ({ faults }) => ({ faults }),
    POST: (emulator, { body }) => plant(emulator, known(body, ['operation', 'fault', 'times', 'rate', 'id'])),
    DELETE: (emulator) => emulator.clearFaults(),
  },
  settle: { POST: (emulator, { body }) => emulator.settle(text(known(body, ['id']), 'id')) },
  clock: { GET: ({ clock }) => ({ nowMs: clock.now() }) },
  'clock/advance': { POST: (emulator, { body }) => moveClock(emulator, 'advance', known(body, ['ms'])) },
  'clock/step': { POST: (emulator, { body }) => moveClock(emulator, 'step', known(body, ['ms'])) },
  ledger: { GET: ({ ledger }, { query }) => lately(ledger, query) },
  // A stream: answered where the connections are.
  events: { GET: () => undefined },
}

function plant(emulator: Emulator, { operation, fault, ...when }: AdminInput['body']): void {
  emulator.inject(operation as OperationName, fault as FaultKind, when as FaultOptions)
}

/** Ten years. */
const mostMs = 10 * 365 * 24 * 3_600_000

/** Bounds of moving a clock: on, or its wall time either way. */
const leastMs = { advance: 0, step: -mostMs }

async function moveClock({ clock }: Emulator, how: keyof typeof leastMs, { ms }: AdminInput['body']): Promise<object> {
  const move: unknown = Object(clock)[how]
  if (typeof move !== 'function') throw new AdminRefusal(409, 'the clock of this emulator cannot be moved')
  const least = leastMs[how]
  if (typeof ms !== 'number' || !(ms >= least && ms <= mostMs))
    throw new AdminRefusal(400, `ms must be a number from ${least} to ${mostMs}`)
  await move.call(clock, ms)
  return { nowMs: clock.now() }
}

/** Most entries of each kind in one answer. */
const mostLast = 10_000

function lately({ requests, tasks, states }: Emulator['ledger'], query: AdminInput['query']): Listed {
  const odd = [...query.keys()].find((name) => name !== 'last' && name !== 'operation')
  if (odd !== undefined) throw new AdminRefusal(400, `the query has no ${odd}; it knows last, operation`)
  const last = query.get('last') ?? '1000'
  if (!/^\d{1,5}$/.test(last) || Number(last) > mostLast) throw new AdminRefusal(400, `last must be a whole number up to ${mostLast}`)
  const operation = query.get('operation')
  if (operation !== undefined && !isOperationName(operation)) throw new AdminRefusal(400, 'operation must be one of the spec')
  const asked = operation === undefined ? requests : requests.filter((request) => request.operation === operation)
  const end = <T>(entries: readonly T[]) => entries.slice(Math.max(entries.length - Number(last), 0))
  return new Listed({ requests: end(asked), tasks: end(tasks), states: end(states) })
}

/** @throws {AdminRefusal} for a field that nobody reads. */
function known(body: AdminInput['body'], names: readonly string[]): AdminInput['body'] {
  const odd = Object.keys(body).find((name) => !names.includes(name))
  if (odd !== undefined) throw new AdminRefusal(400, `the body has no ${odd.slice(0, longestQuoted)}; it knows ${names.join(', ')}`)
  return body
}

function text(body: AdminInput['body'], name: string): string {
  const value = body[name]
  if (typeof value !== 'string') throw new AdminRefusal(400, `${name} must be a text`)
  return value
}
