import {
  addressedTo,
  crossOrigin,
  type Emulator,
  type MockResolver,
  type MockResolvers,
  mockOperation,
  type OperationName,
  OptionError,
  operationNames,
  operationOf,
} from '@vpn-gateway/emulator'
import { type HttpHandler, HttpResponse, http } from 'msw'

/** Where handlers answer. */
export interface PlaceOptions {
  /** Answer at this origin instead of the service's endpoints, for example that of a proxy that signs. */
  readonly baseUrl?: string
}

/** Where the handlers of an emulator answer, and what. */
export interface HandlersOptions extends PlaceOptions {
  /** Only these operations; all by default. */
  readonly pick?: readonly OperationName[]
}

/** How a mock answers. */
export interface MockOptions extends PlaceOptions {
  /** Answers the first request only, and leaves the others to other handlers. */
  readonly once?: boolean
}

/**
 * An emulator as msw handlers, one per operation and called by its name. Each answers only its own operation, at any
 * region's endpoint; every other request is left to other handlers.
 *
 * @example
 * const emulator = createEmulator({ gateways: [{ connections: 2 }] })
 * const server = setupServer(...handlers(emulator))
 *
 * @throws {OptionError} for a base address that is no origin, and for operations that are none.
 */
export function handlers(emulator: Pick<Emulator, 'fetch'>, { baseUrl, pick = operationNames }: HandlersOptions = {}): HttpHandler[] {
  if (typeof emulator?.fetch !== 'function') throw new OptionError('emulator', 'must be one that createEmulator made')
  const odd = pick.find((name) => !operationNames.includes(name))
  if (odd !== undefined) throw new OptionError('pick', `must hold operations of the spec; ${odd} is none`)
  const place = { isOurs: addressedTo(baseUrl), answer: answering(emulator.fetch) }
  return operationNames.filter((operation) => pick.includes(operation)).map((operation) => handlerOf(operation, place))
}

/**
 * A handler that answers one operation by a function, typed by the spec: for one test, before the handlers of an emulator.
 *
 * @example
 * server.use(mock('DeleteVpnConnection', ({ fail }) => fail('VpnGateway.Configuring'), { once: true }))
 *
 * @throws {OptionError} for a base address that is no origin, for what is no function, and for an operation that is none.
 */
export function mock<Op extends OperationName>(operation: Op, resolver: MockResolvers[Op], options: MockOptions = {}): HttpHandler {
  const { baseUrl, once = false } = options
  const answer = answering(mockOperation<Op>(operation, resolver as MockResolver<Op>))
  return handlerOf(operation, { isOurs: addressedTo(baseUrl), answer }, once)
}

/** Where handlers answer, and how. */
interface Place {
  isOurs(request: Request): boolean
  answer(request: Request): Promise<Response>
}

function handlerOf(operation: OperationName, { isOurs, answer }: Place, once = false): HttpHandler {
  const handler = http.all(
    async ({ request }) => isOurs(request) && (await operationOf(request)) === operation,
    ({ request }) => answer(request),
    { once },
  )
  handler.info.header = operation
  return handler
}

/** Breaks the connection where the emulator does. */
function answering(fetch: Emulator['fetch']): Place['answer'] {
  // A test's page may be of any origin, and environments that mimic browsers check.
  const shared = crossOrigin(fetch)
  return (request) =>
    shared(request).catch((error) => {
      if ((error as Error).name === 'ConnectionReset') return HttpResponse.error()
      throw error
    })
}
