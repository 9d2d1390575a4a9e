import { operationMetadata, resourceMetadata, saysPending, service, type VpnGatewayError } from '@vpn-gateway/core'
import type { ReactElement, ReactNode } from 'react'
import type { CallResult } from '../call/send.ts'
import { useNow } from '../emulator/clock.ts'
import { type EmulatorState, rootOf } from '../emulator/emulator-state.ts'
import { entryOf, seconds, workAt, workNow, workOn } from '../emulator/work.ts'
import { idsIn } from '../spec/resources.ts'

interface ReasonProps {
  readonly error: VpnGatewayError
  readonly result: CallResult
  readonly emulator: EmulatorState
}

/** Reason for a refusal, as far as the state of the emulator at that time explains it. */
export function Reason({ error: { kind, code }, result, emulator }: ReasonProps): ReactElement | null {
  const [id] = idsIn(result.parameters)
  const atMs = entryOf(emulator, result.operation, result.parameters)?.atMs
  const { longRunning } = operationMetadata(result.operation)
  if (id === undefined) return null
  if (kind === 'gone') return <Absence id={id} result={result} atMs={atMs} emulator={emulator} />
  if (kind !== 'busy' || !longRunning || atMs === undefined) return null
  if (saysPending(code)) return <Why>the first call with this idempotency token has not been answered yet.</Why>
  return <Busy id={id} title={resourceMetadata(longRunning.busy).title} result={result} atMs={atMs} emulator={emulator} />
}

interface CauseProps<AtMs> extends Omit<ReasonProps, 'error'> {
  readonly id: string
  readonly atMs: AtMs
}

/** @param props with the title of the kind of resource that is busy */
function Busy({ id, title, result, atMs, emulator }: CauseProps<number> & { readonly title: string }): ReactElement {
  const gatewayId = rootOf(emulator, id)
  const cause = workAt(emulator, gatewayId, atMs, atMs + result.tookMs)
  const current = workNow(emulator, gatewayId)
  const now = useNow(emulator, current !== undefined)
  const isThere = emulator.resources.some((each) => each.id === id)
  if (!cause)
    return (
      <Why>
        <code>{gatewayId}</code> was not busy. An injected fault refuses like this.
      </Why>
    )
  return (
    <>
      <Why>
        <code>{gatewayId}</code> was still deleting <code>{cause.id}</code>, which had started {seconds(atMs - cause.startedAtMs)} before
        this call. A {title} takes one change at a time, and refuses every other until it ends.
      </Why>
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

function Absence({ id, result, atMs, emulator }: CauseProps<number | undefined>): ReactElement | null {
  const regionId = result.parameters[service.regionParameter]
  const elsewhere = emulator.resources.find((each) => each.id === id && each.regionId !== regionId)
  const { endedAtMs: ended, failed } = workOn(emulator, id) ?? {}
  if (elsewhere)
    return (
      <Why>
        the emulator holds <code>{id}</code> in {elsewhere.regionId}, and the call was for {String(regionId)}.
      </Why>
    )
  if (ended === undefined || failed || (atMs !== undefined && ended > atMs)) return null
  return (
    <Why>
      <code>{id}</code> was deleted{atMs === undefined ? ' before' : ` ${seconds(atMs - ended)} before this call`}.
    </Why>
  )
}

function Why({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <p>
      <strong>Why:</strong> {children}
    </p>
  )
}
