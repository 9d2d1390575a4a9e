import { type Credentials, type CredentialsSource, credentialsFrom } from '../credentials.ts'
import { signV1Query, type V1Signature, v1Method } from '../signing/v1-query.ts'
import { bodyHashOf, signV3, type V3Signature, v3Authorization } from '../signing/v3.ts'
import type { ReadyRequest } from '../transport/transport.ts'
import type { Loaded } from './loaded.ts'
import { quotationsOf, remedyOf } from './refusal.ts'
import type { ClockSkew, Pairs, PreparedRequest, RequestOptions, SentAttempt } from './request.ts'

/** A request with a signature of its own. */
export async function sign(
  loaded: Loaded,
  sent: SentAttempt,
  pairs: Pairs,
  options: RequestOptions,
  source: CredentialsSource,
): Promise<PreparedRequest> {
  const credentials = await credentialsFrom(source, sent, loaded)
  const { offsetMs } = options.skew
  const making =
    options.signing === 'v3' ? requestV3(loaded, sent, pairs, options, credentials) : requestV1(loaded, pairs, options, credentials)
  const { request, signature } = await loaded.held(options.clock, making).catch((cause) => {
    throw new loaded.CredentialsError('cannot sign the request', { ...sent, cause })
  })
  return {
    request,
    signed: {
      ...quotationsOf(recentSecrets(options.skew, credentials), signature),
      remedyFor: (error, answer) => remedyOf({ error, answer, offsetMs, source }, options),
    },
  }
}

/** Secrets by client: a refusal may quote the request of an attempt before, which other keys have signed. */
const secrets = new WeakMap<ClockSkew, string[]>()
const mostSecrets = 8

/** Gives the secrets that a client has signed with lately, those of now first. */
function recentSecrets(client: ClockSkew, { accessKeySecret, securityToken }: Credentials): readonly string[] {
  const before = secrets.get(client) ?? []
  if (before[0] === accessKeySecret && (securityToken === undefined || before[1] === securityToken)) return before
  const now = securityToken === undefined ? [accessKeySecret] : [accessKeySecret, securityToken]
  const recent = [...new Set([...now, ...before])].slice(0, mostSecrets)
  secrets.set(client, recent)
  return recent
}

interface SignedRequest {
  readonly request: ReadyRequest
  readonly signature: V1Signature | V3Signature
}

/** All that V1 adds are parameters. */
async function requestV1(loaded: Loaded, pairs: Pairs, options: RequestOptions, credentials: Credentials): Promise<SignedRequest> {
  const { makeRequest, randomUuid, service } = loaded
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
  const { method, path, body } = makeRequest(unsigned, options)
  const signature = await signV1Query(method, body ?? path.slice('/?'.length), accessKeySecret)
  return { request: makeRequest([...unsigned, ['Signature', signature.signature]], options), signature }
}

/** All that V3 adds are headers. */
async function requestV3(
  { makeRequest, randomUuid, service }: Loaded,
  { operation }: SentAttempt,
  pairs: Pairs,
  options: RequestOptions,
  credentials: Credentials,
): Promise<SignedRequest> {
  const { accessKeyId, accessKeySecret, securityToken } = credentials
  const made = makeRequest(pairs, options)
  const bodyHash = await bodyHashOf(made.body ?? '')
  const { accept = '', ...content } = made.headers
  const signed: Record<string, string> = {
    ...content,
    'x-acs-action': operation,
    'x-acs-version': service.version,
    'x-acs-date': timestamp(options),
    'x-acs-signature-nonce': randomUuid(),
    'x-acs-content-sha256': bodyHash,
  }
  if (securityToken !== undefined) signed['x-acs-security-token'] = securityToken
  const { method, path, body } = made
  const query = path.slice('/?'.length)
  // Every runtime writes the host itself, and browsers forbid to.
  const v3 = await signV3({ method, query, headers: { ...signed, host: options.host }, bodyHash }, accessKeySecret)
  const headers = { accept, ...signed, authorization: v3Authorization(accessKeyId, v3) }
  return { request: { method, path, headers, body }, signature: v3 }
}

/** The last second as text, as formatting it costs more than signing. */
let written = { second: Number.NaN, text: '' }

/** The time as the service reads it, in whole seconds, by the service's clock as far as it is known. */
function timestamp({ clock, skew }: RequestOptions): string {
  const second = Math.floor((clock.now() + skew.offsetMs) / 1000)
  if (second !== written.second) written = { second, text: `${new Date(second * 1000).toISOString().slice(0, 19)}Z` }
  return written.text
}
