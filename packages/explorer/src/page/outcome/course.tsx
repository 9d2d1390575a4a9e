import { type OperationName, operationFacts, type ParameterValue, resourceFacts } from '@vpn-gateway/core'
import type { ReactElement } from 'react'
import { useNow } from '../emulator/clock.ts'
import { seconds, workOn } from '../emulator/work.ts'
import { rootOf, type World } from '../emulator/world.ts'

interface CourseProps {
  readonly operation: OperationName
  readonly parameters: Readonly<Record<string, ParameterValue>>
  readonly world: World
}

/** What has become of work since it was accepted: the answer itself never tells. */
export function Course({ operation, parameters, world }: CourseProps): ReactElement | null {
  const { resource } = operationFacts(operation)
  const id = String(parameters[resource ? resourceFacts(resource).id : ''] ?? '')
  const work = workOn(world, id)
  const now = useNow(world, work !== undefined && work.endedAtMs === undefined)
  if (!work) return null
  const { startedAtMs, endedAtMs, failed } = work
  if (endedAtMs === undefined)
    return (
      <p>
        Accepted means begun, not done. The work on <code>{id}</code> has been going on for {seconds(now - startedAtMs)}; until it ends,{' '}
        <code>{rootOf(world, id)}</code> refuses other changes. Nothing will tell when: a program has to poll.
      </p>
    )
  const took = seconds(endedAtMs - startedAtMs)
  return failed ? (
    <p>
      The work failed after {took}: <code>{id}</code> is still there, and nothing but a look at it tells so.
    </p>
  ) : (
    <p>
      The work ended after {took}: <code>{id}</code> is gone.
    </p>
  )
}
