import type { OperationName } from '@vpn-gateway/core'
import type { paths } from '@vpn-gateway/core/openapi'
import createClient, { type Client, type ClientOptions } from 'openapi-fetch'
import type { Destination, VpnGatewayClientOptions } from './client.ts'
import type { ServiceFetch } from './service-fetch.ts'

// Bundlers give a page all of a package of which it imports one thing and a lazy chunk another: core is imported lazily here.

export type { components, operations, paths } from '@vpn-gateway/core/openapi'

/** openapi-fetch's client of the contract. */
export type OpenApiClient = Client<paths>

/** Options of openapi-fetch, and the address of what speaks the contract. */
export interface ProxiedOptions extends Omit<ClientOptions, 'baseUrl'> {
  /** `/api/vpn-gateway` on the origin of the page, or `https://console.example/api`. */
  readonly baseUrl: string
}

/** Header by which a repeated POST is known. */
const idempotencyHeader = 'Idempotency-Key'

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
 * @throws {TypeError} for a `baseUrl` that is no address, and for keys beside one. Options of a client are checked with the first call.
 */
export function createOpenApiClient(options: ProxiedOptions | (VpnGatewayClientOptions & Destination)): OpenApiClient {
  const client = createClient<paths>('baseUrl' in options ? proxied(options) : signed(options))
  client.use({
    onRequest({ request }) {
      if (request.method === 'POST' && !request.headers.has(idempotencyHeader)) request.headers.set(idempotencyHeader, randomKey())
    },
    async onResponse({ response, schemaPath }) {
      if (/[1-9]/.test(response.headers.get('age') ?? '')) await refuse(response, schemaPath, 'what a cache has kept')
      // openapi-fetch gives a refusal without a body no error, which reads like a success.
      if (!isObject(await response.clone().text())) await refuse(response, schemaPath, 'a body that is no object')
    },
  })
  return client
}

/** openapi-fetch makes a `Request` of each address, which has to be a whole one where there is no page. */
function proxied(options: ProxiedOptions): ClientOptions {
  const { baseUrl, credentials } = options
  if (typeof credentials === 'object') throw new TypeError('credentials must be left out beside a baseUrl, where a proxy signs')
  const { location } = globalThis as { readonly location?: { readonly href: string } }
  if (typeof baseUrl !== 'string' || !URL.canParse(baseUrl, location?.href))
    throw new TypeError('baseUrl must be an https address, or in a page a path such as /api')
  return { cache: 'no-store', ...options, baseUrl: new URL(baseUrl, location?.href).href }
}

/** A page that goes through a proxy never loads what signs. */
function signed(options: VpnGatewayClientOptions & Destination): ClientOptions {
  let service: Promise<ServiceFetch> | undefined
  const fetch = async (request: Request) => {
    service ??= import('./service-fetch.ts').then(({ createServiceFetch }) => createServiceFetch(options))
    return (await service)(request)
  }
  // Nothing is sent there: the path alone counts.
  return { baseUrl: 'https://contract.invalid', fetch }
}

/** @throws {UnreadableAnswerError} always. */
async function refuse({ status }: Response, schemaPath: string, what: string): Promise<never> {
  const { UnreadableAnswerError } = await import('@vpn-gateway/core')
  throw new UnreadableAnswerError(status, what, { operation: schemaPath.slice(1) as OperationName })
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

/** Also where a page is no secure context, and has no random UUIDs. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
