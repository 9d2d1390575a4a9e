import { bodyHashOf, encodePairs, signV1, signV3, v1Method, v3Algorithm } from '@vpn-gateway/core/signing'
import type { ServiceRequest } from '../http/request.ts'
import { refusal } from './refusal.ts'

/** Signature of a request, whichever way it is signed. */
export interface ParsedSignature {
  readonly accessKeyId: string
  readonly securityToken: string | undefined
  readonly time: string
  readonly nonce: string
  readonly signature: string
  /** Signs the same request with a secret, and gives the text that was signed, too. */
  sign(accessKeySecret: string): Promise<{ readonly signature: string; readonly stringToSign: string }>
}

/** Reads the signature of a request. @throws {Refusal} where a part of it is missing, or its method is unknown. */
export function parseSignature(request: ServiceRequest): ParsedSignature {
  const authorization = request.header('authorization')
  return authorization === undefined ? parseV1(request) : parseV3(request, authorization)
}

/** Headers that a V3 signature must cover where they are there; it must always cover the host. */
const mustSign = ['x-acs-action', 'x-acs-version', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-content-sha256', 'x-acs-security-token']

/** V3 signs in headers. */
function parseV3(request: ServiceRequest, authorization: string): ParsedSignature {
  const { header, method } = request
  const [, algorithm, parts = ''] = /^(\S*)\s*(.*)$/.exec(authorization.trim()) ?? []
  if (algorithm !== v3Algorithm) throw refusal('signature-method-unknown')
  const { Credential, SignedHeaders: names = '', Signature } = Object.fromEntries(parts.split(',').map((part) => part.trim().split('=', 2)))
  if (!/^[a-z0-9-]+(;[a-z0-9-]+)*$/.test(names)) throw refusal('signature-incomplete')
  // A header that is not signed could be changed on its way.
  const signed: readonly string[] = names.split(';')
  if (!['host', ...mustSign.filter((name) => header(name) !== undefined)].every((name) => signed.includes(name)))
    throw refusal('signature-incomplete')
  const headers = Object.fromEntries(signed.map((name) => [name, name === 'host' ? request.host : (header(name) ?? '')]))
  return {
    accessKeyId: required(Credential),
    securityToken: header('x-acs-security-token') || undefined,
    time: header('x-acs-date') ?? '',
    nonce: required(header('x-acs-signature-nonce')),
    signature: required(Signature),
    sign: async (secret) =>
      signV3({ method, query: encodePairs(request.query), headers, bodyHash: await bodyHashOf(request.body) }, secret),
  }
}

/** V1 signs in parameters, of the query or of a form. */
function parseV1({ method, pairs }: ServiceRequest): ParsedSignature {
  const named = new Map(pairs)
  const signature = required(named.get('Signature'))
  if (required(named.get('SignatureMethod')) !== v1Method || required(named.get('SignatureVersion')) !== '1.0')
    throw refusal('signature-method-unknown')
  return {
    accessKeyId: required(named.get('AccessKeyId')),
    // Some clients send an empty one where there is none.
    securityToken: named.get('SecurityToken') || undefined,
    time: named.get('Timestamp') ?? '',
    nonce: required(named.get('SignatureNonce')),
    signature,
    sign: (secret) => signV1({ method, pairs: pairs.filter(([name]) => name !== 'Signature') }, secret),
  }
}

function required(part: string | undefined): string {
  if (!part) throw refusal('signature-incomplete')
  return part
}
