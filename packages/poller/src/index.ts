export type { DeletionTarget } from '@vpn-gateway/core'
export type { Backoff } from './delay.ts'
export { type BeginDeleteOptions, beginDelete, resumeDelete } from './deletion/begin.ts'
export type { Deletion, WaitOptions } from './deletion/deletion.ts'
export type { ProofKind } from './deletion/proof.ts'
export type { DeletionOptions } from './deletion/settings.ts'
export type { DeletionPhase, DeletionProgress, DeletionState } from './deletion/state.ts'
export { DeletionError, type DeletionErrorCode } from './errors.ts'
export { type FoundResource, type FoundTarget, lookUp } from './look-up.ts'
export type { LearnedDuration } from './pace/durations.ts'
export { createRetryBudget, type RetryBudget, type RetryBudgetOptions } from './retry/budget.ts'
export { type RetryNotice, type RetryOptions, retry } from './retry/retry.ts'
export type { DeletionClient } from './service/service.ts'
export { targetOf } from './service/target.ts'
export type { Journal, JournalEntry } from './teardown/journal.ts'
export { memoryJournal } from './teardown/memory-journal.ts'
export {
  type EverythingOn,
  type Outcome,
  type Teardown,
  type TeardownEvent,
  type TeardownOptions,
  type TeardownTarget,
  teardown,
  teardownTargetOf,
} from './teardown/teardown.ts'
