import {
  crossOrigin,
  type Emulator,
  type MockResolver,
  type MockResolvers,
  mockOperation,
  type OperationFinder,
  type OperationName,
  OptionError,
  operationFinder,
  operationNames,
} from '@vpn-gateway/emulator'
import { type HttpHandler, HttpResponse, http } from 'msw'

/** Address at which handlers answer. */
export interface AddressOptions {
  /**
   * Answer here instead of at the service's endpoints: `/api/vpn-gateway`, or `https://console.example/api`, where a proxy speaks the
   * contract; or an origin, which may also be called as the service is.
   */
  readonly baseUrl?: string
}

/** Address and operations of an emulator's handlers. */
export interface HandlersOptions extends AddressOptions {
  /** Only these operations; all by default. */
  readonly pick?: readonly OperationName[]
}

/** Address of a mock, and its number of answers. */
export interface MockOptions extends AddressOptions {
  /** Answers the first request only, and leaves the others to other handlers. */
  readonly once?: boolean
}

/**
 * Makes msw handlers of an emulator, one per operation and called by its name. Each answers only its own operation, at any
 * region's endpoint or under a base address; every other request is left to other handlers.
 *
 * @example
 * const emulator = createEmulator({ gateways: [{ connections: 2 }] })
 * const server = setupServer(...handlers(emulator))
 *
 * @throws {OptionError} for a base address that is none, and for a name that is no operation.
 */
export function handlers(emulator: Pick<Emulator, 'fetch'>, options: HandlersOptions = {}): HttpHandler[] {
  const { baseUrl, pick = operationNames, ...others } = options
  const [other] = Object.keys(others)
  if (other !== undefined) throw new OptionError(other, 'is no option of handlers; there are baseUrl and pick')
  if (typeof emulator?.fetch !== 'function') throw new OptionError('emulator', 'must be one that createEmulator made')
  const unknown = pick.find((name) => !operationNames.includes(name))
  if (unknown !== undefined) throw new OptionError('pick', `must hold operations of the spec; ${unknown} is none`)
  const find = operationFinder(baseUrl)
  const answer = answerWith(emulator.fetch)
  return operationNames.filter((operation) => pick.includes(operation)).map((operation) => handlerOf(operation, find, answer))
}

/**
 * Makes a handler that answers one operation by a function, typed by the spec: for one test, before the handlers of an emulator.
 *
 * @example
 * server.use(mock('DeleteVpnConnection', ({ fail }) => fail('VpnGateway.Configuring'), { once: true }))
 *
 * @throws {OptionError} for a base address that is none, a resolver that is no function, and a name that is no operation.
 */
export function mock<Op extends OperationName>(operation: Op, resolver: MockResolvers[Op], options: MockOptions = {}): HttpHandler {
  const { baseUrl, once = false } = options
  const answer = answerWith(mockOperation<Op>(operation, resolver as MockResolver<Op>))
  return handlerOf(operation, operationFinder(baseUrl), answer, once)
}

type Answer = (context: { readonly request: Request }) => Promise<Response>

function handlerOf(operation: OperationName, find: OperationFinder, answer: Answer, once = false): HttpHandler {
  const isMeant = async ({ request }: { request: Request }) => (await find(request)) === operation
  const handler = http.all(isMeant, answer, { once })
  handler.info.header = operation
  return handler
}

/** Answers with a `fetch`, and breaks the connection where the emulator does. */
function answerWith(fetch: Emulator['fetch']): Answer {
  // A test's page may be of any origin, and environments that mimic browsers check.
  const shared = crossOrigin(fetch)
  return ({ request }) =>
    shared(request).catch((error) => {
      if ((error as Error).name === 'ConnectionReset') return HttpResponse.error()
      throw error
    })
}
