import type { Clock } from '../clock.ts'
import type { OperationName } from '../generated/operations.ts'

/** What a retry policy knows of the call that it repeats. */
export interface RetryContext {
  readonly operation: OperationName
  /** Whether a repeat does no harm: it only reads, or carries an idempotency token. */
  readonly repeatable: boolean
  readonly signal?: AbortSignal | undefined
  readonly clock: Clock
}

/**
 * Calls `attempt` until it succeeds or a repeat is of no use. Each attempt is signed anew; the idempotency token stays.
 * It rejects with the last attempt's error, or with the signal's reason.
 */
export type Retry = <T>(attempt: () => Promise<T>, context: RetryContext) => Promise<T>
