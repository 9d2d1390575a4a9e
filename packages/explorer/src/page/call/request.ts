import type { VpnGatewayClient } from '@vpn-gateway/client'
import { type OperationName, operationMetadata, type ParameterValues, service } from '@vpn-gateway/core'
import { encodePairs } from '@vpn-gateway/core/signing'
import { credentialsIn, type Settings } from './settings.ts'

/** Calls an operation by its name, which only a form knows: what it is given is checked by the client. */
export function callBy(client: VpnGatewayClient, operation: OperationName, parameters: ParameterValues): Promise<unknown> {
  const method = Reflect.get(client, operationMetadata(operation).method) as (given: ParameterValues) => Promise<unknown>
  return method(parameters)
}

/** A request of the client, as it asks for the format that was chosen: the client has no such option, but reads both. */
export function inFormat(request: Request, settings: Settings): Request {
  if (settings.format !== 'XML' || credentialsIn(settings)) return request
  return new Request(`${request.url}&${service.formatParameter}=XML`, request)
}

/** A request as it is written on the wire. */
export async function requestText(request: Request): Promise<string> {
  const { host, pathname, search } = new URL(request.url)
  const headers = [...request.headers].map(([name, value]) => `${name}: ${value}`)
  const body = await request.text()
  return [`${request.method} ${pathname}${search} HTTP/1.1`, `host: ${host}`, ...headers, ...(body === '' ? [] : ['', body])].join('\n')
}

/** A text as it stands in a query that is signed. */
export function encoded(text: string): string {
  return encodePairs([['', text]]).slice(1)
}
