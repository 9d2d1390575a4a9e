import { type OperationName, operationNames } from '@vpn-gateway/core'
import { frontDoorErrors, operationErrors } from '@vpn-gateway/core/catalogue'
import { type ReactElement, useState } from 'react'
import { Button } from 'react-aria-components'
import { ask } from '../emulator/admin.ts'
import type { World } from '../emulator/world.ts'
import { announce } from '../parts/announcer.tsx'
import { Choice, type Option } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { useKeptFocus } from '../parts/kept-focus.ts'
import { detailsOf, faultKinds, faultOf, idIn, inLabels, isFaultKind, limitLabels, limitsOf, type Typed } from './fault-kinds.ts'
import { PlannedFaults } from './planned-faults.tsx'

/** Lets something go wrong with requests of an operation. */
export function FaultForm({ world }: { readonly world: World }): ReactElement {
  const [operation, choose] = useState<OperationName>(operationNames[0] as OperationName)
  const own = codesOf(operationErrors[operation])
  const general = codesOf(frontDoorErrors).filter((code) => !own.includes(code))
  const codes = [...own, ...general]
  const [typed, setTyped] = useState<Typed>({ times: '1' })
  const place = useKeptFocus<HTMLElement>()
  const [said, say] = useState('')
  const [planted, setPlanted] = useState(0)
  const wanted = typed.fault ?? ''
  const chosen = isFaultKind(wanted) || codes.includes(wanted) ? wanted : (codes[0] ?? '')
  const bind = (name: string) => ({ value: typed[name] ?? '', onChange: (text: string) => setTyped({ ...typed, [name]: text }) })
  const plant = () =>
    ask('faults', 'POST', { operation, fault: faultOf(chosen, typed), ...limitsOf(typed, world.resources) }).then(
      () => {
        say('')
        announce('The fault is planted')
        setPlanted((before) => before + 1)
      },
      (error) => {
        const words = inLabels(String(error.message), chosen)
        say(words)
        announce(words)
      },
    )
  return (
    <section ref={place} tabIndex={-1} className="faults" aria-label="Faults">
      <form
        noValidate
        aria-label="Plant a fault"
        onSubmit={(event) => {
          event.preventDefault()
          void plant()
        }}
      >
        <h2>Plant a fault</h2>
        <p className="help">
          Something goes wrong with the next requests of an operation, as it may with the real service. Plant it, delete, and watch the
          retries.
        </p>
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
            'Not answered as they should be': Object.entries(faultKinds).map(([kind, { words }]) => [kind, words]),
            'Refused, with a code of every operation': general.map((code) => [code, code]),
          }}
        />
        {detailsOf(chosen).map(({ name, label, options, isOptional }) =>
          options ? (
            <Choice key={name} label={label} {...bind(name)} value={typed[name] ?? options[0]?.[0] ?? ''} options={options} />
          ) : (
            <Field key={name} label={label} {...bind(name)} isRequired={!isOptional} />
          ),
        )}
        <Field label={limitLabels.times} {...bind('times')} help="empty for all of them, with a probability" />
        <Field label={limitLabels.rate} {...bind('rate')} help="from 0 to 1; empty for 1" />
        <Choice
          label="Only for"
          {...bind('id')}
          value={idIn(typed, world.resources)}
          options={[['', 'any resource'], ...world.resources.map(({ id }): Option => [id, id])]}
        />
        <div className="buttons">
          <Button type="submit">Plant the fault</Button>
        </div>
        <p>{said}</p>
      </form>
      <PlannedFaults world={world} planted={planted} />
    </section>
  )
}

function codesOf(errors: readonly { readonly code: string }[]): string[] {
  return [...new Set(errors.map(({ code }) => code))]
}
