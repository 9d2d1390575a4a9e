import { type OperationName, operationMetadata, type ParameterValue, resourceMetadata } from '@vpn-gateway/core'
import type { ReactElement } from 'react'
import { useNow } from '../emulator/clock.ts'
import { type EmulatorState, rootOf } from '../emulator/emulator-state.ts'
import { seconds, workOn } from '../emulator/work.ts'

interface ProgressProps {
  readonly operation: OperationName
  readonly parameters: Readonly<Record<string, ParameterValue>>
  readonly emulator: EmulatorState
}

/** Progress of a deletion since it was accepted, which the answer itself never shows. */
export function Progress({ operation, parameters, emulator }: ProgressProps): ReactElement | null {
  const { resource } = operationMetadata(operation)
  const id = String(parameters[resource ? resourceMetadata(resource).id : ''] ?? '')
  const work = workOn(emulator, id)
  const now = useNow(emulator, work !== undefined && work.endedAtMs === undefined)
  if (!work) return null
  const { startedAtMs, endedAtMs, failed } = work
  if (endedAtMs === undefined)
    return (
      <p>
        Accepted means started, not done. The deletion of <code>{id}</code> has been running for {seconds(now - startedAtMs)}. Until it
        ends, <code>{rootOf(emulator, id)}</code> refuses other changes. Nothing announces the end: a program has to poll.
      </p>
    )
  const took = seconds(endedAtMs - startedAtMs)
  return failed ? (
    <p>
      The deletion failed after {took}: <code>{id}</code> is still there. Only a read of it shows that.
    </p>
  ) : (
    <p>
      The deletion ended after {took}: <code>{id}</code> is gone.
    </p>
  )
}
