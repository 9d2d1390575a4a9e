import { type OperationName, OptionError, randomUuid, UnreadableAnswerError } from '@vpn-gateway/core'
import { checkedAddress, idempotencyHeader } from '@vpn-gateway/core/contract'
import type { paths } from '@vpn-gateway/core/openapi'
import createClient, { type Client, type ClientOptions } from 'openapi-fetch'
import type { VpnGatewayClientOptions } from './client.ts'
import type { ServiceFetch } from './service-fetch.ts'

export type { components, operations, paths } from '@vpn-gateway/core/openapi'

/** openapi-fetch's client of the contract. */
export type OpenApiClient = Client<paths>

/** Options of openapi-fetch, and the address of what speaks the contract. */
export interface ProxiedOptions extends Omit<ClientOptions, 'baseUrl'> {
  /** `/api/vpn-gateway` on the origin of the page, or `https://console.example/api`. */
  readonly baseUrl: string
}

/**
 * Creates openapi-fetch's client of the contract: over the service, signed, with the options of a client; or over whatever speaks the
 * contract, such as a proxy, with a `baseUrl`. Each POST has an `Idempotency-Key` of its own, unless its caller gives one, and no answer
 * is taken from a cache. A call rejects with an `UnreadableAnswerError` where the answer is not the contract's: a page of HTML, an empty
 * body, what a cache has kept.
 *
 * @example
 * const api = createOpenApiClient({ baseUrl: '/api/vpn-gateway' })
 * const { data, error } = await api.POST('/DeleteVpnConnection', { body: { VpnConnectionId: 'vco-…' } })
 *
 * @throws {OptionError} for options that a client cannot use.
 */
export function createOpenApiClient(options: ProxiedOptions | VpnGatewayClientOptions): OpenApiClient {
  const client = createClient<paths>('baseUrl' in options ? proxied(options) : signed(options))
  client.use({
    onRequest({ request }) {
      if (request.method === 'POST' && !request.headers.has(idempotencyHeader)) request.headers.set(idempotencyHeader, randomUuid())
    },
    async onResponse({ response, schemaPath }) {
      const unreadable = (what: string) =>
        new UnreadableAnswerError(response.status, what, { operation: schemaPath.slice(1) as OperationName })
      if (Number(response.headers.get('age')) > 0) throw unreadable('what a cache has kept')
      // openapi-fetch gives a refusal without a body no error, which reads like a success.
      if (!isObject(await response.clone().text())) throw unreadable('a body that is no object')
    },
  })
  return client
}

/** openapi-fetch makes a `Request` of each address, which has to be a whole one where there is no page. */
function proxied(options: ProxiedOptions): ClientOptions {
  if ('credentials' in options && typeof options.credentials === 'object')
    throw new OptionError('credentials', 'are of no use beside a baseUrl, where a proxy signs; leave one of both out')
  return { cache: 'no-store', ...options, baseUrl: checkedAddress('baseUrl', options.baseUrl, false) }
}

/** A page that goes through a proxy never loads what signs. */
function signed(options: VpnGatewayClientOptions): ClientOptions {
  let service: Promise<ServiceFetch> | undefined
  const fetch = async (request: Request) => {
    service ??= import('./service-fetch.ts').then(({ createServiceFetch }) => createServiceFetch(options))
    return (await service)(request)
  }
  // Nothing is sent there: the path alone counts.
  return { baseUrl: 'https://contract.invalid', fetch }
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
