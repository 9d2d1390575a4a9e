import { type OperationName, operationFacts, resourceFacts } from '@vpn-gateway/core'
import { documentation } from '@vpn-gateway/core/catalogue'
import { type ReactElement, useState } from 'react'
import { Button, Form } from 'react-aria-components'
import type { World } from '../emulator/world.ts'
import { askedParameters } from '../spec/operations.ts'
import { ParameterField } from './parameter-field.tsx'

interface OperationFormProps {
  readonly operation: OperationName
  readonly texts: Readonly<Record<string, string>>
  readonly errors: Readonly<Record<string, string>>
  readonly world: World
  /** Whether calls go to the emulator. */
  readonly isHere: boolean
  readonly isWaiting: boolean
  readonly onType: (name: string, text: string) => void
  readonly onSend: () => void
}

/** One operation: what it does, its parameters, and a button that calls it. */
export function OperationForm({ operation, texts, errors, world, isHere, isWaiting, onType, onSend }: OperationFormProps): ReactElement {
  const [isTried, setTried] = useState(false)
  const isBroken = Object.keys(errors).length > 0
  return (
    <Form
      className="operation-form"
      aria-label={operation}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (!isBroken && isHere) onSend()
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
          ids={world.resources.filter(({ resource }) => resourceFacts(resource).id === name).map(({ id }) => id)}
          onType={(text) => onType(name, text)}
        />
      ))}
      {isHere ? (
        <Button type="submit" className="primary" isDisabled={isWaiting}>
          {isWaiting ? 'Waiting for the answer…' : 'Send to the emulator'}
        </Button>
      ) : (
        <p className="notice">
          Nothing is sent from here: a browser may refuse a call from this page to the service, as the service would have to allow it by
          CORS. Use the command line below “Sample code” instead, or choose the emulator above.
        </p>
      )}
    </Form>
  )
}

/** What the spec says of the operation as a whole. */
function Facts({ operation }: { readonly operation: OperationName }): ReactElement {
  const { longRunning, idempotencyParameter, dryRun, paging } = operationFacts(operation)
  const facts = [
    longRunning && `Runs in the background; meanwhile its ${resourceFacts(longRunning.busy).title} is busy and refuses others.`,
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
