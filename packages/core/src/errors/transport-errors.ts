import { type ErrorFields, VpnGatewayError } from './base.ts'

type Sent = Pick<ErrorFields, 'operation' | 'attempts' | 'cause'> & {
  /** The origin that was called; never the whole address, which has parameters. */
  readonly origin?: string | undefined
}

/** No answer came: the connection failed before or while the answer was read. Whether the work was done is unknown. */
export class NetworkError extends VpnGatewayError {
  override readonly name = 'NetworkError'

  constructor(sent: Sent) {
    const reason = reasonOf(sent.cause)
    super(`${sent.operation ?? 'The call'} got no answer${from(sent)}${reason ? `: ${reason}` : ''}`, {
      kind: 'transient',
      code: 'NetworkFailure',
      ...sent,
    })
  }
}

/** No answer came in time. Whether the work was done is unknown. */
export class TimeoutError extends VpnGatewayError {
  override readonly name = 'TimeoutError'
  /** The limit that was reached, in milliseconds. */
  readonly timeoutMs: number

  constructor(timeoutMs: number, sent: Sent) {
    super(`${sent.operation ?? 'The call'} got no answer${from(sent)} within ${timeoutMs} ms`, {
      kind: 'transient',
      code: 'TimedOut',
      ...sent,
    })
    this.timeoutMs = timeoutMs
  }
}

/** An answer came that is not the service's: HTML of a proxy, an empty or truncated body. */
export class UnreadableAnswerError extends VpnGatewayError {
  override readonly name = 'UnreadableAnswerError'
  readonly status: number

  constructor(status: number, what: string, sent: Sent) {
    // A proxy that refuses will refuse again; anything else may pass.
    const kind = status >= 400 && status < 500 ? 'stop' : 'transient'
    super(`${sent.operation ?? 'The call'} was answered with status ${status} and ${what}`, { kind, code: 'UnreadableAnswer', ...sent })
    this.status = status
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), status: this.status }
  }
}

function from({ origin }: Sent): string {
  return origin === undefined ? '' : ` from ${origin}`
}

/** Runtimes hide the reason of a failed connection one or two causes down. */
function reasonOf(cause: unknown): string | undefined {
  for (let at = cause; typeof at === 'object' && at !== null; at = (at as Error).cause) {
    const { code } = at as { code?: unknown }
    if (typeof code === 'string') return code
  }
  return undefined
}
