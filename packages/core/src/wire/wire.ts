import { type Clock, systemClock } from '../clock.ts'
import type { CredentialsSource } from '../credentials.ts'
import { type EndpointOptions, endpointOf } from '../endpoint.ts'
import type { OperationName } from '../generated/operations.ts'
import type { OperationAnswer } from '../operation.ts'
import type { ParameterValues } from '../parameters/flatten.ts'
import { makeCall, type WireState } from './call.ts'
import { checkCallOptions, checkWireOptions } from './check-options.ts'
import type { Fetch } from './fetch.ts'
import type { Hooks } from './hooks.ts'
import type { ParametersIn, SigningVersion } from './prepare.ts'
import type { Retry } from './retry.ts'

/** Where a wire leads, and how requests go over it. */
export interface WireOptions extends EndpointOptions {
  /** Signs requests; without it they go unsigned, to an emulator or a proxy that signs. */
  readonly credentials?: CredentialsSource | undefined
  /** How requests are signed: `v3` (`ACS3-HMAC-SHA256`, in headers), the default, or `v1` (`HMAC-SHA1`, in parameters). */
  readonly signing?: SigningVersion | undefined
  /** Where the parameters stand: in the `query`, the default, or in a `form`. */
  readonly parametersIn?: ParametersIn | undefined
  /** Answers requests; by default `node:http` in Node, which starts far faster than its `fetch`, and `fetch` elsewhere. */
  readonly fetch?: Fetch | undefined
  /** Repeats attempts; by default each call is one attempt. */
  readonly retry?: Retry | undefined
  /** Longest wait for one answer in milliseconds; 10,000 by default. */
  readonly attemptTimeoutMs?: number | undefined
  readonly clock?: Clock | undefined
  /** Watch the requests, for logs and metrics. */
  readonly hooks?: Hooks | undefined
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
 * @throws {OptionError} for an endpoint, a region, a time or a choice that cannot be used.
 */
export function createWire(options: WireOptions): Wire {
  checkWireOptions(options)
  const { attemptTimeoutMs = 10_000 } = options
  const origin = endpointOf(options)
  const state: WireState = {
    settings: {
      origin,
      host: new URL(origin).host,
      credentials: options.credentials,
      signing: options.signing ?? 'v3',
      parametersIn: options.parametersIn ?? 'query',
      clock: options.clock ?? systemClock,
      skew: { offsetMs: 0 },
      attemptTimeoutMs,
      hooks: options.hooks ?? {},
    },
    fetch: options.fetch,
    retry: options.retry,
  }
  return {
    async call<Op extends OperationName>(operation: Op, parameters: ParameterValues, callOptions?: CallOptions) {
      if (callOptions !== undefined) checkCallOptions(callOptions)
      return (await makeCall(operation, parameters, callOptions ?? {}, state)) as OperationAnswer<Op>
    },
  }
}
