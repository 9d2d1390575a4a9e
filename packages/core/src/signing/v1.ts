import { encodePairs } from '../parameters/query.ts'
import { signV1Query, type V1Signature } from './v1-query.ts'

/** Input of a V1 signature: every parameter, wherever it is sent. */
export interface V1Request {
  readonly method: string
  /** Names and texts of query and form, without `Signature`. */
  readonly pairs: Iterable<readonly [string, string]>
}

/** Signs by `HMAC-SHA1` in version 1.0. */
export function signV1({ method, pairs }: V1Request, accessKeySecret: string): Promise<V1Signature> {
  return signV1Query(method, encodePairs(pairs), accessKeySecret)
}
