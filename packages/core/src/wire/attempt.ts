import { type Clock, held } from '../clock.ts'
import { isVpnGatewayError, type VpnGatewayError } from '../errors/base.ts'
import { CredentialsError } from '../errors/input-errors.ts'
import { NetworkError, passingKinds, TimeoutError, UnreadableAnswerError } from '../errors/transport-errors.ts'
import type { OperationName } from '../generated/names.ts'
import type { Cancellation } from '../transport/cancellation.ts'
import { type Deadline, withDeadline } from '../transport/deadline.ts'
import type { Answer, Transport } from '../transport/transport.ts'
import type * as decoding from './decode.ts'
import { failureOf, type Hooks, RequestWatch } from './hooks.ts'
import { loaded } from './loaded.ts'
import { type CallParameters, prepare } from './prepare.ts'
import type { PreparedRequest, Remedy, RequestOptions, SentAttempt, Signed } from './request.ts'

/** Settings of the attempts. */
export interface AttemptOptions extends RequestOptions {
  readonly transport: Transport
  readonly attemptTimeoutMs: number
  /** The limit of each attempt. */
  readonly deadline: Deadline
  readonly hooks: Hooks
}

/** A call while it lasts. */
export interface Call extends CallParameters {
  readonly operation: OperationName
  /** Requests that left so far. */
  attempts: number
  /** Cancellation of the request that left last. */
  cancellation?: Cancellation | undefined
  /** Status of the answer whose body is awaited. */
  status?: number | undefined
  /** True where one may have been carried out though its answer did not arrive. */
  lost: boolean
  /** Refusal of the request that failed last. The reason of an abort may be any error, and is none. */
  refusal?: VpnGatewayError | undefined
  /** Reason why the request that failed last can be accepted when it is signed anew. */
  remedy?: Remedy | undefined
}

/** Makes a call of which nothing was sent, with every field that it will have: engines read objects of one shape faster. */
export function callOf(operation: OperationName, parameters: CallParameters['parameters'], pairs: CallParameters['pairs']): Call {
  const later = { cancellation: undefined, status: undefined, refusal: undefined, remedy: undefined }
  return { operation, parameters, pairs, attempts: 0, lost: false, ...later }
}

let reader: typeof decoding | undefined

/** Loads what reads answers, while the first request is made: nothing is sent whose answer cannot be read. */
async function readerBeside(request: Promise<PreparedRequest>, clock: Clock): Promise<typeof decoding> {
  const [, loadedReader] = await Promise.all([request, held(clock, import('./decode.ts'))])
  return loadedReader
}

/** One request and its answer, decoded: sign, send, read, decode. Rejects with a typed error or the signal's reason. */
export async function attempt(call: Call, signal: AbortSignal | undefined, options: AttemptOptions): Promise<unknown> {
  const { clock, origin, attemptTimeoutMs, deadline, hooks, transport } = options
  const { operation } = call
  const before = call.attempts
  const sent = () => ({ operation, attempts: call.attempts, origin, isSent: call.lost })
  const failed = () => ({ ...sent(), isSent: call.lost || (call.attempts > before && call.cancellation?.isSent) })
  const watch = new RequestWatch(hooks, clock)
  let answer: Answer | undefined
  let signed: Signed | undefined
  const cut = () => cutAnswer(call, failed())
  const late = () =>
    call.attempts > before || (options.credentials ?? options.proxy?.headers) === undefined
      ? (cut() ?? new TimeoutError(attemptTimeoutMs, failed()))
      : new CredentialsError(`did not come within ${attemptTimeoutMs} ms`, { ...sent(), kind: 'transient' })

  const run = async (cancellation: Cancellation) => {
    try {
      const request = prepare(sent(), call, options)
      reader ??= await readerBeside(request, clock)
      const prepared = await request
      signed = prepared.signed
      cancellation.throwIfCancelled()
      watch.leaves(() => ({ operation, attempt: call.attempts + 1, origin }))
      // Who watches may abort, too.
      cancellation.throwIfCancelled()
      call.attempts += 1
      call.cancellation = cancellation
      answer = await transport(prepared.request, cancellation)
      call.status = answer.status
      return await held(clock, reader.decode(loaded, answer, failed(), signed))
    } catch (error) {
      if (isVpnGatewayError(error) && answer) call.refusal = error
      cancellation.throwIfCancelled()
      throw isVpnGatewayError(error) ? error : (cut() ?? new NetworkError({ ...failed(), cause: error }))
    }
  }

  try {
    const value = await withDeadline(deadline, signal, late, run)
    watch.ended(answer?.status, value)
    return value
  } catch (error) {
    const isRefusal = isVpnGatewayError(error) && error === call.refusal
    call.remedy = isRefusal ? signed?.remedyFor(error, answer) : call.cancellation?.isStale ? 'connection' : undefined
    watch.ended(answer?.status, error, failureOf(error))
    throw error
  } finally {
    call.status = undefined
  }
}

/** Gives the error of an answer whose status says it all, so that its body need not come. */
export function cutAnswer({ status }: Call, sent: SentAttempt): UnreadableAnswerError | undefined {
  return status && passingKinds[status] ? new UnreadableAnswerError(status, 'a cut body', sent) : undefined
}
