import { type OperationName, operationNames } from '@vpn-gateway/core'
import { frontDoorErrors, operationErrors } from '@vpn-gateway/core/catalogue'
import { type ReactElement, useState } from 'react'
import { Button, Form } from 'react-aria-components'
import { ask } from '../emulator/admin.ts'
import type { World } from '../emulator/world.ts'
import { Choice, type Option } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { faultKinds } from './fault-kinds.ts'
import { PlannedFaults } from './planned-faults.tsx'

/** Marks a choice that is a kind of fault, and no error code. */
const mark = '!'

/** Lets something go wrong with requests of an operation. */
export function FaultForm({ world }: { readonly world: World }): ReactElement {
  const [operation, choose] = useState<OperationName>(operationNames[0] as OperationName)
  const own = codesOf(operationErrors[operation])
  const general = codesOf(frontDoorErrors).filter((code) => !own.includes(code))
  const codes = [...own, ...general]
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({ times: '1' })
  const [said, say] = useState('')
  const [planted, setPlanted] = useState(0)
  const wanted = typed.fault ?? ''
  const chosen = wanted.startsWith(mark) || codes.includes(wanted) ? wanted : (codes[0] ?? '')
  const details = faultKinds[chosen.replace(mark, '')]?.details ?? []
  const bind = (name: string) => ({ value: typed[name] ?? '', onChange: (text: string) => setTyped({ ...typed, [name]: text }) })
  const plant = () =>
    ask('faults', 'POST', { operation, fault: faultOf(chosen, typed), ...limitsOf(typed) }).then(
      () => {
        say('')
        setPlanted(planted + 1)
      },
      (error) => say(String(error)),
    )
  return (
    <section className="faults" aria-label="Faults">
      <Form
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
            'Not answered as they should be': Object.entries(faultKinds).map(([kind, { words }]) => [`${mark}${kind}`, words]),
            'Refused, with a code of every operation': general.map((code) => [code, code]),
          }}
        />
        {details.map(({ name, label, options, isOptional }) =>
          options ? (
            <Choice key={name} label={label} {...bind(name)} value={typed[name] ?? options[0]?.[0] ?? ''} options={options} />
          ) : (
            <Field key={name} label={label} {...bind(name)} isRequired={!isOptional} />
          ),
        )}
        <Field label="How many requests" {...bind('times')} help="all that come, where a chance is given and this is empty" />
        <Field label="Chance of each" {...bind('rate')} help="from 0 to 1, which is usual" />
        <Choice label="Only for" {...bind('id')} options={[['', 'any resource'], ...world.resources.map(({ id }): Option => [id, id])]} />
        <div className="buttons">
          <Button type="submit">Plant the fault</Button>
        </div>
        <p role="status">{said}</p>
      </Form>
      <PlannedFaults world={world} planted={planted} />
    </section>
  )
}

/** The fault as the admin interface takes it: it tells what is wrong with a number, so what is none goes as it is. */
function faultOf(chosen: string, typed: Readonly<Record<string, string>>): object {
  if (!chosen.startsWith(mark)) return { kind: 'error', code: chosen }
  const kind = chosen.slice(mark.length)
  const details = faultKinds[kind]?.details ?? []
  return {
    kind,
    ...Object.fromEntries(
      details.flatMap(({ name, options }) => {
        const text = typed[name] ?? options?.[0]?.[0] ?? ''
        return text === '' ? [] : [[name, options ? text : numberOf(text)]]
      }),
    ),
  }
}

function codesOf(errors: readonly { readonly code: string }[]): string[] {
  return [...new Set(errors.map(({ code }) => code))]
}

function limitsOf({ times = '', rate = '', id = '' }: Readonly<Record<string, string>>): object {
  return {
    ...(times !== '' && { times: numberOf(times) }),
    ...(rate !== '' && { rate: numberOf(rate) }),
    ...(id !== '' && { id }),
  }
}

function numberOf(text: string): number | string {
  return /^\d{1,15}(\.\d{1,6})?$/.test(text) ? Number(text) : text
}
