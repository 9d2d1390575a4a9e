import { randomUuid } from '#crypto'
import type { Clock } from '../clock.ts'
import { type Credentials, type CredentialsSource, credentialsFrom } from '../credentials.ts'
import { type OperationName, service } from '../generated/operations.ts'
import { encodePairs } from '../parameters/query.ts'
import { signV1, v1Method } from '../signing/v1.ts'
import { bodyHashOf, signV3, v3Authorization } from '../signing/v3.ts'
import type { ReadyRequest } from './transport.ts'

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
  /** The host that requests go to, with the port where it is not the protocol's own. */
  readonly host: string
}

/** What is known of a signature, to tell why it was refused without telling more. */
export interface Signed {
  readonly stringToSign: string
  /** Texts that must not be shown, wherever they turn up. */
  readonly secrets: readonly string[]
}

/** A request, and its signature if it has one. */
export interface SignedRequest {
  readonly request: ReadyRequest
  readonly signed?: Signed
}

/** Names and texts of parameters. */
export type Pairs = readonly (readonly [string, string])[]

const method = 'POST'

/** Signs a request anew: each attempt has a nonce and a time of its own. Without credentials it leaves unsigned. */
export async function sign(operation: OperationName, pairs: Pairs, options: SigningOptions): Promise<SignedRequest> {
  if (options.credentials === undefined) return { request: place([...pairs, [service.versionParameter, service.version]], options) }
  const credentials = await credentialsFrom(options.credentials)
  return options.signing === 'v3' ? placeV3(operation, pairs, options, credentials) : placeV1(pairs, options, credentials)
}

/** All that V1 adds are parameters. */
async function placeV1(pairs: Pairs, options: SigningOptions, credentials: Credentials): Promise<SignedRequest> {
  const { accessKeyId, accessKeySecret, securityToken } = credentials
  const unsigned: Pairs = [
    ...pairs,
    [service.versionParameter, service.version],
    [service.formatParameter, 'JSON'],
    ['AccessKeyId', accessKeyId],
    ['SignatureMethod', v1Method],
    ['SignatureVersion', '1.0'],
    ['SignatureNonce', randomUuid()],
    ['Timestamp', timestamp(options)],
    ...(securityToken === undefined ? [] : ([['SecurityToken', securityToken]] as const)),
  ]
  const { signature, stringToSign } = await signV1({ method, pairs: unsigned }, accessKeySecret)
  return { request: place([...unsigned, ['Signature', signature]], options), signed: signedBy(credentials, signature, stringToSign) }
}

/** All that V3 adds are headers. */
async function placeV3(operation: OperationName, pairs: Pairs, options: SigningOptions, credentials: Credentials): Promise<SignedRequest> {
  const { accessKeyId, accessKeySecret, securityToken } = credentials
  const placed = place(pairs, options)
  const bodyHash = await bodyHashOf(placed.body ?? '')
  const contentType = placed.headers['content-type']
  const signed = {
    host: options.host,
    'x-acs-action': operation,
    'x-acs-version': service.version,
    'x-acs-date': timestamp(options),
    'x-acs-signature-nonce': randomUuid(),
    'x-acs-content-sha256': bodyHash,
    ...(contentType !== undefined && { 'content-type': contentType }),
    ...(securityToken !== undefined && { 'x-acs-security-token': securityToken }),
  }
  const query = placed.path.slice('/?'.length)
  const v3 = await signV3({ method, query, headers: signed, bodyHash }, accessKeySecret)
  // Every runtime writes the host itself, and browsers forbid to.
  const { host: _, ...headers } = signed
  const authorization = v3Authorization(accessKeyId, v3)
  const request = { ...placed, headers: { ...placed.headers, ...headers, authorization } }
  return { request, signed: signedBy(credentials, v3.signature, v3.stringToSign) }
}

function signedBy({ accessKeySecret, securityToken }: Credentials, signature: string, stringToSign: string): Signed {
  const secrets = [accessKeySecret, signature]
  if (securityToken !== undefined) secrets.push(securityToken)
  return { stringToSign, secrets }
}

/** Puts parameters where they belong. */
function place(pairs: Pairs, { parametersIn }: SigningOptions): ReadyRequest {
  const encoded = encodePairs(pairs)
  const accept = 'application/json'
  return parametersIn === 'query'
    ? { method, path: `/?${encoded}`, headers: { accept }, body: undefined }
    : { method, path: '/', headers: { accept, 'content-type': 'application/x-www-form-urlencoded' }, body: encoded }
}

/** The time as the service reads it, in whole seconds, by the service's clock as far as it is known. */
function timestamp({ clock, skew }: SigningOptions): string {
  return `${new Date(clock.now() + skew.offsetMs).toISOString().slice(0, 19)}Z`
}
