import createFetchClient from 'openapi-fetch'
import { type Clock, systemClock } from '../clock.ts'
import type { CredentialsSource } from '../credentials.ts'
import { type EndpointOptions, endpointOf } from '../endpoint.ts'
import { isVpnGatewayError } from '../errors/base.ts'
import { OptionError } from '../errors/input-errors.ts'
import { TimeoutError } from '../errors/transport-errors.ts'
import type { OperationFacts } from '../facts.ts'
import { type OperationName, service } from '../generated/operations.ts'
import type { OperationAnswer } from '../operation.ts'
import { operationFacts } from '../operation.ts'
import type { ParameterValues } from '../parameters/flatten.ts'
import { canonicalQuery } from '../parameters/query.ts'
import { type AttemptOptions, attempt, type Fetch } from './attempt.ts'
import { withDeadline } from './deadline.ts'
import { WireRequest } from './request.ts'
import { once, type Retry } from './retry.ts'
import type { ParametersIn, SigningVersion } from './sign.ts'

/** Where a wire leads, and how requests go over it. */
export interface WireOptions extends EndpointOptions {
  /** Signs requests; without it they go unsigned, to an emulator or a proxy that signs. */
  readonly credentials?: CredentialsSource | undefined
  /** How requests are signed: `v3` (`ACS3-HMAC-SHA256`, in headers), the default, or `v1` (`HMAC-SHA1`, in parameters). */
  readonly signing?: SigningVersion | undefined
  /** Where the parameters stand: in the `query`, the default, or in a `form`. */
  readonly parametersIn?: ParametersIn | undefined
  /** Answers requests; the runtime's own by default. */
  readonly fetch?: Fetch | undefined
  /** Repeats attempts; by default each call is one attempt. */
  readonly retry?: Retry | undefined
  /** Longest wait for one answer in milliseconds; 10,000 by default. */
  readonly attemptTimeoutMs?: number | undefined
  readonly clock?: Clock | undefined
}

/** What one call does differently. */
export interface CallOptions {
  /** Ends the call at once; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Longest wait for the whole call with its repeats, in milliseconds; by default only each attempt has a limit. */
  readonly timeoutMs?: number | undefined
  /** Repeats the attempts of this call instead of the client's policy. */
  readonly retry?: Retry | undefined
}

/** Calls any operation; parameters are taken as they are. */
export interface Wire {
  call<Op extends OperationName>(operation: Op, parameters: ParameterValues, options?: CallOptions): Promise<OperationAnswer<Op>>
}

/**
 * @throws {OptionError} for an endpoint, a region or a time that cannot be used.
 */
