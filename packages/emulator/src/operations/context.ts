import type { FaultEffect } from '../faults/fault-kinds.ts'
import type { OperationCall } from '../gate/parameters.ts'
import type { Model } from '../model/model.ts'
import type { View } from '../model/view.ts'

/** Call of an operation, with the state that it works on. */
export interface OperationContext extends OperationCall {
  /** The true state. */
  readonly model: Model
  /** The state that reads show. */
  readonly view: View
  /** Effect of the fault that the request meets; empty where it meets none. */
  readonly effect: FaultEffect
}
