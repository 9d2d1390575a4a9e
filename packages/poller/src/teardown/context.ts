import type { DeletionOptions, DeletionSettings } from '../deletion/settings.ts'
import type { DeletionProgress, DeletionState } from '../deletion/state.ts'
import type { WatchedWork } from '../pace/durations.ts'
import type { Pace } from '../pace/pace.ts'
import type { Parent } from '../service/parent.ts'
import type { DeletionService } from '../service/service.ts'
import type { Subject } from '../service/target.ts'

/** What the lanes of a teardown share. */
export interface TeardownContext {
  readonly service: DeletionService
  readonly settings: DeletionSettings
  readonly pace: Pace
  /** Longest wait for one deletion. */
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
  readonly onRetry: DeletionOptions['onRetry']
  readonly regionId: string | undefined
  /** Keeps a state in the journal, tells of it, and notes the end of a deletion. */
  enter(state: DeletionState, gatewayStatus?: string): Promise<DeletionProgress>
  /** Notes that a deletion ends without the resource gone. */
  fail(subject: Subject, state: DeletionState, error: unknown): void
  /** Notes that what is on a gateway cannot be found out. */
  failParent(parent: Parent, error: unknown): void
  /** Learns how long the work on one resource takes. */
  watched(resource: string): WatchedWork
}
