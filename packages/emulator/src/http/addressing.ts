import { endpointOf, isOperationName, type OperationName, service } from '@vpn-gateway/core'
import { fromRequest, requestedOperation } from './request.ts'

/** Parts of a request that have been read. */
interface Reading {
  readonly url: URL
  operation?: Promise<OperationName | undefined>
}

/** Each request is matched by one handler after the other, and read once for all. */
const readings = new WeakMap<Request, Reading>()

/** Reads the operation that a request names in its query, its form or a header, if the spec has it; the request stays readable. */
export function operationOf(request: Request): Promise<OperationName | undefined> {
  const reading = readingOf(request)
  reading.operation ??= readOperation(request, reading.url)
  return reading.operation
}

/**
 * Makes a predicate for requests that are addressed to the service: to an endpoint of any region, public or from inside a
 * VPC, or to a given origin instead.
 *
 * @throws {OptionError} for a base address that is no origin.
 */
export function addressedTo(baseUrl?: string): (request: Request) => boolean {
  const origin = baseUrl === undefined ? undefined : endpointOf({ endpoint: baseUrl })
  const isOurs = (candidate: string) =>
    origin === undefined ? serviceOrigins.some((pattern) => pattern.test(candidate)) : candidate === origin
  return (request) => {
    const { url } = readingOf(request)
    return /^\/+$/.test(url.pathname) && isOurs(url.origin)
  }
}

function readingOf(request: Request): Reading {
  const known = readings.get(request)
  if (known) return known
  const reading = { url: new URL(request.url) }
  readings.set(request, reading)
  return reading
}

/** Looks at the query first: it comes before form and header, and needs no copy of the body. */
async function readOperation(request: Request, { searchParams }: URL): Promise<OperationName | undefined> {
  const name = searchParams.get(service.operationParameter) ?? requestedOperation(await fromRequest(request.clone()))
  return name !== undefined && isOperationName(name) ? name : undefined
}

/** Endpoints by the spec's rule, with any region or none in their names. */
const serviceOrigins = Object.values(service.endpoints).map((template) => {
  const [before = '', after = ''] = template.split('{region}.').map((part) => part.replaceAll('.', '\\.'))
  return new RegExp(`^${before.replace('https:', 'https?:')}([a-z0-9-]+\\.)?${after}$`)
})
