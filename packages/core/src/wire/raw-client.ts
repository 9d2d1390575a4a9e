import { systemClock } from '../clock.ts'
import { endpointOf } from '../endpoint.ts'
import type { OperationName } from '../generated/names.ts'
import type { OperationAnswer } from '../operation.ts'
import type { ParameterValues } from '../parameters/flatten.ts'
import { type CallState, makeCall } from './call.ts'
import { type CallOptions, checkRawClientOptions, type RawClientOptions } from './options.ts'

/** Calls any operation; parameters are taken as they are. */
export interface RawClient {
  call<Op extends OperationName>(operation: Op, parameters: ParameterValues, options?: CallOptions): Promise<OperationAnswer<Op>>
}

/**
 * @throws {OptionError} for an endpoint, a region, a time or a choice that cannot be used.
 */
export function createRawClient(options: RawClientOptions): RawClient {
  checkRawClientOptions(options)
  const { attemptTimeoutMs = 10_000 } = options
  const { origin, host, pathname } = new URL(endpointOf(options))
  const state: CallState = {
    settings: {
      origin,
      host,
      proxy: options.proxy === undefined ? undefined : { prefix: pathname === '/' ? '' : pathname, headers: options.headers },
      credentials: options.credentials,
      signing: options.signing ?? 'v3',
      parametersIn: options.parametersIn ?? 'query',
      clock: options.clock ?? systemClock,
      skew: { offsetMs: 0 },
      attemptTimeoutMs,
      hooks: options.hooks ?? {},
    },
    fetch: options.fetch ?? (options.fetchOptions && ((request) => globalThis.fetch(request))),
    fetchOptions: options.fetchOptions,
    retry: options.retry,
  }
  return {
    call<Op extends OperationName>(operation: Op, parameters: ParameterValues, callOptions?: CallOptions) {
      return makeCall(operation, parameters, callOptions, state) as Promise<OperationAnswer<Op>>
    },
  }
}
