import { type OperationName, operationNames } from '@vpn-gateway/core'
import { frontDoorErrors, operationErrors, undocumentedErrors } from '@vpn-gateway/core/catalogue'
import { type ReactElement, useState } from 'react'
import { Button } from 'react-aria-components'
import { callAdmin } from '../emulator/admin.ts'
import type { EmulatorState } from '../emulator/emulator-state.ts'
import { announce } from '../parts/announcer.tsx'
import { Choice, Field, valueOfOption } from '../parts/controls.tsx'
import { detailsOf, faultOf, givenIn, inLabels, kindsFor, limitsFor, type Typed, textOf } from './fault-fields.ts'

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
  const [typed, setTyped] = useState<Typed>({ times: '1' })
  const [message, setMessage] = useState('')
  const wanted = typed.fault ?? ''
  const chosen = kinds.some((kind) => valueOfOption(kind) === wanted) || codes.includes(wanted) ? wanted : (codes[0] ?? '')
  const limits = limitsFor(operation, emulator.resources)
  const fields = [...detailsOf(chosen), ...limits]
  const type = (name: string, text: string) => {
    setTyped({ ...typed, [name]: text })
    setMessage('')
  }
  const isAbout = ({ label }: { readonly label: string }) => message.startsWith(`${label} must`)
  const inject = () =>
    callAdmin('faults', 'POST', { operation, fault: faultOf(chosen, typed), ...givenIn(limits, typed) }).then(
      () => {
        setMessage('')
        announce('The fault is injected')
        onInjected()
      },
      (error) => {
        const words = inLabels(String(error.message), fields)
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
        <Choice label="Requests of" value={operation} onChange={(name) => choose(name as OperationName)} options={operationNames} />
        <Choice
          label="What goes wrong"
          value={chosen}
          onChange={(fault) => type('fault', fault)}
          groups={{
            [`Refused, with a code of ${operation}`]: own,
            'Answered incorrectly': kinds,
            'Refused, with a code of every operation': general,
          }}
        />
        {fields.map((field) => {
          const { name, label, options, isOptional, help } = field
          const error = isAbout(field) ? message : undefined
          const shared = { label, value: textOf(field, typed), onChange: (text: string) => type(name, text), error }
          return options ? (
            <Choice key={name} {...shared} options={options} />
          ) : (
            <Field key={name} {...shared} isRequired={!isOptional} help={help} />
          )
        })}
      </div>
      <div className="buttons">
        <Button type="submit">Inject the fault</Button>
      </div>
      {fields.some(isAbout) ? null : <p>{message}</p>}
    </form>
  )
}

function codesOf(errors: readonly { readonly code: string }[]): string[] {
  return [...new Set(errors.map(({ code }) => code))]
}
