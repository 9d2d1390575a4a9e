import { hmacSha256Hex, sha256Hex } from '#crypto'

/** The name of the algorithm, the first word of the `Authorization` header. */
export const v3Algorithm = 'ACS3-HMAC-SHA256'

/** Input of a V3 signature. */
export interface V3Request {
  readonly method: string
  /** Canonical query: sorted, percent-encoded. */
  readonly query: string
  /** The headers to sign, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  /** Hex SHA-256 of the body. */
  readonly bodyHash: string
}

/** A V3 signature with the texts that lead to it. */
export interface V3Signature {
  readonly canonicalRequest: string
  readonly stringToSign: string
  /** Names of the signed headers, sorted, with semicolons between. */
  readonly signedHeaders: string
  /** Hex. */
  readonly signature: string
}

/** Signs by `ACS3-HMAC-SHA256`. */
export async function signV3(request: V3Request, accessKeySecret: string): Promise<V3Signature> {
  const names = Object.keys(request.headers).sort()
  const signedHeaders = names.join(';')
  const canonicalRequest = [
    request.method,
    '/',
    request.query,
    ...names.map((name) => `${name}:${request.headers[name]?.trim()}`),
    '',
    signedHeaders,
    request.bodyHash,
  ].join('\n')
  const stringToSign = `${v3Algorithm}\n${await sha256Hex(canonicalRequest)}`
  return { canonicalRequest, stringToSign, signedHeaders, signature: await hmacSha256Hex(accessKeySecret, stringToSign) }
}

/** The `Authorization` header of a signed request. */
export function v3Authorization(accessKeyId: string, { signedHeaders, signature }: V3Signature): string {
  return `${v3Algorithm} Credential=${accessKeyId},SignedHeaders=${signedHeaders},Signature=${signature}`
}

const hashOfNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** Hex SHA-256 of a body. */
export async function bodyHashOf(body: string): Promise<string> {
  return body === '' ? hashOfNothing : sha256Hex(body)
}
