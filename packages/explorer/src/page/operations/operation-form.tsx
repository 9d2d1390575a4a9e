import type { OperationName } from '@vpn-gateway/core'
import { documentation } from '@vpn-gateway/core/catalogue'
import { type ReactElement, useState } from 'react'
import { Button } from 'react-aria-components'
import { flushSync } from 'react-dom'
import type { Resource } from '../emulator/admin.ts'
import { useKeptFocus } from '../parts/kept-focus.ts'
import { askedParameters } from '../spec/operations.ts'
import { ParameterField } from './parameter-field.tsx'

/** Resources of the emulator, by the parameter that names one. */
export type HeldResources = Readonly<Partial<Record<string, readonly Resource[]>>>

interface OperationFormProps {
  readonly operation: OperationName
  readonly texts: Readonly<Record<string, string>>
  readonly errors: Readonly<Record<string, string>>
  readonly held: HeldResources
  /** True while calls go to the emulator. */
  readonly isHere: boolean
  readonly isWaiting: boolean
  readonly onType: (name: string, text: string) => void
  /** The field of a parameter has the focus. */
  readonly onFocus: (name: string) => void
  readonly onSend: () => void
}

/** One operation: what it does, its parameters, and a button that calls it. */
export function OperationForm({
  operation,
  texts,
  errors,
  held,
  isHere,
  isWaiting,
  onType,
  onFocus,
  onSend,
}: OperationFormProps): ReactElement {
  const part = useKeptFocus<HTMLFormElement>()
  const [isTried, setTried] = useState(false)
  const isBroken = Object.keys(errors).length > 0
  return (
    <form
      noValidate
      ref={part}
      tabIndex={-1}
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
      {isHere ? null : (
        <p className="notice">
          This page sends nothing to the real service, which would have to allow calls from web pages (CORS). Copy the command line under
          “Sample code” instead.
        </p>
      )}
      {askedParameters(operation).map(([name, rule]) => (
        <ParameterField
          key={name}
          operation={operation}
          name={name}
          rule={rule}
          text={texts[name] ?? ''}
          error={isTried || (texts[name] ?? '') !== '' ? errors[name] : undefined}
          held={held[name] ?? []}
          onFocus={() => onFocus(name)}
          onType={(text) => onType(name, text)}
        />
      ))}
      {isHere ? (
        <Button type="submit" className="primary">
          {isWaiting ? 'Waiting for the answer…' : 'Send to the emulator'}
        </Button>
      ) : null}
    </form>
  )
}
