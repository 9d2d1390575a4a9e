import { randomUuid } from '#crypto'
import { type Credentials, type CredentialsSource, credentialsFrom } from '../credentials.ts'
import { type OperationName, service } from '../generated/operations.ts'
import { signV1, v1Method } from '../signing/v1.ts'
import { bodyHashOf, signV3, v3Authorization } from '../signing/v3.ts'
import { method, type Pairs, type PreparedRequest, place, type RequestOptions, type Signed } from './prepare.ts'

/** A request with a signature of its own. */
export async function sign(
  operation: OperationName,
  pairs: Pairs,
  options: RequestOptions,
  source: CredentialsSource,
): Promise<PreparedRequest> {
  const credentials = await credentialsFrom(source)
  return options.signing === 'v3' ? placeV3(operation, pairs, options, credentials) : placeV1(pairs, options, credentials)
}

/** All that V1 adds are parameters. */
async function placeV1(pairs: Pairs, options: RequestOptions, credentials: Credentials): Promise<PreparedRequest> {
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
async function placeV3(
  operation: OperationName,
  pairs: Pairs,
  options: RequestOptions,
  credentials: Credentials,
): Promise<PreparedRequest> {
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

/** The time as the service reads it, in whole seconds, by the service's clock as far as it is known. */
function timestamp({ clock, skew }: RequestOptions): string {
  return `${new Date(clock.now() + skew.offsetMs).toISOString().slice(0, 19)}Z`
}
