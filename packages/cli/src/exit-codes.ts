import { isVpnGatewayError, saysAbsent } from '@vpn-gateway/core'
import type { DeletionErrorCode, Outcome } from '@vpn-gateway/poller'

/** The exit codes of `vpngw`; its README lists them. */
export const exitCodes = {
  done: 0,
  /** The service refused, a deletion failed, or the person said no. */
  failed: 1,
  /** The command or its values cannot be used; no deletion was sent. */
  usage: 2,
  /** No usable answer came. */
  unreachable: 3,
  /** There is no such resource. */
  absent: 4,
  /** Not all is known yet: a deletion goes on, or may, and can be gone on with. */
  unknown: 5,
  /** Ended by a signal; what the service has accepted goes on. */
  interrupted: 130,
  terminated: 143,
  hungUp: 129,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Codes of errors of deletions that say that something is not there. */
const absences: readonly string[] = ['ResourceAbsent', 'ParentAbsent'] satisfies DeletionErrorCode[]

export function exitCodeOf(error: unknown): ExitCode {
  if (!isVpnGatewayError(error)) return exitCodes.failed
  // Where a request had left before the keys failed, a deletion may have been sent.
  if (error.name === 'CredentialsError') return error.kind === 'transient' || error.attempts > 0 ? exitCodes.unreachable : exitCodes.usage
  if (error.name === 'ParameterError' || error.name === 'OptionError') return exitCodes.usage
  // An answer of an intermediary, such as a proxy, says nothing of the resource, whatever code came with it.
  const isPassing = error.kind === 'throttled' || error.kind === 'transient'
  if (!isPassing && (error.kind === 'gone' || saysAbsent(error.code) || absences.includes(error.code))) return exitCodes.absent
  return error.name === 'NetworkError' || error.name === 'TimeoutError' || error.name === 'UnreadableAnswerError'
    ? exitCodes.unreachable
    : exitCodes.failed
}

/** The code of a teardown: that something is not known yet outdoes all others, and else the one that all failures share. */
export function exitCodeOfAll(outcomes: readonly Outcome[]): ExitCode {
  if (outcomes.some(({ outcome }) => outcome === 'unknown')) return exitCodes.unknown
  const [only, ...others] = new Set(outcomes.flatMap((each) => (each.outcome === 'failed' ? [exitCodeOf(each.error)] : [])))
  // Wrong input says that nothing was sent.
  const hasDeleted = only === exitCodes.usage && outcomes.some((each) => each.outcome === 'gone' && !each.alreadyGone)
  return others.length > 0 || hasDeleted ? exitCodes.failed : (only ?? exitCodes.done)
}
