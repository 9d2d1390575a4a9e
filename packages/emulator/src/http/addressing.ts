import { endpointOf, isOperationName, type OperationName, service } from '@vpn-gateway/core'
import { checkedAddress, operationAt } from '@vpn-gateway/core/contract'
import { fromRequest, requestedOperation } from './request.ts'

/** Finds the operation that a request asks for; none where it asks something else. */
export type OperationFinder = (request: Request) => OperationName | undefined | Promise<OperationName | undefined>

/**
 * Makes a finder of the operations that requests ask for.
 *
 * @param baseUrl Without one, requests of the service's wire are found at its endpoints of any region, public or from inside a VPC. An
 *   origin: those of the wire and of the contract there. An address with a path, or a path alone: those of the contract under it.
 * @throws {OptionError} for a base address that is none of these.
 */
export function operationFinder(baseUrl?: string): OperationFinder {
  if (baseUrl === undefined) return (request) => (isOnWire(request, isEndpoint) ? wireOperation(request) : undefined)
  const { origin, prefix } = addressOf(baseUrl)
  const isOurs = (candidate: string) => origin === anyOrigin || candidate === origin
  return (request) => {
    const { url } = readingOf(request)
    if (!isOurs(url.origin)) return undefined
    const { pathname } = url
    if (prefix === '') return isOnWire(request, isOurs) ? wireOperation(request) : operationAt(pathname)
    const operation = operationAt(pathname)
    return operation !== undefined && pathname === `${prefix}/${operation}` ? operation : undefined
  }
}

/** Stands for the origin of a path alone, which is one of whatever page asks. */
const anyOrigin = 'https://any.invalid'

/** Parses a base address. A name alone is that of a host, as elsewhere. */
function addressOf(baseUrl: string): { readonly origin: string; readonly prefix: string } {
  const isHost = typeof baseUrl === 'string' && /^[^/]+$/.test(baseUrl)
  const { origin, pathname } = new URL(isHost ? endpointOf({ endpoint: baseUrl }) : checkedAddress('baseUrl', baseUrl, false, anyOrigin))
  return { origin, prefix: pathname === '/' ? '' : pathname }
}

/** Parts of a request that have been read. */
interface Reading {
  readonly url: URL
  operation?: Promise<OperationName | undefined>
}

/** Each request is matched by one handler after the other, and read once for all. */
const readings = new WeakMap<Request, Reading>()

function readingOf(request: Request): Reading {
  const known = readings.get(request)
  if (known) return known
  const reading = { url: new URL(request.url) }
  readings.set(request, reading)
  return reading
}

function isOnWire(request: Request, isOurs: (origin: string) => boolean): boolean {
  const { url } = readingOf(request)
  return /^\/+$/.test(url.pathname) && isOurs(url.origin)
}

/** Reads the operation that a request names in its query, its form or a header, if the spec has it; the request stays readable. */
function wireOperation(request: Request): Promise<OperationName | undefined> {
  const reading = readingOf(request)
  reading.operation ??= readOperation(request, reading.url)
  return reading.operation
}

/** Looks at the query first: it comes before form and header, and needs no copy of the body. */
async function readOperation(request: Request, { searchParams }: URL): Promise<OperationName | undefined> {
  const name = searchParams.get(service.operationParameter) ?? requestedOperation(await fromRequest(request.clone()))
  return name !== undefined && isOperationName(name) ? name : undefined
}

/** Endpoints by the spec's rule, with any region or none in their names. */
const endpointPatterns = Object.values(service.endpoints).map((template) => {
  const [before = '', after = ''] = template.split('{region}.').map((part) => part.replaceAll('.', '\\.'))
  return new RegExp(`^${before.replace('https:', 'https?:')}([a-z0-9-]+\\.)?${after}$`)
})

/** True for an origin that is an endpoint of the service. */
export function isEndpoint(origin: string): boolean {
  return endpointPatterns.some((pattern) => pattern.test(origin))
}
