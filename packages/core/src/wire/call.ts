import { defaultTransport } from '#transport'
import { isVpnGatewayError } from '../errors/base.ts'
import { TimeoutError } from '../errors/transport-errors.ts'
import type { OperationName } from '../generated/names.ts'
import { service } from '../generated/service.ts'
import type { OperationMetadata } from '../metadata.ts'
import { isRead, isSameCode, operationMetadata } from '../operation.ts'
import { flatten, type ParameterValues } from '../parameters/flatten.ts'
import { Deadline, withDeadline } from '../transport/deadline.ts'
import { type Fetch, overFetch } from '../transport/fetch.ts'
import { type AttemptOptions, attempt, type Call, callOf, cutAnswer } from './attempt.ts'
import { type Failure, failureOf, notify } from './hooks.ts'
import { type CallOptions, checkCallOptions, type Retry } from './options.ts'
import type { Remedy } from './request.ts'

/** State that the calls of a client share. */
export interface CallState {
  readonly settings: Omit<AttemptOptions, 'transport' | 'deadline'>
  readonly fetch: Fetch | undefined
  readonly fetchOptions: RequestInit | undefined
  readonly retry: Retry | undefined
  /** The settings with what is made with the first call. */
  options?: AttemptOptions
}

// Beside the answers, which stay as the service gave them.
const repeated = new WeakMap<object, number>()

/** Gives the number of requests that it took to get an answer of a client; errors have it as `attempts`. */
export function attemptsOf(answer: object): number {
  return repeated.get(answer) ?? 1
}

/** Calls an operation: attempts as the retry policy wants them, and what their end means for this operation. */
export async function makeCall(
  operation: OperationName,
  parameters: ParameterValues,
  given: CallOptions | undefined,
  state: CallState,
): Promise<unknown> {
  if (given !== undefined) checkCallOptions(given)
  const { signal, timeoutMs, retry } = given ?? {}
  state.options ??= connected(state)
  const { options } = state
  const { clock, origin } = options
  const metadata = operationMetadata(operation)
  const pairs = [...flatten(parameters), [service.operationParameter, operation] as const]
  const call = callOf(operation, parameters, pairs)
  const earlier: Earlier = { sent: false }
  const policy = retry ?? state.retry
  // A request that may have been carried out is repeated only where no policy is to know of it.
  const remedies = { clock: 3, keys: 1, connection: isRead(operation) || (!policy && metadata.verb === 'delete') ? 1 : 0 }
  const repeat = (signal: AbortSignal | undefined) => {
    const run = () => mended(call, signal, earlier, options, { ...remedies })
    return policy ? policy(run, { operation, repeatable: isRead(operation) || hasToken(metadata, parameters), signal, clock }) : run()
  }
  const inTime = () => {
    if (timeoutMs === undefined) return repeat(signal)
    const late = () => {
      const { attempts, cancellation } = call
      const isSent = earlier.sent || (cancellation !== undefined && cancellation.isSent !== false)
      const sent = { operation, attempts, origin, isSent }
      return cutAnswer(call, sent) ?? new TimeoutError(timeoutMs, sent)
    }
    return withDeadline(new Deadline(clock, timeoutMs), signal, late, async (cancellation) => repeat(cancellation.signal))
  }
  let answer: unknown
  try {
    answer = await inTime()
  } catch (error) {
    answer = error === call.refusal ? successInDisguise(error, metadata, parameters, call) : undefined
    if (answer === undefined) throw error
  }
  if (call.attempts > 1) repeated.set(answer as object, call.attempts)
  return answer
}

function connected({ settings, fetch, fetchOptions }: CallState): AttemptOptions {
  const { clock, attemptTimeoutMs, origin } = settings
  return {
    ...settings,
    deadline: new Deadline(clock, attemptTimeoutMs),
    transport: fetch ? overFetch(fetch, origin, fetchOptions) : defaultTransport(origin),
  }
}

/** Outcome of the attempts so far. */
interface Earlier {
  /** Set once one has left, or may have. */
  sent: boolean
  failed?: { readonly reason: Failure; readonly at: number }
}

/** An attempt, and another one for each reason why one that is signed anew can be accepted: the time of an answer may be wrong too. */
async function mended(
  call: Call,
  signal: AbortSignal | undefined,
  earlier: Earlier,
  options: AttemptOptions,
  left: Record<Remedy, number>,
): Promise<unknown> {
  const { clock, hooks, origin } = options
  for (;;) {
    const before = call.attempts
    if (earlier.failed && !signal?.aborted) {
      const { reason, at } = earlier.failed
      notify(hooks, 'retry', { operation: call.operation, attempt: before + 1, origin, reason, delayMs: clock.now() - at })
    }
    try {
      return await attempt(call, signal, options)
    } catch (error) {
      earlier.failed = { reason: failureOf(error), at: clock.now() }
      call.cancellation = undefined
      if (call.attempts > before && (error as { readonly isSent?: boolean } | null | undefined)?.isSent !== false) {
        earlier.sent = true
        // The service may have done its work.
        call.lost ||= isVpnGatewayError(error) && error.kind === 'transient'
      }
      if (call.remedy === undefined || left[call.remedy] === 0) throw error
      left[call.remedy] -= 1
    }
  }
}

function hasToken({ idempotencyParameter }: OperationMetadata, parameters: ParameterValues): boolean {
  return idempotencyParameter !== undefined && parameters[idempotencyParameter] !== undefined
}

/**
 * Two refusals are successes: a dry run that passed, and a repeated deletion that finds nothing after an answer was
 * lost, because the first attempt did the work.
 */
function successInDisguise(
  error: unknown,
  { dryRun, absence = [] }: OperationMetadata,
  parameters: ParameterValues,
  { lost }: Call,
): object | undefined {
  if (!isVpnGatewayError(error)) return undefined
  const { requestId: RequestId = '' } = error as { requestId?: string }
  const isDryRun = dryRun !== undefined && parameters[dryRun.parameter] === dryRun.value
  if (error.kind === 'passed' && isDryRun) return { RequestId, dryRun: 'passed' }
  // A status of something between says nothing of the resource, whatever code came with it.
  if (lost && error.kind === 'gone' && absence.some((code) => isSameCode(code, error.code))) return { RequestId, alreadyGone: true }
  return undefined
}
