import type { OperationName, ParameterValue } from '@vpn-gateway/core'
import { type ReactElement, useEffect, useState } from 'react'
import { ToggleButton } from 'react-aria-components'
import { maskOf } from '../call/mask.ts'
import { partsOf } from '../call/parts.ts'
import { type Preview, previewOf } from '../call/preview.ts'
import type { Settings } from '../call/settings.ts'
import { CodeBlock } from '../parts/code-block.tsx'

interface RequestViewProps {
  readonly operation: OperationName
  readonly parameters: Readonly<Record<string, ParameterValue>>
  readonly settings: Settings
}

/** The request as it would leave now, and how its signature is made. */
export function RequestView({ operation, parameters, settings }: RequestViewProps): ReactElement {
  const [preview, setPreview] = useState<Preview>()
  const [chosen, choose] = useState<string>()
  const given = JSON.stringify(parameters)
  useEffect(() => {
    let isCurrent = true
    const show = (made: Preview | undefined) => {
      if (isCurrent) setPreview(made)
    }
    void previewOf(operation, JSON.parse(given), settings).then(show, () => show(undefined))
    return () => {
      isCurrent = false
    }
  }, [operation, given, settings])
  if (!preview) return <p role="status">The request cannot be made of what is typed above.</p>
  const mask = maskOf(settings)
  const parts = partsOf(operation, preview)
  const marked = parts.find(({ name }) => name === chosen)?.forms.map(mask) ?? []
  return (
    <div className="request">
      <CodeBlock title="Request" text={mask(requestText(preview))} marked={marked} />
      <h3>Its parts</h3>
      <p>Choose one to see where it goes.</p>
      <ul className="parts">
        {parts.map(({ name, value, from }) => (
          <li key={name}>
            <ToggleButton isSelected={name === chosen} onChange={(isOn) => choose(isOn ? name : undefined)}>
              <code>{name}</code> from {from}
            </ToggleButton>
            <span className="help">{mask(`${name}: ${value}`).slice(name.length + 2)}</span>
          </li>
        ))}
      </ul>
      {preview.steps.length > 0 ? (
        <p className="help">
          How it is signed, step by step. Keys are masked: a text that holds •••• was signed with what stands there in truth.
        </p>
      ) : null}
      {preview.steps.length === 0 ? (
        <p className="notice">
          It is not signed. Type an access key under “Access key, signature and format” above to see how it would be; any text will do.
        </p>
      ) : null}
      {preview.steps.map(({ title, words, text }, at) => (
        <div key={title} className="step">
          <h3>
            {at + 1}. {title}
          </h3>
          <p>{words}</p>
          <CodeBlock title={title} text={mask(text)} marked={marked} />
        </div>
      ))}
    </div>
  )
}

function requestText({ method, url, headers, body }: Preview): string {
  const { pathname, search, host } = new URL(url)
  const lines = headers.map(([name, value]) => `${name}: ${value}`)
  return [`${method} ${pathname}${search} HTTP/1.1`, `host: ${host}`, ...lines, ...(body === '' ? [] : ['', body])].join('\n')
}
