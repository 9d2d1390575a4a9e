import type { DeletionState } from '../deletion/state.ts'
import type { Subject } from '../service/target.ts'

/** One deletion of a teardown. */
export interface Job {
  readonly subject: Subject
  state: DeletionState
}
