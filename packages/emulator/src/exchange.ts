import { type Clock, isOperationName, type OperationName, operationMetadata } from '@vpn-gateway/core'
import { holdClock } from './clock/virtual-clock.ts'
import type { FaultedRequest } from './faults/fault-kinds.ts'
import type { FaultPlan } from './faults/fault-plan.ts'
import { admit, type FrontDoor } from './gate/front-door.ts'
import type { IdempotencyMemory } from './gate/idempotency.ts'
import { type Parsing, parseCall } from './gate/parameters.ts'
import { Refusal } from './gate/refusal.ts'
import { errorAnswer, type ServiceAnswer, successAnswer } from './http/answer.ts'
import { requestedOperation, type ServiceRequest } from './http/request.ts'
import type { LedgerWriter, RequestRecord } from './model/ledger.ts'
import type { Model } from './model/model.ts'
import type { View } from './model/view.ts'
import { perform } from './operations/operations.ts'

/** Parts of the service that answer a request. */
export interface ServiceParts extends FrontDoor {
  readonly clock: Clock
  readonly parsing: Parsing
  readonly model: Model
  readonly view: View
  readonly faults: FaultPlan
  readonly idempotency: IdempotencyMemory
  readonly ledger: LedgerWriter
}

/**
 * Answers one request, and records it in the ledger. A virtual clock stands still meanwhile, but for waits.
 *
 * @param callerGone gives the signal of a caller who goes away; called where an answer waits
 */
export async function exchange(parts: ServiceParts, request: ServiceRequest, callerGone: () => AbortSignal): Promise<ServiceAnswer> {
  const { clock, model, ledger } = parts
  model.catchUp()
  const record = recordOf(request, clock.now())
  let release = holdClock(clock)
  const wait = async (ms: number) => {
    release()
    try {
      await (ms === Number.POSITIVE_INFINITY ? untilAborted(callerGone()) : clock.sleep(ms, callerGone()))
    } finally {
      release = holdClock(clock)
      model.catchUp()
    }
  }
  try {
    const answered = await answer(parts, request, wait)
    ledger.answered({ ...record, status: answered.status, ...(answered.code !== undefined && { code: answered.code }) })
    return { ...answered, headers: { ...answered.headers, date: new Date(clock.now()).toUTCString() } }
  } catch (error) {
    ledger.answered({ ...record, status: 0 })
    throw error
  } finally {
    release()
  }
}

/** Lets the request in, and carries it out or lets it meet its fault. */
async function answer(parts: ServiceParts, request: ServiceRequest, wait: FaultedRequest['wait']): Promise<ServiceAnswer> {
  const { model, view, idempotency, faults } = parts
  const requestId = crypto.randomUUID().toUpperCase()
  try {
    const operation = await admit(request, parts)
    const effect = faults.take(operation, request.pairs)
    let hasBegun = false
    const begin = () => {
      idempotency.begin(parseCall(operation, request, parts.parsing))
      hasBegun = true
    }
    const carryOut = () => {
      const call = parseCall(operation, request, parts.parsing)
      const work = () => ({ ...perform({ ...call, model, view, effect }), RequestId: requestId })
      return successAnswer(request, operation, idempotency.once(call, work, hasBegun))
    }
    return await (effect.answer?.({ operation, view, wait, begin, perform: carryOut }) ?? carryOut())
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return errorAnswer(request, error, requestId)
  }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/** Parameters of a request that are recorded at most, characters of each, and of all together: more than of any that the service takes. */
const [maxParameters, maxLength, maxCharacters] = [60, 300, 2_000]

/** Records a request for the ledger: the parameters that the spec knows, and nothing of its signature. */
function recordOf(request: ServiceRequest, atMs: number): Omit<RequestRecord, 'status'> {
  const name = requestedOperation(request)
  const operation: OperationName | undefined = name !== undefined && isOperationName(name) ? name : undefined
  const known = operation === undefined ? {} : operationMetadata(operation).parameters
  const pairs = request.pairs.filter(([field]) => Object.hasOwn(known, field.split('.', 1)[0] ?? '')).slice(0, maxParameters)
  const length = request.pairs.reduce((sum, [field, text]) => sum + field.length + text.length, 0)
  let left = maxCharacters
  const clip = (text: string) => {
    const kept = text.slice(0, Math.min(maxLength, left))
    left -= kept.length
    // The long text that a short one was cut out of would stay in memory with it.
    return length > maxCharacters ? new TextDecoder().decode(new TextEncoder().encode(kept)) : kept
  }
  const parameters = Object.fromEntries(pairs.map(([field, text]) => [clip(field), clip(text)]).filter(([field]) => field !== ''))
  return { atMs, operation, parameters }
}
