import { hmacSha1Base64 } from '#crypto'

/** The value of `SignatureMethod`. */
export const v1Method = 'HMAC-SHA1'

/** A V1 signature with the text that leads to it. */
export interface V1Signature {
  readonly stringToSign: string
  /** Base64. */
  readonly signature: string
}

/** Signs a query that is sorted and percent-encoded already, by `HMAC-SHA1` in version 1.0. */
export async function signV1Query(method: string, query: string, accessKeySecret: string): Promise<V1Signature> {
  // Nothing is left in it that the two ways to percent-encode would write differently.
  const stringToSign = `${method}&%2F&${encodeURIComponent(query)}`
  return { stringToSign, signature: await hmacSha1Base64(`${accessKeySecret}&`, stringToSign) }
}
