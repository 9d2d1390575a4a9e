import type { OperationName, ParameterValues } from '@vpn-gateway/core'
import { type ReactElement, useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { type Preview, previewOf } from '../call/preview.ts'
import { partsOf, type RequestPart } from '../call/request-parts.ts'
import { credentialsIn, type Settings } from '../call/settings.ts'
import { CodeBlock } from '../parts/code-block.tsx'
import type { FormContent } from './read-form.ts'

interface RequestViewProps {
  readonly operation: OperationName
  readonly content: FormContent
  readonly settings: Settings
  /** The idempotency token of the next call, where none is given. */
  readonly token: string
  /** The part, or the parameter of the form, that is marked in the texts. */
  readonly marked: string | undefined
  readonly onMark: (name: string | undefined) => void
}

/** The request as it would leave now, and how its signature is made. */
export function RequestView({ operation, content, settings, token, marked, onMark }: RequestViewProps): ReactElement {
  const { parameters, errors } = content
  const preview = usePreview(operation, parameters, settings, token)
  const broken = Object.entries(errors)
  if (broken.length > 0) return <p>There is no request yet: {broken.map(([name, rule]) => `${name} ${rule}`).join(', ')}.</p>
  if (!preview) return <p>…</p>
  if (preview instanceof Error) return <p>{preview.message}</p>
  const { mask } = preview
  const parts = partsOf(operation, preview, parameters)
  const isMarked = ({ name, parameter }: RequestPart) => marked !== undefined && [name, parameter].includes(marked)
  const texts = parts.filter(isMarked).flatMap(({ forms }) => forms.map(mask))
  return (
    <div>
      <CodeBlock title="Request" text={mask(preview.text)} marked={texts} />
      <h3>Parameters and headers</h3>
      <p>Select one to highlight it wherever it is used; so does the focus on a field of the form.</p>
      {/* The parts of the request, of which one is marked in every text that it goes into. */}
      <ul className="parts">
        {parts.map((part) => (
          <li key={part.name}>
            <Button aria-pressed={isMarked(part)} onPress={() => onMark(isMarked(part) ? undefined : part.name)}>
              <code>{part.name}</code> from {part.from}
            </Button>
            <span className="help">{mask(`${part.name}: ${part.value}`).slice(part.name.length + 2)}</span>
          </li>
        ))}
      </ul>
      <p className="help">
        {credentialsIn(settings)
          ? 'How it is signed, step by step. Keys are masked: a text with •••• was signed with the real value. Each request has its own time and nonce.'
          : 'This request is not signed. Enter an access key under “Access key, signature and format” to see how it would be signed; any text works.'}
      </p>
      {preview.steps.map(({ title, words, text }, at) => (
        <div key={title}>
          <h3>
            {at + 1}. {title}
          </h3>
          <p>{words}</p>
          <CodeBlock title={title} text={mask(text)} marked={texts} />
        </div>
      ))}
    </div>
  )
}

function usePreview(operation: OperationName, parameters: ParameterValues, settings: Settings, token: string): Preview | Error | undefined {
  const [preview, setPreview] = useState<Preview | Error>()
  const given = JSON.stringify(parameters)
  useEffect(() => {
    let isCurrent = true
    const show = (made: Preview | Error) => {
      if (isCurrent) setPreview(made)
    }
    void previewOf(operation, JSON.parse(given), settings, token).then(show, show)
    return () => {
      isCurrent = false
    }
  }, [operation, given, settings, token])
  return preview
}
