import { type OperationName, operationNames } from '@vpn-gateway/core'
import { frontDoorErrors, operationErrors, undocumentedErrors } from '@vpn-gateway/core/catalogue'
import { type ReactElement, useState } from 'react'
import { Button } from 'react-aria-components'
import { callAdmin } from '../emulator/admin.ts'
import type { EmulatorState } from '../emulator/emulator-state.ts'
import { announce } from '../parts/announcer.tsx'
import { Choice, type Option } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { detailsOf, faultOf, idIn, inLabels, kindsFor, limitLabels, limitsOf, namedBy, type Typed } from './fault-kinds.ts'

interface FaultFormProps {
  readonly emulator: EmulatorState
  readonly onInjected: () => void
}

/** Lets something go wrong with requests of an operation. */
export function FaultForm({ emulator, onInjected }: FaultFormProps): ReactElement {
  const [operation, choose] = useState<OperationName>(operationNames[0] as OperationName)
  const own = codesOf(operationErrors[operation])
  const general = codesOf([...frontDoorErrors, ...undocumentedErrors]).filter((code) => !own.includes(code))
  const kinds = kindsFor(operation)
  const codes = [...own, ...general]
  const held = namedBy(operation, emulator.resources)
  const [typed, setTyped] = useState<Typed>({ times: '1' })
  const [message, setMessage] = useState('')
  const wanted = typed.fault ?? ''
  const chosen = kinds.some(([kind]) => kind === wanted) || codes.includes(wanted) ? wanted : (codes[0] ?? '')
  const bind = (name: string) => ({
    value: typed[name] ?? '',
    onChange: (text: string) => {
      setTyped({ ...typed, [name]: text })
      setMessage('')
    },
  })
  const isAbout = (label: string) => message.startsWith(`${label} must`)
  const text = (name: string, label: string) => ({ label, ...bind(name), error: isAbout(label) ? message : undefined })
  const labels = [...Object.values(limitLabels), ...detailsOf(chosen).map(({ label }) => label)]
  const inject = () =>
    callAdmin('faults', 'POST', { operation, fault: faultOf(chosen, typed), ...limitsOf(typed, held) }).then(
      () => {
        setMessage('')
        announce('The fault is injected')
        onInjected()
      },
      (error) => {
        const words = inLabels(String(error.message), chosen)
        setMessage(words)
        announce(words)
      },
    )
  return (
    <form
      noValidate
      aria-label="Inject a fault"
      onSubmit={(event) => {
        event.preventDefault()
        void inject()
      }}
    >
      <div className="fields">
        <Choice
          label="Requests of"
          value={operation}
          onChange={(name) => choose(name as OperationName)}
          options={operationNames.map((name) => [name, name])}
        />
        <Choice
          label="What goes wrong"
          {...bind('fault')}
          value={chosen}
          groups={{
            [`Refused, with a code of ${operation}`]: own.map((code) => [code, code]),
            'Answered incorrectly': kinds,
            'Refused, with a code of every operation': general.map((code) => [code, code]),
          }}
        />
        {detailsOf(chosen).map(({ name, label, options, isOptional, help }) =>
          options ? (
            <Choice key={name} label={label} {...bind(name)} value={typed[name] ?? options[0]?.[0] ?? ''} options={options} />
          ) : (
            <Field key={name} {...text(name, label)} isRequired={!isOptional} help={help} />
          ),
        )}
        <Field {...text('times', limitLabels.times)} help="empty for all of them, with a probability" />
        <Field {...text('rate', limitLabels.rate)} help="from 0 to 1; empty for 1" />
        {held.length === 0 ? null : (
          <Choice
            label="Only for"
            {...bind('id')}
            value={idIn(typed, held)}
            options={[['', 'any resource'], ...held.map(({ id }): Option => [id, id])]}
          />
        )}
      </div>
      <div className="buttons">
        <Button type="submit">Inject the fault</Button>
      </div>
      {labels.some(isAbout) ? null : <p>{message}</p>}
    </form>
  )
}

function codesOf(errors: readonly { readonly code: string }[]): string[] {
  return [...new Set(errors.map(({ code }) => code))]
}
