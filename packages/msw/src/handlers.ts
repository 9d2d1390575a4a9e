import { addressedTo, crossOrigin, type Emulator, operationNames, operationOf } from '@vpn-gateway/emulator'
import { type HttpHandler, http } from 'msw'

/** Where the handlers answer. */
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
  const isOurs = addressedTo(baseUrl)
  // A test's page may be of any origin, and environments that mimic browsers check.
  const answer = crossOrigin(emulator.fetch)
  return operationNames.map((operation) =>
    http.all(
      async ({ request }) => isOurs(request) && (await operationOf(request)) === operation,
      ({ request }) => answer(request),
    ),
  )
}
