import { hmacSha1Base64 } from '#crypto'
import { encodePairs, percentEncode } from '../parameters/query.ts'

/** The value of `SignatureMethod`. */
export const v1Method = 'HMAC-SHA1'

/** What a V1 signature covers: every parameter, wherever it is sent. */
export interface V1Request {
  readonly method: string
  /** Names and texts of query and form, without `Signature`. */
  readonly pairs: Iterable<readonly [string, string]>
}

/** A V1 signature with the text that leads to it. */
export interface V1Signature {
  readonly stringToSign: string
  /** Base64. */
  readonly signature: string
}

/** Signs by `HMAC-SHA1` in version 1.0. */
export async function signV1({ method, pairs }: V1Request, accessKeySecret: string): Promise<V1Signature> {
  const stringToSign = `${method}&${percentEncode('/')}&${percentEncode(encodePairs(pairs))}`
  return { stringToSign, signature: await hmacSha1Base64(`${accessKeySecret}&`, stringToSign) }
}
