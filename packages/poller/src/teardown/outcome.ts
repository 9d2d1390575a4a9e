import type { DeletionProgress } from '../engine/state.ts'

/** End of one target. */
export type Outcome =
  | {
      readonly id: string
      readonly outcome: 'gone'
      /** Set where it was absent before anything was sent. */
      readonly alreadyGone?: true
    }
  /** A gateway of which everything is gone that was on it; `alreadyGone` where there is no such gateway. */
  | { readonly id: string; readonly outcome: 'emptied'; readonly alreadyGone?: true }
  /** Proven to have come to nothing, refused by the service, or not there. */
  | {
      readonly id: string
      readonly outcome: 'failed'
      readonly error: unknown
      /** Whether it has ended for good: another teardown with the same journal leaves it, and goes on with every other one. */
      readonly isFinal: boolean
    }
  /** Not known yet: another teardown with the same journal goes on with it. */
  | {
      readonly id: string
      readonly outcome: 'unknown'
      readonly error: unknown
      /** True where its request was sent, or may have been. */
      readonly isSent: boolean
    }

/** A phase of one deletion; where it ends without the resource gone, `error` says why. */
export type TeardownEvent = DeletionProgress & { readonly error?: unknown }
