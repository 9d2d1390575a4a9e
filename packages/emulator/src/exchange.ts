import type { Clock, OperationName } from '@vpn-gateway/core'
import { holdClock } from './clock/virtual-clock.ts'
import type { FaultEffect, FaultedRequest } from './faults/fault-kinds.ts'
import type { FaultPlan } from './faults/fault-plan.ts'
import { admit, type FrontDoor } from './gate/front-door.ts'
import type { IdempotencyMemory } from './gate/idempotency.ts'
import { parseCall } from './gate/parameters.ts'
import { Refusal } from './gate/refusal.ts'
import { errorAnswer, type ServiceAnswer, successAnswer } from './http/answer.ts'
import { type Format, requestedFormat, type ServiceRequest } from './http/request.ts'
import { recordOf } from './http/request-record.ts'
import type { LedgerWriter } from './model/ledger.ts'
import type { Model } from './model/model.ts'
import type { View } from './model/view.ts'
import { perform } from './operations/operations.ts'

/** Parts of the service that answer a request. */
export interface ServiceParts extends FrontDoor {
  readonly clock: Clock
  readonly model: Model
  readonly view: View
  readonly faults: FaultPlan
  readonly idempotency: IdempotencyMemory
  readonly ledger: LedgerWriter
}

/** Request on its way through the service. */
interface RequestContext {
  readonly parts: ServiceParts
  readonly request: ServiceRequest
  readonly requestId: string
  readonly format: Format
  readonly wait: FaultedRequest['wait']
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
    const requestId = crypto.randomUUID().toUpperCase()
    const answered = await answer({ parts, request, requestId, format: requestedFormat(request) ?? 'json', wait })
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
async function answer(context: RequestContext): Promise<ServiceAnswer> {
  const { parts, request, requestId, format } = context
  try {
    const operation = await admit(request, parts)
    const effect = parts.faults.take(operation, request.pairs)
    const faulted = faultedRequest(context, operation, effect)
    return await (effect.answer ? effect.answer(faulted) : faulted.perform())
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return errorAnswer(error, request, requestId, format)
  }
}

function faultedRequest(context: RequestContext, operation: OperationName, effect: FaultEffect): FaultedRequest {
  const { parts, request, requestId, format, wait } = context
  const { model, view, idempotency } = parts
  let hasBegun = false
  return {
    operation,
    view,
    wait,
    perform() {
      const call = parseCall(operation, request)
      const work = () => ({ ...perform({ ...call, model, view, effect }), RequestId: requestId })
      return successAnswer(operation, idempotency.once(call, work, hasBegun), format)
    },
    begin() {
      idempotency.begin(parseCall(operation, request))
      hasBegun = true
    },
  }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
