import { service } from '@vpn-gateway/core'

/** A request as the service reads it: GET, query POST and form POST are one thing to it. */
export interface ServiceRequest {
  readonly method: string
  readonly isTls: boolean
  readonly path: string
  /** Names and texts of query and form, decoded. */
  readonly pairs: readonly (readonly [string, string])[]
  /** Those of the query alone, which a V3 signature covers. */
  readonly query: readonly (readonly [string, string])[]
  readonly body: string
  readonly headers: Headers
  readonly host: string
}

export async function readRequest(request: Request): Promise<ServiceRequest> {
  const url = new URL(request.url)
  const body = request.method === 'GET' || request.method === 'HEAD' ? '' : await request.text()
  const isForm = request.headers.get('content-type')?.includes('application/x-www-form-urlencoded') ?? false
  const query = [...url.searchParams]
  return {
    method: request.method,
    isTls: url.protocol === 'https:',
    path: url.pathname,
    query,
    pairs: isForm ? [...query, ...new URLSearchParams(body)] : query,
    body,
    headers: request.headers,
    host: request.headers.get('host') ?? url.host,
  }
}

/** The operation that a request names, by parameter or by header. */
export function operationNamed({ pairs, headers }: Pick<ServiceRequest, 'pairs' | 'headers'>): string | undefined {
  return valueNamed(pairs, service.operationParameter) ?? headers.get('x-acs-action') ?? undefined
}

export function versionNamed({ pairs, headers }: ServiceRequest): string | undefined {
  return valueNamed(pairs, service.versionParameter) ?? headers.get('x-acs-version') ?? undefined
}

/** The format to answer in, or nothing where it is none that the service has. */
export function formatNamed({ pairs, headers }: ServiceRequest): 'json' | 'xml' | undefined {
  const format = valueNamed(pairs, service.formatParameter)?.toLowerCase()
  if (format === 'json' || format === 'xml') return format
  if (format !== undefined) return undefined
  const accept = headers.get('accept') ?? ''
  return accept.includes('application/xml') && !accept.includes('json') ? 'xml' : 'json'
}

function valueNamed(pairs: ServiceRequest['pairs'], name: string): string | undefined {
  return pairs.find(([key]) => key === name)?.[1]
}
