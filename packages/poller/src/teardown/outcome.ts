import type { DeletionOptions } from '../deletion/settings.ts'
import type { DeletionProgress } from '../deletion/state.ts'
import type { Journal } from './journal.ts'

/** How a teardown goes about its deletions. */
export interface TeardownOptions extends DeletionOptions {
  /** Ends the teardown: what is accepted goes on at the service, what is not sent is not sent. */
  readonly signal?: AbortSignal | undefined
  /** Longest wait for one deletion in milliseconds; 1,800,000 by default. */
  readonly timeoutMs?: number | undefined
  /** Most gateways that are worked on at once; all by default. */
  readonly gatewaysAtOnce?: number | undefined
  /** Most requests a second, of all kinds together; 100 by default. A throttle halves it, and it grows again. */
  readonly requestsPerSecond?: number | undefined
  /**
   * Keeps what was done, so that a teardown with the same journal goes on where this one stopped. Targets that ended are
   * not touched again.
   */
  readonly journal?: Journal | undefined
}

/** How one target ended. */
export type Outcome =
  | {
      readonly id: string
      readonly outcome: 'gone'
      /** Set where it was absent before anything was sent. */
      readonly alreadyGone?: true
    }
  /** A gateway of which everything is gone that was on it. */
  | { readonly id: string; readonly outcome: 'emptied' }
  | {
      readonly id: string
      readonly outcome: 'failed'
      readonly error: unknown
      /** Whether it has ended for good: another teardown with the same journal leaves it, and goes on with every other one. */
      readonly isFinal: boolean
    }

/** A phase of one deletion; `failed` tells why. */
export type TeardownEvent = DeletionProgress & { readonly error?: unknown }
