import { type AccessDenied, isVpnGatewayError, type ServiceError } from '@vpn-gateway/core'
import { plain, styled, terminal } from '../terminal.ts'

/** Prints one line on stderr that says what is wrong, and what can be done about it; never a stack. */
export function reportFailure(error: unknown, asJson: boolean, advice: readonly string[] = []): void {
  if (asJson) terminal.say(JSON.stringify({ event: 'error', ...failureFields(error), ...(advice.length > 0 && { advice }) }))
  else terminal.say(`${styled('red', 'vpngw:')} ${withAdvice(messageOf(error), advice)}`)
}

function withAdvice(message: string, advice: readonly string[]): string {
  return advice.length === 0 ? message : [message.replace(/\.$/, ''), ...advice.map(plain)].join('; ')
}

/** Prints what can be done about the errors of a command that goes on after each, once on a line. */
export function reportAdvice(advice: readonly string[], asJson: boolean): void {
  for (const each of new Set(advice)) terminal.say(asJson ? JSON.stringify({ event: 'advice', advice: each }) : `vpngw: ${plain(each)}`)
}

/** The printable fields of any error. */
export function failureFields(error: unknown): Record<string, unknown> {
  return isVpnGatewayError(error) ? { ...refusalOf(error), ...error.toJSON() } : { name: 'Error', message: messageOf(error) }
}

/** Gives the words of the service on a refusal, which may be the cause of the error of a wait. */
function refusalOf(error: unknown): Pick<ServiceError, 'requestId' | 'accessDenied'> {
  const chain = [error, (Object(error) as Error).cause].filter(isVpnGatewayError) as Partial<ServiceError>[]
  const { requestId, accessDenied } = chain.find((each) => each.requestId ?? each.accessDenied) ?? {}
  return { ...(requestId !== undefined && { requestId }), ...(accessDenied && { accessDenied }) }
}

/** Says which permission lacks, and by which kind of policy. */
export function deniedWords({ action = 'it', policyType, reason }: AccessDenied): string {
  return plain(`${action} is denied${reason ? `, ${reason}` : ''}${policyType ? ` by ${policyType}` : ''}`)
}

/** The message of any error, on one line. */
export function messageOf(error: unknown): string {
  const { requestId } = refusalOf(error)
  return worded(error, requestId && `request ${requestId}`)
}

/** The message of the error of a deletion without what differs from one to the next: its id, and that of the request. */
export function groundsOf(id: string, error: unknown): string {
  return worded(error).replaceAll(id, 'it').replace(/^it: /, '')
}

function worded(error: unknown, request?: string): string {
  const { accessDenied } = refusalOf(error)
  const message = error instanceof Error || isVpnGatewayError(error) ? error.message : 'an unknown fault'
  const more = [accessDenied && deniedWords(accessDenied), request].filter(Boolean)
  return plain(more.length === 0 ? message : `${message} (${more.join('; ')})`)
}

/** The message of the error of a deletion, where its id stands before it already. */
export function reasonOf(id: string, error: unknown): string {
  return messageOf(error).replace(`${id}: `, '')
}
