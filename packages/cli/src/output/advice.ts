import { isVpnGatewayError, type VpnGatewayError } from '@vpn-gateway/core'
import { saysUnsigned } from '@vpn-gateway/core/catalogue'

/** What is known of the requests of a command, and explains their errors. */
export interface Circumstances {
  /** Way to sign, in words, where requests go unsigned. */
  readonly howToSign?: string
}

/** Gives what a person can do about an error, as far as its circumstances tell; nothing for most errors. */
export function adviceOn(error: unknown, circumstances: Circumstances): string[] {
  return errorsIn(error).flatMap((each) => unsignedAdvice(each, circumstances))
}

/** Lists an error of these packages and the one that caused it: the error of a wait has that of a request as its cause. */
function errorsIn(error: unknown): VpnGatewayError[] {
  return [error, (Object(error) as Error).cause].filter(isVpnGatewayError)
}

function unsignedAdvice({ name, code }: VpnGatewayError, { howToSign }: Circumstances): string[] {
  return howToSign !== undefined && name === 'ServiceError' && saysUnsigned(code) ? [`the request went unsigned: ${howToSign}`] : []
}
