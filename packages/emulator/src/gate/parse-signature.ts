import { bodyHashOf, encodePairs, signV1, signV3, v1Method, v3Algorithm } from '@vpn-gateway/core/signing'
import type { ServiceRequest } from '../http/request.ts'
import { refusal } from './refusal.ts'

/** What a request says of who signed it, whichever way it is signed. */
export interface Claim {
  readonly accessKeyId: string
  readonly securityToken: string | undefined
  readonly time: string
  readonly nonce: string
  readonly signature: string
  /** What the signature must be under a secret, and the text that was signed. */
  sign(accessKeySecret: string): Promise<{ readonly signature: string; readonly stringToSign: string }>
}

/** @throws {Refusal} where a part of the signature is missing, or its method is unknown. */
export function claimOf(request: ServiceRequest): Claim {
  const authorization = request.header('authorization')
  return authorization === undefined ? v1Claim(request) : v3Claim(request, authorization)
}

/** Headers that a V3 signature must cover where they are there. */
const mustBeSigned = [
  'host',
  'x-acs-action',
  'x-acs-version',
  'x-acs-date',
  'x-acs-signature-nonce',
  'x-acs-content-sha256',
  'x-acs-security-token',
]

/** V3 signs in headers. */
function v3Claim(request: ServiceRequest, authorization: string): Claim {
  const { header, method } = request
  const [, algorithm, parts = ''] = /^(\S*)\s*(.*)$/.exec(authorization.trim()) ?? []
  if (algorithm !== v3Algorithm) throw refusal(undefined, 'signature-method-unknown')
  const { Credential, SignedHeaders: names = '', Signature } = Object.fromEntries(parts.split(',').map((part) => part.trim().split('=', 2)))
  if (!/^[a-z0-9-]+(;[a-z0-9-]+)*$/.test(names)) throw refusal(undefined, 'signature-incomplete')
  // A header that is not signed could be changed on its way.
  const isCovered = mustBeSigned.every((name) => (name !== 'host' && header(name) === undefined) || names.split(';').includes(name))
  if (!isCovered) throw refusal(undefined, 'signature-incomplete')
  const signed = Object.fromEntries(names.split(';').map((name: string) => [name, name === 'host' ? request.host : (header(name) ?? '')]))
  return {
    accessKeyId: needed(Credential),
    securityToken: header('x-acs-security-token') || undefined,
    time: header('x-acs-date') ?? '',
    nonce: needed(header('x-acs-signature-nonce')),
    signature: needed(Signature),
    sign: async (secret) =>
      signV3({ method, query: encodePairs(request.query), headers: signed, bodyHash: await bodyHashOf(request.body) }, secret),
  }
}

/** V1 signs in parameters, wherever they stand. */
function v1Claim({ method, pairs }: ServiceRequest): Claim {
  const named = new Map(pairs)
  const signature = needed(named.get('Signature'))
  if (needed(named.get('SignatureMethod')) !== v1Method || needed(named.get('SignatureVersion')) !== '1.0')
    throw refusal(undefined, 'signature-method-unknown')
  return {
    accessKeyId: needed(named.get('AccessKeyId')),
    // Some clients send an empty one where there is none.
    securityToken: named.get('SecurityToken') || undefined,
    time: named.get('Timestamp') ?? '',
    nonce: needed(named.get('SignatureNonce')),
    signature,
    sign: (secret) => signV1({ method, pairs: pairs.filter(([name]) => name !== 'Signature') }, secret),
  }
}

function needed(part: string | undefined): string {
  if (!part) throw refusal(undefined, 'signature-incomplete')
  return part
}
