import { isVpnGatewayError } from '@vpn-gateway/core'
import type { DeletionProgress, DeletionState } from '../engine/state.ts'
import { failureOf } from '../errors.ts'

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
      /** True where it has ended for good: another teardown with the same journal leaves it, and goes on with every other one. */
      readonly isFinal: boolean
    }
  /** Not known yet: another teardown with the same journal goes on with it. */
  | {
      readonly id: string
      readonly outcome: 'unknown'
      readonly error: unknown
      /** True where the service may have its request: it was sent, and not refused. */
      readonly isSent: boolean
    }

/** A phase of one deletion; where it ends without the resource gone, `error` says why. */
export type TeardownEvent = DeletionProgress & { readonly error?: unknown }

/** Says whether the service, or a check before it, has refused for good, so that nothing was done; a page of something between is no word of it. */
export function isRefusal(error: unknown): boolean {
  return isVpnGatewayError(error) && error.kind === 'stop' && !['DeletionError', 'UnreadableAnswerError'].includes(error.name)
}

/** The outcome of a deletion that did not end with its resource gone. */
export function outcomeOf(id: string, error: unknown, isFailed: boolean, isSent: boolean, isFinal = false): Outcome {
  return isFailed ? { id, outcome: 'failed', error, isFinal } : { id, outcome: 'unknown', error, isSent }
}

/** A journal that says so says nothing of how it stands now. */
const keptFailure = 'its journal says failed; to delete it, name it without this journal'

/** The outcome of a deletion that has ended, as its state says, which is of an earlier teardown where `isKept` is set. */
export function endOf(state: DeletionState, isKept?: true): Outcome {
  const { id, phase, alreadyGone } = state
  if (phase !== 'gone') return { id, outcome: 'failed', error: failureOf(id, state.failure, isKept && keptFailure), isFinal: true }
  return { id, outcome: 'gone', ...(alreadyGone && { alreadyGone }) }
}
