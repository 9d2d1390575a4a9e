import { type ErrorKind, operationMetadata, resourceMetadata, saysPending, service } from '@vpn-gateway/core'
import type { ReactElement } from 'react'
import type { Answered } from '../call/send.ts'
import { useNow } from '../emulator/clock.ts'
import { entryOf, seconds, workAt, workNow, workOn } from '../emulator/work.ts'
import { rootOf, type World } from '../emulator/world.ts'
import { idsIn } from '../spec/resources.ts'

interface ReasonProps {
  readonly kind: ErrorKind
  readonly code: string
  readonly answered: Answered
  readonly world: World
}

/** Why the emulator has refused a call, as far as what it held and did then explains it. */
export function Reason({ kind, code, answered, world }: ReasonProps): ReactElement | null {
  const { operation, parameters, tookMs } = answered
  const [id] = idsIn(parameters)
  const atMs = entryOf(world, operation, parameters)?.atMs
  if (id === undefined) return null
  if (kind === 'gone') return <Absence id={id} regionId={String(parameters[service.regionParameter])} atMs={atMs} world={world} />
  const { longRunning } = operationMetadata(operation)
  if (kind !== 'busy' || !longRunning || atMs === undefined) return null
  if (saysPending(code))
    return (
      <p>
        <strong>Why:</strong> the first call with this idempotency token has not been answered yet.
      </p>
    )
  return <Busy id={id} title={resourceMetadata(longRunning.busy).title} atMs={atMs} tookMs={tookMs} world={world} />
}

interface BusyProps {
  readonly id: string
  /** What people call what is busy. */
  readonly title: string
  readonly atMs: number
  readonly tookMs: number
  readonly world: World
}

function Busy({ id, title, atMs, tookMs, world }: BusyProps): ReactElement {
  const gatewayId = rootOf(world, id)
  const cause = workAt(world, gatewayId, atMs, atMs + tookMs)
  const current = workNow(world, gatewayId)
  const now = useNow(world, current !== undefined)
  const isThere = world.resources.some((each) => each.id === id)
  if (!cause)
    return (
      <p>
        <strong>Why:</strong> <code>{gatewayId}</code> was not busy. An injected fault refuses like this.
      </p>
    )
  return (
    <>
      <p>
        <strong>Why:</strong> <code>{gatewayId}</code> was still deleting <code>{cause.id}</code>, which had started{' '}
        {seconds(atMs - cause.startedAtMs)} before this call. A {title} takes one change at a time, and refuses every other until it ends.
      </p>
      <p>
        <strong>Now:</strong>{' '}
        {current ? (
          <>
            it is still deleting <code>{current.id}</code>, for {seconds(now - current.startedAtMs)} so far.
          </>
        ) : (
          <>
            <code>{gatewayId}</code> is idle again
            {isThere ? (
              ': the same call would be accepted.'
            ) : (
              <>
                , and <code>{id}</code> is gone.
              </>
            )}
          </>
        )}
      </p>
    </>
  )
}

interface AbsenceProps {
  readonly id: string
  readonly regionId: string
  readonly atMs: number | undefined
  readonly world: World
}

function Absence({ id, regionId, atMs, world }: AbsenceProps): ReactElement | null {
  const elsewhere = world.resources.find((each) => each.id === id && each.regionId !== regionId)
  const { endedAtMs: ended, failed } = workOn(world, id) ?? {}
  if (elsewhere)
    return (
      <p>
        <strong>Why:</strong> the emulator holds <code>{id}</code> in {elsewhere.regionId}, and the call was for {regionId}.
      </p>
    )
  if (ended === undefined || failed || (atMs !== undefined && ended > atMs)) return null
  return (
    <p>
      <strong>Why:</strong> <code>{id}</code> was deleted{atMs === undefined ? ' before' : ` ${seconds(atMs - ended)} before this call`}.
    </p>
  )
}
