import type { Clock } from '../clock.ts'
import { type CredentialsSource, credentialsFrom } from '../credentials.ts'
import { type OperationName, service } from '../generated/operations.ts'
import { bodyHashOf, signV3, v3Authorization } from '../signing/v3.ts'
import type { WireRequest } from './request.ts'

/**
 * The headers that leave with a request. Without credentials they are what a browser may send without asking first, so
 * the version goes into the query; see `addressOf`.
 */
export async function headersOf(
  request: WireRequest,
  operation: OperationName,
  source: CredentialsSource | undefined,
  clock: Clock,
): Promise<Record<string, string>> {
  const accept = { accept: 'application/json' }
  if (source === undefined) return accept
  const { accessKeyId, accessKeySecret, securityToken } = await credentialsFrom(source)
  const { host, search } = new URL(request.url)
  const bodyHash = await bodyHashOf('')
  const signed = {
    host,
    'x-acs-action': operation,
    'x-acs-version': service.version,
    'x-acs-date': `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': crypto.randomUUID(),
    'x-acs-content-sha256': bodyHash,
    ...(securityToken !== undefined && { 'x-acs-security-token': securityToken }),
  }
  const signature = await signV3({ method: request.method, query: search.slice(1), headers: signed, bodyHash }, accessKeySecret)
  // Every runtime writes the host itself, and browsers forbid to.
  const { host: _, ...headers } = signed
  return { ...accept, ...headers, authorization: v3Authorization(accessKeyId, signature) }
}
