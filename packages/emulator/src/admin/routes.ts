import { isOperationName, type OperationName, operationNames } from '@vpn-gateway/core'
import type { FaultKind } from '../faults/fault-kinds.ts'
import type { FaultOptions } from '../faults/fault-plan.ts'
import type { EmulatorSeed } from '../seeds/seed.ts'
import type { EmulatorSnapshot, Service } from '../service.ts'
import { checkKeys } from '../support/checks.ts'
import { streamedJson } from './streamed-json.ts'

/** Thrown where a request to the admin interface cannot be answered. */
export class AdminRefusal extends Error {
  override readonly name = 'AdminRefusal'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Request to the admin interface, with the service that it is about. */
export interface AdminContext {
  readonly service: Service
  readonly query: ReadonlyMap<string, string>
  readonly body: Readonly<Record<string, unknown>>
}

/** Carries out a request, and gives the answer's value, or its text in pieces; undefined where there is nothing to answer. */
export type AdminRoute = (context: AdminContext) => unknown

/** Routes by path under the admin interface and by method. */
export const adminRoutes: Readonly<Record<string, Readonly<Partial<Record<'GET' | 'POST' | 'PUT' | 'DELETE', AdminRoute>>>>> = {
  health: { GET: () => ({ status: 'ok' }) },
  resources: { GET: ({ service }) => streamedJson({ resources: service.resources() }) },
  seed: { PUT: ({ service, body }) => service.seed(body as EmulatorSeed) },
  reset: { POST: ({ service }) => service.reset() },
  snapshot: {
    GET: ({ service }) => streamedJson({ ...service.snapshot() }),
    PUT: ({ service, body }) => service.restore(body as unknown as EmulatorSnapshot),
  },
  faults: {
    GET: ({ service }) => ({ faults: service.faults.all() }),
    POST: plantFault,
    DELETE: ({ service }) => service.faults.clear(),
  },
  settle: { POST: settle },
  clock: { GET: ({ service }) => ({ nowMs: service.clock.now() }) },
  'clock/advance': { POST: (context) => moveClock(context, 'advance') },
  'clock/step': { POST: (context) => moveClock(context, 'step') },
  ledger: { GET: readLedger },
  // A stream: the server answers it.
  events: { GET: () => undefined },
}

function plantFault({ service, body }: AdminContext): void {
  checkKeys('the body', body, ['operation', 'fault', 'times', 'rate', 'id'])
  const { operation, fault, ...options } = body
  service.faults.plan(operation as OperationName, fault as FaultKind, options as FaultOptions)
}

function settle({ service, body }: AdminContext): void {
  checkKeys('the body', body, ['id'])
  if (typeof body.id !== 'string') throw new AdminRefusal(400, 'id must be a text')
  service.settle(body.id)
}

/** Ten years. */
const maxMs = 10 * 365 * 24 * 3_600_000

/** Bounds of moving a clock: on, or its wall time either way. */
const minMs = { advance: 0, step: -maxMs }

async function moveClock({ service: { clock }, body }: AdminContext, how: keyof typeof minMs): Promise<object> {
  checkKeys('the body', body, ['ms'])
  const { ms } = body
  const move: unknown = Object(clock)[how]
  if (typeof move !== 'function') throw new AdminRefusal(409, 'the clock of this emulator cannot be moved')
  const min = minMs[how]
  if (typeof ms !== 'number' || !(ms >= min && ms <= maxMs)) throw new AdminRefusal(400, `ms must be a number from ${min} to ${maxMs}`)
  await move.call(clock, ms)
  return { nowMs: clock.now() }
}

/** Entries of each kind in one answer at most. */
const maxLast = 10_000

function readLedger({ service: { ledger }, query }: AdminContext): Iterable<string> {
  checkKeys('the query', Object.fromEntries(query), ['last', 'operation'])
  const last = query.get('last') ?? '1000'
  if (!/^\d{1,5}$/.test(last) || Number(last) > maxLast) throw new AdminRefusal(400, `last must be a whole number up to ${maxLast}`)
  const operation = query.get('operation')
  if (operation !== undefined && !isOperationName(operation))
    throw new AdminRefusal(400, `operation must be one of ${operationNames.join(', ')}`)
  const requests = operation === undefined ? ledger.requests : ledger.of(operation)
  const newest = <Entry>(entries: readonly Entry[]) => entries.slice(Math.max(entries.length - Number(last), 0))
  return streamedJson({ requests: newest(requests), tasks: newest(ledger.tasks), states: newest(ledger.states) })
}
