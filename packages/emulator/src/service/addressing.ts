import { endpointOf, isOperationName, type OperationName, service } from '@vpn-gateway/core'
import { operationNamed } from './request.ts'
import { fromRequest } from './web.ts'

/** The operation that a request names in its query, its form or a header, if it is one of the spec; the request stays readable. */
export async function operationOf(request: Request): Promise<OperationName | undefined> {
  const name = operationNamed(await fromRequest(request.clone()))
  return name !== undefined && isOperationName(name) ? name : undefined
}

/**
 * Whether a request is addressed to the service: to an endpoint of any region, public or from inside a VPC, or to a
 * given origin instead.
 *
 * @throws {OptionError} for a base address that is no origin.
 */
export function addressedTo(baseUrl?: string): (request: Request) => boolean {
  const origin = baseUrl === undefined ? undefined : endpointOf({ endpoint: baseUrl })
  const isOurs = (candidate: string) =>
    origin === undefined ? serviceOrigins.some((pattern) => pattern.test(candidate)) : candidate === origin
  return (request) => {
    const url = new URL(request.url)
    return url.pathname === '/' && isOurs(url.origin)
  }
}

/** The endpoints by the spec's rule, with any region or none in their names. */
const serviceOrigins = Object.values(service.endpoints).map((template) => {
  const [before = '', after = ''] = template.split('{region}.').map((part) => part.replaceAll('.', '\\.'))
  return new RegExp(`^${before}([a-z0-9-]+\\.)?${after}$`)
})
