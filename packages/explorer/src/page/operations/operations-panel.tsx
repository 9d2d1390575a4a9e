import { type OperationName, operationNames, type ParameterValue } from '@vpn-gateway/core'
import { documentation } from '@vpn-gateway/core/catalogue'
import { type ReactElement, useState } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { type Answered, send } from '../call/send.ts'
import type { Settings } from '../call/settings.ts'
import { Panes } from '../parts/panes.tsx'
import { askedParameters } from '../spec/operations.ts'
import { brokenRule } from '../spec/stand-ins.ts'
import { valueOfText } from '../spec/typed-text.ts'
import { AnswerView } from './answer-view.tsx'
import { OperationForm } from './operation-form.tsx'
import { RequestView } from './request-view.tsx'
import { SamplesView } from './samples-view.tsx'

type Texts = Readonly<Record<string, string>>

/** Every operation with its form, and what comes of it. */
export function OperationsPanel({ settings }: { readonly settings: Settings }): ReactElement {
  const [operation, choose] = useState<OperationName>(operationNames[0] as OperationName)
  const [typed, setTyped] = useState<Readonly<Record<string, Texts>>>({})
  const [answered, setAnswered] = useState<Answered | 'waiting'>()
  const [pane, show] = useState('code')
  const texts = typed[operation] ?? {}
  const { parameters, errors } = readForm(operation, texts)
  const call = async () => {
    setAnswered('waiting')
    show('answer')
    setAnswered(await send(operation, parameters, settings))
  }
  return (
    <div className="operations">
      <OperationList
        chosen={operation}
        onChoose={(name) => {
          choose(name)
          setAnswered(undefined)
        }}
      />
      <OperationForm
        key={operation}
        operation={operation}
        texts={texts}
        errors={errors}
        isHere={settings.place === 'emulator'}
        isWaiting={answered === 'waiting'}
        onType={(name, text) => setTyped({ ...typed, [operation]: { ...texts, [name]: text } })}
        onSend={call}
      />
      <Panes
        label="What comes of it"
        className="outcome"
        chosen={pane}
        onChoose={show}
        panes={[
          { id: 'code', title: 'Code', content: <SamplesView operation={operation} parameters={parameters} settings={settings} /> },
          { id: 'request', title: 'Request', content: <RequestView operation={operation} parameters={parameters} settings={settings} /> },
          { id: 'answer', title: 'Answer', content: <AnswerView answered={answered} operation={operation} /> },
        ]}
      />
    </div>
  )
}

/** The parameters that a form holds, and the rules that they break. */
function readForm(operation: OperationName, texts: Texts) {
  const parameters: Record<string, ParameterValue> = {}
  const errors: Record<string, string> = {}
  for (const [name, rule] of askedParameters(operation)) {
    const value = valueOfText(rule, texts[name] ?? '')
    const broken = value === undefined && !rule.required ? undefined : brokenRule(operation, name, value)
    if (value !== undefined) parameters[name] = value
    if (broken !== undefined) errors[name] = broken
  }
  return { parameters, errors }
}

interface OperationListProps {
  readonly chosen: OperationName
  readonly onChoose: (operation: OperationName) => void
}

function OperationList({ chosen, onChoose }: OperationListProps): ReactElement {
  return (
    <ListBox
      className="operation-list"
      aria-label="Operations"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen]}
      onSelectionChange={(keys) => {
        const [first] = keys === 'all' ? [] : [...keys]
        if (first !== undefined) onChoose(first as OperationName)
      }}
    >
      {operationNames.map((name) => (
        <ListBoxItem key={name} id={name} textValue={name}>
          <span>{name}</span>
          <span className="help">{documentation[name].summary}</span>
        </ListBoxItem>
      ))}
    </ListBox>
  )
}
