import { createVpnGatewayClient } from '@vpn-gateway/client'
import { type OperationName, type ParameterValues, resourceMetadata } from '@vpn-gateway/core'
import { retry } from '@vpn-gateway/poller'
import { memo, type NamedExoticComponent, type ReactElement, useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { maskOf } from '../call/mask.ts'
import { type CallResult, send } from '../call/send.ts'
import { connectionOf, onEmulator, type Settings } from '../call/settings.ts'
import { type Resource, sendCommand } from '../emulator/admin.ts'
import type { EmulatorState } from '../emulator/emulator-state.ts'
import { workNow } from '../emulator/work.ts'
import { Verdict } from '../outcome/verdict.tsx'
import { announce } from '../parts/announcer.tsx'
import { useKeptFocus } from '../parts/kept-focus.ts'
import { withKeys } from '../parts/keys.ts'
import { idsIn, isBusy, namesOf } from '../spec/resources.ts'
import { historyOf, type Line, withPollsFolded } from './history.ts'
import { TeardownList } from './teardown-list.tsx'
import { TeardownRuns } from './teardown-runs.ts'
import { Timeline } from './timeline.tsx'

interface GatewayViewProps {
  readonly gateway: Resource
  /** State of the emulator that concerns this gateway. */
  readonly emulator: EmulatorState
  readonly settings: Settings
  /** True where the search matches it. Otherwise it is hidden, and what was begun there goes on. */
  readonly isFound: boolean
}

/** One gateway: what is on it, what can be done to it, and what happens. It is drawn again when something of it changes. */
export const GatewayView: NamedExoticComponent<GatewayViewProps> = memo(({ gateway, emulator, settings, isFound }) => {
  const { id, resource, regionId, fields } = gateway
  // Whatever region is chosen, it is called in its own.
  const here = { ...onEmulator(settings), regionId }
  const runs = useTeardownRuns(id, here, emulator.isLive)
  const part = useKeptFocus<HTMLElement>()
  const [result, setResult] = useState<CallResult>()
  const [waitingFor, waitFor] = useState<string>()
  const { status, title } = resourceMetadata(resource)
  const state = String(fields[status?.field ?? ''] ?? '')
  const children = emulator.resources.filter(({ parentId }) => parentId === id)
  const lines = historyOf(emulator, id)
  const work = workNow(emulator, id)
  const call = async (operation: OperationName, parameters: ParameterValues) => {
    if (waitingFor !== undefined) return
    waitFor([operation, ...idsIn(parameters)].join(' '))
    setResult(await send(operation, parameters, here))
    waitFor(undefined)
  }
  return (
    <section ref={part} tabIndex={-1} className="gateway" aria-label={id} hidden={!isFound}>
      <h2>
        {id} <span className={`tone ${isBusy(state) ? 'passing' : 'good'}`}>{state}</span>
      </h2>
      <p className="help">{[title, ...namesOf(gateway), regionId].join(', ')}</p>
      {children.length === 0 ? <p>Nothing is on it.</p> : null}
      <ul className="children">
        {children.map((child) => (
          <Child key={child.id} child={child} isLeaving={work?.id === child.id} onDelete={() => runs.start([child.id])} onCall={call} />
        ))}
      </ul>
      <div className="buttons">
        <Button className="primary" isDisabled={children.length === 0} onPress={() => runs.start([id])}>
          Delete everything on {id}
        </Button>
        {work ? <Button onPress={() => sendCommand('settle', { id })}>Skip the wait (emulator only)</Button> : null}
      </div>
      <TeardownList runs={runs} />
      <Timeline emulator={emulator} gatewayId={id} lines={lines} />
      {waitingFor === undefined ? null : <p>Waiting for the answer to {waitingFor}…</p>}
      {result ? <Verdict result={result} emulator={emulator} onRepeat={(parameters) => void call(result.operation, parameters)} /> : null}
      <HistoryList gatewayId={id} lines={lines} />
    </section>
  )
})

interface ChildProps {
  readonly child: Resource
  /** Set while its deletion goes on. */
  readonly isLeaving: boolean
  readonly onDelete: () => void
  readonly onCall: (operation: OperationName, parameters: ParameterValues) => Promise<void>
}

/** Something on a gateway, and two ways to delete it. */
function Child({ child, isLeaving, onDelete, onCall }: ChildProps): ReactElement {
  const { id } = child
  const { title, id: parameter, operations } = resourceMetadata(child.resource)
  const operation = operations.delete
  return (
    <li>
      <span>
        <code>{id}</code> {[title, ...namesOf(child).slice(0, 1)].join(', ')}
        {isLeaving ? <span className="tone passing">, being deleted</span> : null}
      </span>
      {operation ? (
        <>
          <Button aria-label={`Delete and wait: ${id}`} onPress={onDelete}>
            Delete and wait
          </Button>
          <Button aria-label={`Send one call: ${operation} ${id}`} onPress={() => onCall(operation, { [parameter]: id })}>
            Send one call
          </Button>
        </>
      ) : null}
    </li>
  )
}

/** The teardowns of a gateway, by the project's own client and poller; they end with the component. */
function useTeardownRuns(gatewayId: string, settings: Settings, isLive: boolean): TeardownRuns {
  const latest = useRef(settings)
  const [runs] = useState(() => new TeardownRuns({ gatewayId, connect: () => connectionBy(latest.current), announce }))
  useEffect(() => {
    latest.current = settings
  })
  useEffect(() => () => runs.stop(), [runs])
  useEffect(() => {
    if (!isLive) runs.pauseAll('the emulator does not respond')
  }, [runs, isLive])
  return runs
}

function connectionBy(settings: Settings) {
  return { createClient: () => createVpnGatewayClient({ ...connectionOf(settings), retry: retry() }), mask: maskOf(settings) }
}

/** Lines of the list, the newest first. */
const maxLines = 40

const clockTime = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 })

/** Events of a gateway, in words. */
function HistoryList({ gatewayId, lines }: { readonly gatewayId: string; readonly lines: readonly Line[] }): ReactElement {
  const shown = withKeys(withPollsFolded(lines), ({ atMs, words }) => `${atMs} ${words}`)
    .slice(-maxLines)
    .reverse()
  return (
    <>
      <h3>What happened</h3>
      {shown.length === 0 ? <p>Nothing yet.</p> : null}
      <ol className="history" aria-label={`What happened on ${gatewayId}, the newest first`} reversed>
        {shown.map(([key, { atMs, kind, words }]) => (
          <li key={key} className={kind}>
            <time dateTime={new Date(atMs).toISOString()}>{clockTime.format(atMs)}</time> {words}
          </li>
        ))}
      </ol>
    </>
  )
}
