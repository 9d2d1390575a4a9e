import { type OperationName, service } from '@vpn-gateway/core'
import { flatten, operationAt, parseBody } from '@vpn-gateway/core/contract'

/** Request as the service reads it: GET, query POST and form POST are one thing to it. */
export interface ServiceRequest {
  readonly method: string
  readonly isTls: boolean
  readonly path: string
  /** Names and texts of query and form, decoded. */
  readonly pairs: readonly (readonly [string, string])[]
  /** Names and texts of the query alone, which a V3 signature covers. */
  readonly query: readonly (readonly [string, string])[]
  readonly body: string
  readonly host: string
  /** The operation of a request of the contract, which its path names; none where the request is one of the service's wire. */
  readonly contract?: OperationName
  /** Gives a header by its name in lower case. */
  header(name: string): string | undefined
}

/** Request line and headers, from a port or from a `Request`. */
export interface RequestHead extends Pick<ServiceRequest, 'method' | 'isTls' | 'path' | 'host' | 'header'> {
  /** The query as it was sent, without the question mark. */
  readonly search: string
}

/** Reads a request as the service does; text that is encoded badly is taken as it stands. */
export function readRequest({ search, ...head }: RequestHead, body = ''): ServiceRequest {
  const query = parseForm(search)
  const contract = operationAt(head.path)
  if (contract !== undefined) return { ...head, body, query, contract, pairs: body === '' ? query : pairsOfJson(body) }
  const isForm = head.header('content-type')?.toLowerCase().includes('application/x-www-form-urlencoded') ?? false
  return { ...head, body, query, pairs: isForm && body !== '' ? [...query, ...parseForm(body)] : query }
}

/** Names and texts of a body of JSON, as the wire would have them; none where it cannot be read. */
function pairsOfJson(body: string): readonly (readonly [string, string])[] {
  const parameters = parseBody(body)
  return typeof parameters === 'string' ? [] : flatten(parameters)
}

/** Reads a request of the Fetch API. */
export async function fromRequest(request: Request): Promise<ServiceRequest> {
  const { protocol, pathname, search, host } = new URL(request.url)
  const header = (name: string) => request.headers.get(name) ?? undefined
  const head = { method: request.method, isTls: protocol === 'https:', path: pathname, host: header('host') ?? host, header }
  return readRequest({ ...head, search: search.slice(1) }, request.body === null ? '' : await request.text())
}

/** Name of the operation that a request asks for, in a parameter or in a header. */
export function requestedOperation({ contract, pairs, header }: ServiceRequest): string | undefined {
  return contract ?? parameter(pairs, service.operationParameter) ?? header('x-acs-action')
}

/** Version of the API that a request asks for. */
export function requestedVersion({ pairs, header }: ServiceRequest): string | undefined {
  return parameter(pairs, service.versionParameter) ?? header('x-acs-version')
}

/** Format that a request asks for; undefined where the service does not have it. */
export function requestedFormat({ contract, pairs, header }: ServiceRequest): Format | undefined {
  if (contract !== undefined) return 'json'
  const format = parameter(pairs, service.formatParameter)?.toLowerCase()
  if (format === 'json' || format === 'xml') return format
  if (format !== undefined) return undefined
  const accept = header('accept')?.toLowerCase() ?? ''
  return accept.includes('application/xml') && !accept.includes('json') ? 'xml' : 'json'
}

/** Format of an answer. */
export type Format = 'json' | 'xml'

function parameter(pairs: ServiceRequest['pairs'], name: string): string | undefined {
  return pairs.find(([key]) => key === name)?.[1]
}

const [plus, space] = [0x2b, 0x20]

/** Made once, as each takes memory of its own, and by the first request: jsdom, where this is imported too, has none. */
let coders: { readonly encoder: TextEncoder; readonly decoder: TextDecoder } | undefined

/** Parses names and values of a form. Its spaces are written before: `URLSearchParams`, and a replacement, take fifty bytes for each. */
function parseForm(text: string): [string, string][] {
  coders ??= { encoder: new TextEncoder(), decoder: new TextDecoder('utf-8', { ignoreBOM: true }) }
  const bytes = coders.encoder.encode(text)
  for (let at = bytes.indexOf(plus); at >= 0; at = bytes.indexOf(plus, at + 1)) bytes[at] = space
  return [...new URLSearchParams(coders.decoder.decode(bytes))]
}