export function createWire(options: WireOptions): Wire {
  const { clock = systemClock, attemptTimeoutMs = 10_000 } = options
  checkTime('attemptTimeoutMs', attemptTimeoutMs)
  const attemptOptions: AttemptOptions = {
    fetch: options.fetch ?? ((request) => globalThis.fetch(request)),
    credentials: options.credentials,
    signing: checkedChoice('signing', options.signing ?? 'v3', ['v3', 'v1']),
    parametersIn: checkedChoice('parametersIn', options.parametersIn ?? 'query', ['query', 'form']),
    clock,
    skew: { offsetMs: 0 },
    timeoutMs: attemptTimeoutMs,
  }
  const http = createFetchClient<AnyPath>({
    baseUrl: endpointOf(options),
    // Only its url and method are asked for on this side; see WireRequest.
    Request: WireRequest as unknown as typeof Request,
    querySerializer: (query) => canonicalQuery(query as ParameterValues),
    // The fragment tells operations apart in the spec, and would swallow the query on the wire.
    pathSerializer: (address) => address.slice(0, address.indexOf('#')),
  })

  async function call<Op extends OperationName>(operation: Op, parameters: ParameterValues, callOptions?: CallOptions) {
    const { signal, timeoutMs, retry = options.retry ?? once } = callOptions ?? {}
    if (timeoutMs !== undefined) checkTime('timeoutMs', timeoutMs)
    const facts = operationFacts(operation)
    const repeatable = isRepeatable(facts, parameters)
    const query = { ...parameters, [service.operationParameter]: operation }
    const progress: Progress = { attempts: 0, lost: false }
    // An abort's reason may be anything, and openapi-fetch does not pass on what is falsy.
    let failure: { readonly error: unknown } | undefined
    const send = async (request: unknown) => {
      const repeat = (ending: AbortSignal | undefined) => {
        const run = () =>
          tracked(progress, (number) => attempt(request as WireRequest, { operation, number, signal: ending }, attemptOptions))
        return retry(run, { operation, repeatable, signal: ending, clock })
      }
      try {
        if (timeoutMs === undefined) return answered(await repeat(signal))
        const late = () => new TimeoutError(timeoutMs, { operation, attempts: progress.attempts })
        return answered(await withDeadline(clock, timeoutMs, signal, late, repeat))
      } catch (error) {
        const success = successInDisguise(error, facts, parameters, progress)
        if (success === undefined) failure = { error }
        return answered(success)
      }
    }
    // Without a `path` openapi-fetch does not run the pathSerializer.
    const { data } = await http.POST(`/#${operation}` as '/', { params: { query, path: {} }, fetch: send })
    if (failure) throw failure.error
    return data as OperationAnswer<Op>
  }

  return { call }
}

/** All that openapi-fetch is told of the spec: its own types over the generated ones are dear to check. */
interface AnyPath {
  '/': {
    post: {
      parameters: { query?: Record<string, unknown>; path?: object }
      responses: { 200: { content: { 'application/json': unknown } } }
    }
  }
}

/** What became of the attempts of one call so far. */
interface Progress {
  attempts: number
  /** Whether an earlier attempt may have been carried out though its answer did not arrive. */
  lost: boolean
}

async function tracked(progress: Progress, run: (number: number) => Promise<unknown>): Promise<unknown> {
  progress.attempts += 1
  try {
    return await run(progress.attempts)
  } catch (error) {
    if (isVpnGatewayError(error) && error.kind === 'transient') progress.lost = true
    throw error
  }
}

/** An answer that is decoded already, in the form that openapi-fetch reads: with a length it asks for `json()`. */
function answered(value: unknown): Response {
  const headers = { get: (name: string) => (name === 'Content-Length' ? 'known' : null) }
  return { ok: true, status: 200, headers, json: async () => value } as unknown as Response
}

/** @throws {OptionError} for what is no time. */
function checkTime(option: string, ms: number): void {
  if (!(ms > 0)) throw new OptionError(option, 'must be a number of milliseconds above 0')
}

/** @throws {OptionError} for what is none of the choices. */
function checkedChoice<T extends string>(option: string, value: T, choices: readonly T[]): T {
  if (!choices.includes(value)) throw new OptionError(option, `must be one of ${choices.join(', ')}`)
  return value
}

function isRepeatable({ verb, idempotencyParameter }: OperationFacts, parameters: ParameterValues): boolean {
  return verb === 'read' || verb === 'list' || (idempotencyParameter !== undefined && parameters[idempotencyParameter] !== undefined)
}

/**
 * Two refusals are successes: a dry run that passed, and a repeated deletion that finds nothing after an answer was
 * lost, because the first attempt did the work.
 */
function successInDisguise(
  error: unknown,
  { verb, dryRun }: OperationFacts,
  parameters: ParameterValues,
  { lost }: Progress,
): object | undefined {
  if (!isVpnGatewayError(error)) return undefined
  const { requestId: RequestId = '' } = error as { requestId?: string }
  const isDryRun = dryRun !== undefined && parameters[dryRun.parameter] === dryRun.value
  if (error.kind === 'passed' && isDryRun) return { RequestId, dryRun: 'passed' }
  if (error.kind === 'gone' && verb === 'delete' && lost) return { RequestId, alreadyGone: true }
  return undefined
}
