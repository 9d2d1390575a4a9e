import type { ParameterValue, ParameterValues } from '../parameters/flatten.ts'
import type { ReadyRequest } from '../transport/transport.ts'
import type { Loaded } from './loaded.ts'
import { quotationsOf } from './refusal.ts'
import type { PreparedRequest, ProxyOptions, SentAttempt } from './request.ts'

/** Writes a request of the contract, with the headers of its caller. */
export async function proxyRequest(
  loaded: Loaded,
  sent: SentAttempt,
  parameters: ParameterValues,
  { prefix, headers: given = {} }: ProxyOptions,
): Promise<PreparedRequest> {
  const headers = await headersFrom(given).catch((cause) => {
    throw new loaded.CredentialsError('cannot be had for the proxy: its headers failed', { ...sent, cause })
  })
  const request = written(loaded, sent, parameters, prefix, headers)
  const [first, ...others] = secretsIn(headers)
  if (first === undefined) return { request }
  return { request, signed: { ...quotationsOf(others, { signature: first, stringToSign: first }), remedyFor: () => undefined } }
}

async function headersFrom(given: NonNullable<ProxyOptions['headers']>): Promise<Readonly<Record<string, string>>> {
  return typeof given === 'function' ? await given() : given
}

function written(
  { encodePairs, isRead }: Loaded,
  { operation }: SentAttempt,
  parameters: ParameterValues,
  prefix: string,
  more: Readonly<Record<string, string>>,
): ReadyRequest {
  const [path, headers] = [`${prefix}/${operation}`, { accept: 'application/json', ...more }]
  if (!isRead(operation))
    return { method: 'POST', path, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(parameters) }
  const query = encodePairs(Object.entries(parameters).flatMap(([name, value]) => pairsOf(name, value)))
  return { method: 'GET', path: query === '' ? path : `${path}?${query}`, headers, body: undefined }
}

/** A list is written again and again, and an object in it as a text of JSON. */
function pairsOf(name: string, value: ParameterValue | undefined): [string, string][] {
  if (value === undefined) return []
  if (Array.isArray(value)) return value.flatMap((entry) => pairsOf(name, entry))
  return [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]]
}

/** Words shorter than this are no secrets. */
const shortestSecret = 8

/** Gives the words of headers that an answer may quote, and nobody may read. */
function secretsIn(headers: Readonly<Record<string, string>>): string[] {
  const words = Object.values(headers).flatMap((value) => String(value).split(/[\s,;]+/))
  return [...new Set(words)].filter((word) => word.length >= shortestSecret)
}
