import type { OperationName } from '@vpn-gateway/core'
import { type ReactElement, useState } from 'react'
import { type Answered, send } from '../call/send.ts'
import type { Settings } from '../call/settings.ts'
import type { World } from '../emulator/world.ts'
import { addressOf, go, type Pane, panes, type Route } from '../route.ts'
import { AnswerView } from './answer-view.tsx'
import { OperationForm } from './operation-form.tsx'
import { OperationList } from './operation-list.tsx'
import { readForm, type Texts } from './read-form.ts'
import { RequestView } from './request-view.tsx'
import { SamplesView } from './samples-view.tsx'

interface OperationsPanelProps {
  readonly settings: Settings
  readonly route: Route
  readonly world: World
}

/** Every operation with its form, and what comes of a call. */
export function OperationsPanel({ settings, route, world }: OperationsPanelProps): ReactElement {
  const { operation, pane } = route
  const [typed, setTyped] = useState<Partial<Record<OperationName, Texts>>>({})
  const [answers, setAnswers] = useState<Readonly<Record<string, Answered | 'waiting'>>>({})
  const texts = typed[operation] ?? {}
  const isHere = settings.place === 'emulator'
  // What another world has answered, or another place, says nothing of this one.
  const subject = `${operation} ${world.era}`
  const answered = isHere ? answers[subject] : undefined
  const { parameters, errors } = readForm(operation, texts)
  const call = async (sent = parameters) => {
    const tell = (answer: Answered | 'waiting') => setAnswers((before) => ({ ...before, [subject]: answer }))
    tell('waiting')
    go({ ...route, pane: 'answer' })
    tell(await send(operation, sent, settings))
  }
  return (
    <div className="operations">
      <OperationList route={route} />
      <OperationForm
        key={operation}
        operation={operation}
        texts={texts}
        errors={errors}
        world={world}
        isHere={isHere}
        isWaiting={answered === 'waiting'}
        onType={(name, text) => setTyped({ ...typed, [operation]: { ...texts, [name]: text } })}
        onSend={() => void call()}
      />
      <div className="outcome">
        <PaneLinks route={route} />
        {pane === 'code' ? <SamplesView operation={operation} parameters={parameters} settings={settings} /> : null}
        {pane === 'request' ? <RequestView operation={operation} parameters={parameters} settings={settings} /> : null}
        {pane === 'answer' ? (
          <AnswerView operation={operation} answered={answered} settings={settings} world={world} onRepeat={(sent) => void call(sent)} />
        ) : null}
      </div>
    </div>
  )
}

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
