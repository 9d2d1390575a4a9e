import type { Clock } from '../clock.ts'
import { isVpnGatewayError, type VpnGatewayError } from '../errors/base.ts'
import type { OperationName } from '../generated/names.ts'
import type { ErrorKind } from '../metadata.ts'

/** A request is about to leave. */
export interface RequestEvent {
  readonly operation: OperationName
  /** Number of the request within its call, from 1. */
  readonly attempt: number
  /** Origin that it goes to; never the whole address, which has parameters. */
  readonly origin: string
}

/** A request has come to its end. */
export interface ResponseEvent extends RequestEvent {
  /** Milliseconds from the request's leaving to the end of its answer. */
  readonly durationMs: number
  /** HTTP status, where an answer came. */
  readonly status?: number
  /** Id of the request, where the service gave one. */
  readonly requestId?: string
  /** Failure; undefined where the call succeeded. */
  readonly error?: Failure
}

/** A request is about to be repeated: by the retry policy, because the clock was corrected, its keys had run out, or its connection was closed. */
export interface RetryEvent extends RequestEvent {
  /** Failure of the attempt before. */
  readonly reason: Failure
  /** Milliseconds since the one before came to its end. */
  readonly delayMs: number
}

/** An error in the fields that may be shown. */
export interface Failure {
  /** The error's name; `Aborted` where the caller ended the call. */
  readonly name: string
  readonly code?: string
  readonly kind?: ErrorKind
}

/**
 * Watch the requests of a client, for logs and metrics. The fields of an event are chosen one by one: none holds a key,
 * a signature, a parameter or a body. A hook only watches: what it throws, or its promise rejects with, changes nothing.
 */
export interface Hooks {
  readonly request?: ((event: RequestEvent) => unknown) | undefined
  readonly response?: ((event: ResponseEvent) => unknown) | undefined
  readonly retry?: ((event: RetryEvent) => unknown) | undefined
}

/** Calls the hooks of one request; no event is made where there is no hook. */
export class RequestWatch {
  readonly #hooks: Hooks
  readonly #clock: Clock
  #left: { readonly event: RequestEvent; readonly at: number } | undefined

  constructor(hooks: Hooks, clock: Clock) {
    this.#hooks = hooks
    this.#clock = clock
  }

  leaves(event: () => RequestEvent): void {
    if (!this.#hooks.request && !this.#hooks.response) return
    this.#left = { event: event(), at: this.#clock.now() }
    notify(this.#hooks, 'request', this.#left.event)
  }

  /** @param error what failed; nothing where the outcome is an answer */
  ended(status: number | undefined, outcome: unknown, error?: Failure): void {
    if (!this.#left) return
    const { event, at } = this.#left
    const requestId = requestIdOf(outcome)
    notify(this.#hooks, 'response', {
      ...event,
      durationMs: this.#clock.now() - at,
      ...(status !== undefined && { status }),
      ...(requestId !== undefined && { requestId }),
      ...(error && { error }),
    })
  }
}

/** Calls a hook; what it throws does not reach the call. */
export function notify<Name extends keyof Hooks>(hooks: Hooks, name: Name, event: Parameters<NonNullable<Hooks[Name]>>[0]): void {
  try {
    // Called on the object, which may be an instance of a class.
    const done = hooks[name]?.(event as never)
    if (done instanceof Promise) done.catch(() => {})
  } catch {}
}

/** The fields of an error that hooks may see. */
export function failureOf(error: unknown): Failure {
  if (!isVpnGatewayError(error)) return { name: 'Aborted' }
  const { name, code, kind }: VpnGatewayError = error
  return { name, code, kind }
}

/** The id in an answer or an error; what does not look like one could be anything, and a signature is longer. */
function requestIdOf(outcome: unknown): string | undefined {
  const { RequestId, requestId = RequestId } = Object(outcome) as { RequestId?: unknown; requestId?: unknown }
  return typeof requestId === 'string' && /^[\w-]{1,48}$/.test(requestId) ? requestId : undefined
}
