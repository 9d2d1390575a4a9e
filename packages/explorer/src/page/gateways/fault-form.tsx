import { type OperationName, operationNames } from '@vpn-gateway/core'
import { frontDoorErrors, operationErrors } from '@vpn-gateway/core/catalogue'
import { type ReactElement, useState } from 'react'
import { Button, Form } from 'react-aria-components'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { ask } from './admin.ts'

/** What goes wrong besides an error code, in words. */
const others: readonly (readonly [kind: string, words: string])[] = [
  ['throttle', 'is throttled'],
  ['reset', 'the connection breaks'],
  ['html', 'is answered with a page'],
  ['empty', 'is answered with nothing'],
  ['truncated', 'is answered with half an answer'],
  ['stale', 'reads what was'],
  ['task', 'is accepted, and fails later'],
]

/** Lets something go wrong with the next requests of an operation. */
export function FaultForm(): ReactElement {
  const [operation, choose] = useState<OperationName>(operationNames[0] as OperationName)
  const codes = [...new Set([...operationErrors[operation], ...frontDoorErrors].map(({ code }) => code))]
  const [fault, setFault] = useState('')
  const [times, setTimes] = useState('1')
  const [said, say] = useState('')
  const chosen = fault.startsWith('!') || codes.includes(fault) ? fault : (codes[0] ?? '')
  const plant = () => {
    const kind = chosen.startsWith('!') ? { kind: chosen.slice(1) } : { kind: 'error', code: chosen }
    ask('faults', 'POST', { operation, fault: kind, times: Number(times) }).then(
      () => say(`The next ${times} of ${operation} will meet it.`),
      (error) => say(String(error)),
    )
  }
  const clear = () => void ask('faults', 'DELETE').then(() => say('No fault is to come.'))
  return (
    <Form
      className="faults"
      aria-label="Let something go wrong"
      onSubmit={(event) => {
        event.preventDefault()
        plant()
      }}
    >
      <h2>Let something go wrong</h2>
      <Choice
        label="Requests of"
        value={operation}
        onChange={(name) => choose(name as OperationName)}
        options={operationNames.map((name) => [name, name])}
      />
      <Choice
        label="What happens"
        value={chosen}
        onChange={setFault}
        options={[
          ...codes.map((code) => [code, `refused: ${code}`] as const),
          ...others.map(([kind, words]) => [`!${kind}`, words] as const),
        ]}
      />
      <Field label="How many of the next" value={times} onChange={setTimes} />
      <div className="buttons">
        <Button type="submit">Plant it</Button>
        <Button onPress={clear}>Forget all faults</Button>
      </div>
      <p role="status">{said}</p>
    </Form>
  )
}
