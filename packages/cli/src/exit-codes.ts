import { isVpnGatewayError, saysAbsent } from '@vpn-gateway/core'

/** The exit codes of `vpngw`; its README tells them to users. */
export const exitCodes = {
  done: 0,
  /** The service refused, or a deletion failed. */
  failed: 1,
  /** The command or its values cannot be used; nothing was sent. */
  usage: 2,
  /** No usable answer came. */
  unreachable: 3,
  /** There is no such resource. */
  absent: 4,
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

export function exitCodeOf(error: unknown): ExitCode {
  if (!isVpnGatewayError(error)) return exitCodes.failed
  if (['ParameterError', 'OptionError', 'CredentialsError'].includes(error.name)) return exitCodes.usage
  if (error.kind === 'gone' || saysAbsent(error.code)) return exitCodes.absent
  return error.name === 'NetworkError' || error.name === 'TimeoutError' || error.name === 'UnreadableAnswerError'
    ? exitCodes.unreachable
    : exitCodes.failed
}
