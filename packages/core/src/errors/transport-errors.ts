import { certificateAdvice, isUnsent } from '#network'
import { type ErrorFields, VpnGatewayError } from './base.ts'
import { reasonOf } from './reason.ts'

type Sent = Pick<ErrorFields, 'operation' | 'attempts' | 'cause'> & {
  /** The origin that was called; never the whole address, which has parameters. */
  readonly origin?: string | undefined
  /** Result of the transport: whether the request left. Left out where it does not know, so that the cause decides. */
  readonly isSent?: boolean | undefined
}

/**
 * No answer came: the connection failed before or while the answer was read. It is `stop` where a certificate was refused, and
 * `transient` otherwise.
 */
export class NetworkError extends VpnGatewayError {
  override readonly name = 'NetworkError'
  declare readonly code: 'NetworkFailure'
  declare readonly kind: 'stop' | 'transient'
  /** False where the request never left, so that nothing was done; otherwise that is unknown. */
  readonly isSent: boolean

  constructor(sent: Sent) {
    const reason = sent.cause === undefined ? undefined : reasonOf(sent.cause)
    const words = reason && (reason.code ?? reason.name)
    const advice = certificateAdvice(sent.cause)
    super(`${sent.operation ?? 'The call'} got no answer${from(sent)}${words ? `: ${words}` : ''}${advice ? `; ${advice}` : ''}`, {
      kind: advice ? 'stop' : 'transient',
      code: 'NetworkFailure',
      ...sent,
      cause: reason,
    })
    this.isSent = sent.isSent ?? !isUnsent(sent.cause)
  }
}

/** No answer came in time. */
export class TimeoutError extends VpnGatewayError {
  override readonly name = 'TimeoutError'
  declare readonly code: 'TimedOut'
  declare readonly kind: 'transient'
  /** The limit that was reached, in milliseconds. */
  readonly timeoutMs: number
  /** False where the request never left, so that nothing was done; otherwise that is unknown. */
  readonly isSent: boolean

  constructor(timeoutMs: number, sent: Sent) {
    super(`${sent.operation ?? 'The call'} got no answer${from(sent)} within ${timeoutMs} ms`, {
      kind: 'transient',
      code: 'TimedOut',
      ...sent,
    })
    this.timeoutMs = timeoutMs
    this.isSent = sent.isSent !== false
  }
}

/** Kinds of errors that the status says whatever comes with it: a time-out of what stands between, and too many requests. */
export const passingKinds: Readonly<Record<number, 'transient' | 'throttled'>> = { 408: 'transient', 429: 'throttled' }

/** An answer came that is not the service's: HTML of a proxy, an empty or truncated body. */
export class UnreadableAnswerError extends VpnGatewayError {
  override readonly name = 'UnreadableAnswerError'
  declare readonly code: 'UnreadableAnswer'
  declare readonly kind: 'stop' | 'throttled' | 'transient'
  readonly status: number
  /** False where a proxy has answered before the request left, so that nothing was done; otherwise that is unknown. */
  readonly isSent: boolean

  constructor(status: number, what: string, sent: Sent) {
    // A proxy that refuses will refuse again; anything else may pass.
    const kind = passingKinds[status] ?? (status === 0 || (status >= 300 && status < 500) ? 'stop' : 'transient')
    super(`${sent.operation ?? 'The call'} was answered with status ${status} and ${what}`, { kind, code: 'UnreadableAnswer', ...sent })
    this.status = status
    this.isSent = sent.isSent !== false
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), status: this.status }
  }
}

function from({ origin }: Sent): string {
  return origin === undefined ? '' : ` from ${origin}`
}
