import { isVpnGatewayError, type ServiceError } from '@vpn-gateway/core'
import { plain, styled, terminal } from '../terminal.ts'

/** One line on stderr that says what is wrong; never a stack. */
export function reportFailure(error: unknown, asJson: boolean): void {
  if (asJson) terminal.say(JSON.stringify({ event: 'error', ...failureFields(error) }))
  else terminal.say(`${styled('red', 'vpngw:')} ${messageOf(error)}`)
}

/** The printable fields of any error. */
export function failureFields(error: unknown): Record<string, unknown> {
  return isVpnGatewayError(error) ? error.toJSON() : { name: 'Error', message: messageOf(error) }
}

/** The message of any error, on one line. */
export function messageOf(error: unknown): string {
  const { requestId, accessDenied } = Object(error) as Partial<ServiceError>
  const message = error instanceof Error || isVpnGatewayError(error) ? error.message : 'an unknown fault'
  const { action = 'it', policyType, reason } = accessDenied ?? {}
  const denied = accessDenied && `${action} is denied${reason ? `, ${reason}` : ''}${policyType ? ` by ${policyType}` : ''}`
  const more = [denied, requestId && `request ${requestId}`].filter(Boolean)
  return plain(more.length === 0 ? message : `${message} (${more.join('; ')})`)
}

/** The message of the error of a deletion, where its id stands before it already. */
export function reasonOf(id: string, error: unknown): string {
  return messageOf(error).replace(`${id}: `, '')
}
