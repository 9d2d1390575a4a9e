import { operationMetadata } from '@vpn-gateway/core'
import {
  type ContractAnswer,
  contractFailure,
  contractSuccess,
  operationAt,
  readContract,
  unknownOperation,
} from '@vpn-gateway/core/contract'
import { createVpnGatewayClient, type Destination, type VpnGatewayClientOptions } from './client.ts'

/** A `fetch` that answers requests of the contract. */
export type ServiceFetch = (input: Request | string | URL, init?: RequestInit) => Promise<Response>

/** Calls any operation. */
type Method = (parameters: object, options: { readonly signal: AbortSignal }) => Promise<object>

/**
 * Makes a `fetch` that takes a request of the contract, checks it by the rules of the spec, calls the service as a client of these
 * options does, and answers as the contract says: what a generated client is given where keys are at hand. The region of the options
 * is that of requests that name none. Whatever the path has before the name of the operation does not count, nor does the host.
 *
 * It resolves to an error of the contract where the service refuses or a request breaks a rule, and rejects like any `fetch` where no
 * answer came: with `NetworkError`, `TimeoutError`, `UnreadableAnswerError`, `CredentialsError`, or the reason of the request's signal.
 *
 * @example
 * const fetch = createServiceFetch({ regionId: 'cn-hangzhou', credentials, retry: retry() })
 * const client = createClient<paths>({ baseUrl: 'https://vpn-gateway.example', fetch })
 *
 * @throws {OptionError} for options that a client cannot use.
 */
export function createServiceFetch(options: VpnGatewayClientOptions & Destination): ServiceFetch {
  const methods = createVpnGatewayClient(options) as unknown as Readonly<Record<string, Method>>
  return async (input, init) => {
    const request = new Request(input, init)
    const { pathname, searchParams, host } = new URL(request.url)
    try {
      const operation = operationAt(pathname)
      if (operation === undefined) throw unknownOperation()
      const body = request.body === null ? '' : await request.text()
      const header = (name: string) => request.headers.get(name) ?? undefined
      const parameters = readContract(operation, { method: request.method, query: [...searchParams], body, header })
      const call = methods[operationMetadata(operation).method] as Method
      return toResponse(contractSuccess(await call(parameters, { signal: request.signal })))
    } catch (error) {
      const failure = contractFailure(error, host)
      if (!failure) throw error
      return toResponse(failure)
    }
  }
}

function toResponse({ status, headers, body }: ContractAnswer): Response {
  return new Response(body, { status, headers })
}
