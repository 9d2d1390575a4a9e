import { isVpnGatewayError, type OperationName, ServiceError } from '@vpn-gateway/core'
import { operationErrors } from '@vpn-gateway/core/catalogue'
import type { ReactElement } from 'react'
import type { Answered } from '../call/send.ts'
import { CodeBlock } from '../parts/code-block.tsx'
import { advice } from '../spec/words.ts'

interface AnswerViewProps {
  readonly answered: Answered | 'waiting' | undefined
  readonly operation: OperationName
}

/** What came back: the status, what the client makes of it, and the text as it came. */
export function AnswerView({ answered, operation }: AnswerViewProps): ReactElement {
  if (answered === undefined) return <Expected operation={operation} />
  if (answered === 'waiting') return <p role="status">Waiting for the answer…</p>
  const { status, tookMs, text, isXml, answer, error } = answered
  return (
    <div className="answer">
      <p role="status">
        <strong className={error === undefined ? 'good' : 'bad'}>{error === undefined ? 'Accepted' : 'Not done'}</strong>
        {status === undefined ? '; no answer came' : `, status ${status}`}, after {Math.round(tookMs)} ms
      </p>
      {error === undefined ? <CodeBlock title="Answer, as the client reads it" text={inLines(answer)} /> : <ErrorView error={error} />}
      {text === undefined ? null : (
        <CodeBlock title={isXml ? 'As it came, in XML' : 'As it came'} text={isXml ? text : pretty(text)} copied={text} />
      )}
    </div>
  )
}

function ErrorView({ error }: { readonly error: unknown }): ReactElement {
  if (!isVpnGatewayError(error)) return <p className="bad">{String(error)}</p>
  const { name, code, kind, message } = error
  const requestId = error instanceof ServiceError ? error.requestId : undefined
  const rows = [
    ['Class', name],
    ['Code', code],
    ['Kind', kind],
    ['What to do', advice[kind]],
    ['Message', message],
    ['Request id', requestId],
  ]
  return (
    <dl className="error">
      {rows.map(([term, words]) =>
        words === undefined ? null : (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{words}</dd>
          </div>
        ),
      )}
    </dl>
  )
}

/** Before the first call: the errors that may come. */
function Expected({ operation }: { readonly operation: OperationName }): ReactElement {
  const errors = operationErrors[operation]
  return (
    <>
      <p>Nothing was sent yet. Besides the answer these may come, and those that every operation has:</p>
      <ul className="codes">
        {errors.map(({ code, kind, status }) => (
          <li key={`${code} ${status}`}>
            <code>{code}</code> ({kind}): {advice[kind]}
          </li>
        ))}
      </ul>
    </>
  )
}

function inLines(value: unknown): string {
  return JSON.stringify(value, undefined, 2) ?? ''
}

function pretty(text: string): string {
  try {
    return inLines(JSON.parse(text))
  } catch {
    return text
  }
}
