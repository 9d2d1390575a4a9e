import { type ErrorKind, type OperationName, operationFacts, type ParameterValue, resourceFacts, resourceNames } from '@vpn-gateway/core'
import type { ReactElement } from 'react'
import { useNow } from '../emulator/clock.ts'
import { seconds, workAt, workOn } from '../emulator/work.ts'
import { rootOf, type World } from '../emulator/world.ts'

interface CauseProps {
  readonly kind: ErrorKind
  readonly operation: OperationName
  readonly parameters: Readonly<Record<string, ParameterValue>>
  /** When it was refused, by the emulator's clock. */
  readonly atMs: number
  readonly world: World
}

/** Why the emulator has refused a call, as far as what it was doing then explains it. */
export function Cause({ kind, operation, parameters, atMs, world }: CauseProps): ReactElement | null {
  const id = idIn(parameters)
  if (id === undefined) return null
  if (kind === 'busy') return <Busy operation={operation} gatewayId={rootOf(world, id)} atMs={atMs} world={world} />
  const ended = kind === 'gone' ? workOn(world, id)?.endedAtMs : undefined
  if (ended === undefined) return null
  return (
    <p>
      <code>{id}</code> was deleted {seconds(atMs - ended)} before this call.
    </p>
  )
}

interface BusyProps extends Pick<CauseProps, 'operation' | 'atMs' | 'world'> {
  readonly gatewayId: string
}

function Busy({ operation, gatewayId, atMs, world }: BusyProps): ReactElement {
  const cause = workAt(world, gatewayId, atMs)
  const current = workAt(world, gatewayId, Number.POSITIVE_INFINITY)
  const now = useNow(world, current !== undefined)
  const { longRunning, resource } = operationFacts(operation)
  const title = resourceFacts(longRunning?.busy ?? resource ?? (resourceNames[0] as (typeof resourceNames)[number])).title
  if (!cause)
    return (
      <p>
        Nothing was under way on <code>{gatewayId}</code>: the answer is that of a fault which was planted.
      </p>
    )
  return (
    <>
      <p>
        <strong>Why:</strong> <code>{gatewayId}</code> was at work on the deletion of <code>{cause.id}</code>, begun{' '}
        {seconds(atMs - cause.startedAtMs)} before this call. A {title} takes one change at a time, and refuses every other until it ends.
      </p>
      <p>
        <strong>Now:</strong>{' '}
        {current
          ? `still at work on ${current.id}, for ${seconds(now - current.startedAtMs)}.`
          : `${gatewayId} is free again: the same call would be accepted.`}
      </p>
    </>
  )
}

const idParameters = new Set(resourceNames.map((name) => resourceFacts(name).id))

/** The id of the resource that a call names. */
function idIn(parameters: Readonly<Record<string, ParameterValue>>): string | undefined {
  const [found] = Object.entries(parameters).filter(([name]) => idParameters.has(name))
  return found && String(found[1])
}
