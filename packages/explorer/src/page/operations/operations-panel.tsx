import { type OperationName, operationNames, type ParameterValues, randomUuid, resourceMetadata } from '@vpn-gateway/core'
import { documentation } from '@vpn-gateway/core/catalogue'
import { type ReactElement, useState } from 'react'
import { type CallResult, send } from '../call/send.ts'
import type { Settings } from '../call/settings.ts'
import type { EmulatorState } from '../emulator/emulator-state.ts'
import { useKeptFocus } from '../parts/kept-focus.ts'
import { addressOf, go, type Pane, panes, type Route, routeOf } from '../route.ts'
import { AnswerView } from './answer-view.tsx'
import { type HeldResources, OperationForm } from './operation-form.tsx'
import { readForm, type Texts } from './read-form.ts'
import { RequestView } from './request-view.tsx'
import { SamplesView } from './samples-view.tsx'

interface OperationsPanelProps {
  readonly settings: Settings
  readonly route: Route
  readonly emulator: EmulatorState
}

/** Every operation with its form, and what comes of a call. */
export function OperationsPanel({ settings, route, emulator }: OperationsPanelProps): ReactElement {
  const { operation, pane } = route
  const [typed, setTyped] = useState<Partial<Record<OperationName, Texts>>>({})
  const [answers, setAnswers] = useState<Readonly<Record<string, CallResult>>>({})
  /** The operation whose answer is waited for. */
  const [waitingFor, waitFor] = useState<string>()
  /** The token of the next call that is given none, so that the request that is shown is the one that is sent. */
  const [token, setToken] = useState(randomUuid)
  const [marked, mark] = useState<string>()
  const outcome = useKeptFocus<HTMLDivElement>()
  const texts = typed[operation] ?? {}
  const content = readForm(operation, texts)
  const { parameters } = content
  const isHere = settings.destination === 'emulator'
  // A result belongs to the emulator that gave it, and is not shown for another.
  const subject = `${operation} ${emulator.era}`
  const result = isHere ? answers[subject] : undefined
  const isWaiting = waitingFor === subject
  const call = async (sent: ParameterValues) => {
    if (isWaiting) return
    waitFor(subject)
    setToken(randomUuid())
    const answer = await send(operation, sent, settings, token)
    setAnswers((before) => ({ ...before, [subject]: answer }))
    waitFor((other) => (other === subject ? undefined : other))
    // A person who has opened another view meanwhile stays there.
    const now = routeOf(location.hash, route)
    if (now.view === 'operations' && now.operation === operation) go({ ...now, pane: 'answer' })
  }
  return (
    <div className="operations">
      <OperationList route={route} />
      <OperationForm
        key={operation}
        operation={operation}
        texts={texts}
        errors={content.errors}
        held={isHere ? heldIn(emulator, settings.regionId) : {}}
        isHere={isHere}
        isWaiting={isWaiting}
        onType={(name, text) => setTyped({ ...typed, [operation]: { ...texts, [name]: text } })}
        onFocus={mark}
        onSend={() => void call(parameters)}
      />
      {/* Its links have names of their own. */}
      <div ref={outcome} tabIndex={-1} className="outcome">
        <PaneLinks route={route} />
        {pane === 'code' ? <SamplesView operation={operation} parameters={parameters} settings={settings} /> : null}
        {pane === 'request' ? (
          <RequestView operation={operation} content={content} settings={settings} token={token} marked={marked} onMark={mark} />
        ) : null}
        {pane === 'answer' ? (
          <AnswerView operation={operation} result={isWaiting ? 'waiting' : result} isHere={isHere} emulator={emulator} onRepeat={call} />
        ) : null}
      </div>
    </div>
  )
}

/** Resources of the emulator in a region, by the parameter that names one. */
function heldIn({ resources }: EmulatorState, regionId: string): HeldResources {
  const here = resources.filter((each) => each.regionId === regionId)
  return Object.groupBy(here, ({ resource }) => resourceMetadata(resource).id)
}

/** Every operation of the spec. */
function OperationList({ route }: { readonly route: Route }): ReactElement {
  return (
    <nav aria-label="Operations">
      <ul className="operation-list">
        {operationNames.map((name) => (
          <li key={name}>
            <a href={addressOf({ ...route, operation: name })} aria-current={name === route.operation ? 'page' : undefined}>
              {name}
              <span className="help">{documentation[name].summary}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Links to the panes of an operation. */
function PaneLinks({ route }: { readonly route: Route }): ReactElement {
  return (
    <nav aria-label={`About ${route.operation}`} className="links">
      {Object.entries(panes).map(([pane, title]) => (
        <a key={pane} href={addressOf({ ...route, pane: pane as Pane })} aria-current={pane === route.pane ? 'page' : undefined}>
          {title}
        </a>
      ))}
    </nav>
  )
}
