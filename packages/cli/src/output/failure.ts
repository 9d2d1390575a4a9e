import { isVpnGatewayError } from '@vpn-gateway/core'
import { styled, terminal } from '../terminal.ts'

/** One line on stderr that says what is wrong; never a stack. */
export function reportFailure(error: unknown, asJson: boolean): void {
  if (asJson) terminal.say(JSON.stringify({ event: 'error', ...failureFields(error) }))
  else terminal.say(`${styled('red', 'vpngw:')} ${messageOf(error)}`)
}

/** The printable fields of any error. */
export function failureFields(error: unknown): Record<string, unknown> {
  return isVpnGatewayError(error) ? error.toJSON() : { name: 'Error', message: messageOf(error) }
}

function messageOf(error: unknown): string {
  if (isVpnGatewayError(error)) {
    const { requestId } = error as { requestId?: string }
    return requestId === undefined ? error.message : `${error.message} (request ${requestId})`
  }
  return error instanceof Error ? error.message : 'an unknown fault'
}
