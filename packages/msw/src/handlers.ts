import { endpointOf, type OperationName, operationNames, service } from '@vpn-gateway/core'
import { crossOrigin, type Emulator, operationNamed } from '@vpn-gateway/emulator'
import { type HttpHandler, http } from 'msw'

export interface HandlersOptions {
  /** Answer at this origin instead of the service's endpoints, for example that of a proxy that signs. */
  readonly baseUrl?: string
}

/**
 * An emulator as msw handlers, one per operation. Each answers only its own operation, at any region's endpoint; every
 * other request is left to other handlers.
 *
 * @example
 * const emulator = createEmulator({ gateways: [{ connections: 2 }] })
 * const server = setupServer(...handlers(emulator))
 *
 * @throws {OptionError} for a base address that is no origin.
 */
export function handlers(emulator: Pick<Emulator, 'fetch'>, { baseUrl }: HandlersOptions = {}): HttpHandler[] {
  const isOurs = baseUrl === undefined ? isServiceEndpoint : sameOriginAs(baseUrl)
  // A test's page may be of any origin, and environments that mimic browsers check.
  const answer = crossOrigin(emulator.fetch)
  return operationNames.map((operation) =>
    http.all(
      ({ request }) => isOurs(new URL(request.url)) && names(request, operation),
      ({ request }) => answer(request),
    ),
  )
}

/** The action stands in the query, in the form, or in a header; the form is read from a copy. */
async function names(request: Request, operation: OperationName): Promise<boolean> {
  const { searchParams } = new URL(request.url)
  const isForm = request.headers.get('content-type')?.includes('application/x-www-form-urlencoded') ?? false
  const form = isForm ? new URLSearchParams(await request.clone().text()) : []
  return operationNamed({ pairs: [...searchParams, ...form], headers: request.headers }) === operation
}

function sameOriginAs(baseUrl: string): (url: URL) => boolean {
  const origin = endpointOf({ endpoint: baseUrl })
  return (url) => url.origin === origin && url.pathname === '/'
}

/** The endpoints of any region, by the spec's rule, and those with no region in their names. */
const serviceOrigins = Object.values(service.endpoints).map((template) => {
  const [before = '', after = ''] = template.split('{region}.').map((part) => part.replaceAll('.', '\\.'))
  return new RegExp(`^${before}([a-z0-9-]+\\.)?${after}$`)
})

function isServiceEndpoint({ origin, pathname }: URL): boolean {
  return pathname === '/' && serviceOrigins.some((pattern) => pattern.test(origin))
}
