import type { Clock } from '../clock.ts'
import { type Credentials, type CredentialsSource, credentialsFrom } from '../credentials.ts'
import { type OperationName, service } from '../generated/operations.ts'
import { encodePairs } from '../parameters/query.ts'
import { signV1, v1Method } from '../signing/v1.ts'
import { bodyHashOf, signV3, v3Authorization } from '../signing/v3.ts'
import type { WireRequest } from './request.ts'

/** How requests are signed: `v3` in headers, or `v1` in parameters, as older clients do. */
export type SigningVersion = 'v3' | 'v1'

/** Where the parameters of a POST stand; the two are one to the service. */
export type ParametersIn = 'query' | 'form'

/** How far the service's clock is ahead of ours, as far as its answers have told. */
export interface ClockSkew {
  offsetMs: number
}

/** How the requests of a wire are made ready to leave. */
export interface SigningOptions {
  readonly credentials: CredentialsSource | undefined
  readonly signing: SigningVersion
  readonly parametersIn: ParametersIn
  readonly clock: Clock
  readonly skew: ClockSkew
}

/** A request that is ready to leave. */
export interface ReadyRequest {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  /** What was signed, if anything was. */
  readonly stringToSign?: string
}

type Pairs = readonly (readonly [string, string])[]

/** Signs a request anew: each attempt has a nonce and a time of its own. Without credentials it leaves unsigned. */
export async function sign(request: WireRequest, operation: OperationName, options: SigningOptions): Promise<ReadyRequest> {
  const credentials = options.credentials === undefined ? undefined : await credentialsFrom(options.credentials)
  const url = new URL(request.url)
  const pairs = [...url.searchParams]
  if (credentials === undefined) return place(url, request.method, [...pairs, [service.versionParameter, service.version]], options)
  return options.signing === 'v3'
    ? placeV3(url, request.method, pairs, options, operation, credentials)
    : placeV1(url, request.method, pairs, options, credentials)
}

/** All that V1 adds are parameters. */
async function placeV1(url: URL, method: string, pairs: Pairs, options: SigningOptions, credentials: Credentials): Promise<ReadyRequest> {
  const { accessKeyId, accessKeySecret, securityToken } = credentials
  const unsigned: Pairs = [
    ...pairs,
    [service.versionParameter, service.version],
    [service.formatParameter, 'JSON'],
    ['AccessKeyId', accessKeyId],
    ['SignatureMethod', v1Method],
    ['SignatureVersion', '1.0'],
    ['SignatureNonce', crypto.randomUUID()],
    ['Timestamp', timestamp(options)],
    ...(securityToken === undefined ? [] : ([['SecurityToken', securityToken]] as const)),
  ]
  const { signature, stringToSign } = await signV1({ method, pairs: unsigned }, accessKeySecret)
  return { ...place(url, method, [...unsigned, ['Signature', signature]], options), stringToSign }
}

/** All that V3 adds are headers. */
async function placeV3(
  url: URL,
  method: string,
  pairs: Pairs,
  options: SigningOptions,
  operation: OperationName,
  credentials: Credentials,
): Promise<ReadyRequest> {
  const { accessKeyId, accessKeySecret, securityToken } = credentials
  const placed = place(url, method, pairs, options)
  const bodyHash = await bodyHashOf(placed.body ?? '')
  const contentType = placed.headers['content-type']
  const signed = {
    host: url.host,
    'x-acs-action': operation,
    'x-acs-version': service.version,
    'x-acs-date': timestamp(options),
    'x-acs-signature-nonce': crypto.randomUUID(),
    'x-acs-content-sha256': bodyHash,
    ...(contentType !== undefined && { 'content-type': contentType }),
    ...(securityToken !== undefined && { 'x-acs-security-token': securityToken }),
  }
  const query = new URL(placed.url).search.slice(1)
  const signature = await signV3({ method, query, headers: signed, bodyHash }, accessKeySecret)
  // Every runtime writes the host itself, and browsers forbid to.
  const { host: _, ...headers } = signed
  const authorization = v3Authorization(accessKeyId, signature)
  return { ...placed, headers: { ...placed.headers, ...headers, authorization }, stringToSign: signature.stringToSign }
}

/** Puts parameters where they belong. */
function place({ origin }: URL, method: string, pairs: Pairs, { parametersIn }: SigningOptions): ReadyRequest {
  const encoded = encodePairs(pairs)
  const accept = { accept: 'application/json' }
  if (parametersIn === 'query') return { url: `${origin}/?${encoded}`, method, headers: accept, body: undefined }
  return { url: `${origin}/`, method, headers: { ...accept, 'content-type': 'application/x-www-form-urlencoded' }, body: encoded }
}

/** The time as the service reads it, in whole seconds, by the service's clock as far as it is known. */
function timestamp({ clock, skew }: SigningOptions): string {
  return `${new Date(clock.now() + skew.offsetMs).toISOString().slice(0, 19)}Z`
}
