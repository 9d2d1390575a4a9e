import { type OperationName, operationFacts, resourceFacts, resourceNames } from '@vpn-gateway/core'
import { documentation } from '@vpn-gateway/core/catalogue'
import { type ReactElement, useState } from 'react'
import { Button, Form } from 'react-aria-components'
import { flushSync } from 'react-dom'
import { askedParameters } from '../spec/operations.ts'
import { ParameterField } from './parameter-field.tsx'

interface OperationFormProps {
  readonly operation: OperationName
  readonly texts: Readonly<Record<string, string>>
  readonly errors: Readonly<Record<string, string>>
  /** What the emulator holds, by the kind of resource. */
  readonly ids: Readonly<Record<string, readonly string[]>>
  /** Whether calls go to the emulator. */
  readonly isHere: boolean
  readonly isWaiting: boolean
  readonly onType: (name: string, text: string) => void
  /** Somebody looks at the field of a parameter. */
  readonly onFocus: (name: string) => void
  readonly onSend: () => void
}

/** One operation: what it does, its parameters, and a button that calls it. */
export function OperationForm({
  operation,
  texts,
  errors,
  ids,
  isHere,
  isWaiting,
  onType,
  onFocus,
  onSend,
}: OperationFormProps): ReactElement {
  const [isTried, setTried] = useState(false)
  const isBroken = Object.keys(errors).length > 0
  return (
    <Form
      className="operation-form"
      aria-label={operation}
      onSubmit={(event) => {
        event.preventDefault()
        const form = event.currentTarget
        flushSync(() => setTried(true))
        if (isBroken) form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
        else if (isHere) onSend()
      }}
    >
      <h2>{operation}</h2>
      <p>{documentation[operation].description}</p>
      <Facts operation={operation} />
      {askedParameters(operation).map(([name, rule]) => (
        <ParameterField
          key={name}
          operation={operation}
          name={name}
          rule={rule}
          text={texts[name] ?? ''}
          error={isTried || (texts[name] ?? '') !== '' ? errors[name] : undefined}
          ids={resourceNames.flatMap((resource) => (resourceFacts(resource).id === name ? (ids[resource] ?? []) : []))}
          onFocus={() => onFocus(name)}
          onType={(text) => onType(name, text)}
        />
      ))}
      {isHere ? (
        <Button type="submit" className="primary">
          {isWaiting ? 'Waiting for the answer…' : 'Send to the emulator'}
        </Button>
      ) : (
        <p className="notice">
          Nothing is sent from here. A browser may refuse to call the service from a page: the service would have to allow it (CORS). Use
          the command line under “Sample code” instead, or choose the emulator above.
        </p>
      )}
    </Form>
  )
}

/** What the spec says of the operation as a whole. */
function Facts({ operation }: { readonly operation: OperationName }): ReactElement {
  const { longRunning, idempotencyParameter, dryRun, paging } = operationFacts(operation)
  const facts = [
    longRunning && `Runs in the background; meanwhile its ${resourceFacts(longRunning.busy).title} is busy, and refuses other changes.`,
    idempotencyParameter && `The same ${idempotencyParameter} gets the same answer: a repeat does nothing twice.`,
    dryRun && 'A dry run only checks.',
    paging && 'Answers in pages.',
  ].filter((fact) => fact !== undefined)
  return (
    <ul className="facts">
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  )
}
