export type { DeletionTarget } from '@vpn-gateway/core'
export type { Backoff } from './backoff.ts'
export { type BeginDeleteOptions, beginDelete, type ResumeDeleteOptions, resumeDelete } from './deletion/begin.ts'
export type { Deletion, WaitOptions } from './deletion/deletion.ts'
export type { Streak } from './engine/acceptor.ts'
export type { StepOptions } from './engine/engine.ts'
export { type PrepareOptions, prepareDelete } from './engine/prepare.ts'
export type { DeletionPhase, DeletionProgress, DeletionState, Seen, UnknownReason } from './engine/state.ts'
export { type DeletionStep, stepDelete } from './engine/step.ts'
export { DeletionError, type DeletionErrorCode } from './errors.ts'
export { type FoundResource, type FoundTarget, lookUp } from './look-up.ts'
export type { DeletionOptions } from './options.ts'
export { createRetryBudget, type RetryBudget, type RetryBudgetOptions } from './retry/budget.ts'
export { type RetryNotice, type RetryOptions, retry } from './retry/retry.ts'
export {
  createDeletionReader,
  type DeletionReader,
  type GatewayEvidence,
  type GatewayReading,
  type ResourceEvidence,
  type ResourceReading,
} from './service/reader.ts'
export { type DeletableRef, type ResourceRef, targetOf } from './service/resource-ref.ts'
export type { DeletionClient } from './service/service.ts'
export { type Journal, type JournalEntry, memoryJournal } from './teardown/journal.ts'
export type { TeardownOptions } from './teardown/options.ts'
export type { Outcome, TeardownEvent } from './teardown/outcome.ts'
export { type EverythingOn, type TeardownTarget, teardownTargetOf } from './teardown/targets.ts'
export { type Teardown, teardown } from './teardown/teardown.ts'
