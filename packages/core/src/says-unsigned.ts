import { unsignedCodes } from './generated/errors.ts'
import { isSameCode } from './operation.ts'

/**
 * Says whether an error code is one that answers a request without a signature. Some of these answer signed requests too, so
 * it explains an error only to a caller whose request went unsigned.
 */
export function saysUnsigned(code: string): boolean {
  return unsignedCodes.some((known) => isSameCode(known, code))
}
