import type { OperationName, ParameterValues } from '@vpn-gateway/core'
import { errorAdvice, operationErrors } from '@vpn-gateway/core/catalogue'
import type { ReactElement } from 'react'
import type { CallResult } from '../call/send.ts'
import type { EmulatorState } from '../emulator/emulator-state.ts'
import { Verdict } from '../outcome/verdict.tsx'
import { CodeBlock } from '../parts/code-block.tsx'

interface AnswerViewProps {
  readonly operation: OperationName
  readonly result: CallResult | 'waiting' | undefined
  /** True while calls go to the emulator. */
  readonly isHere: boolean
  readonly emulator: EmulatorState
  readonly onRepeat: (parameters: ParameterValues) => void
}

/** Result of a call, as the client returns it and as received. */
export function AnswerView({ operation, result, isHere, emulator, onRepeat }: AnswerViewProps): ReactElement {
  if (result === 'waiting') return <p>Waiting for the answer…</p>
  if (result === undefined) return <Expected operation={operation} isHere={isHere} />
  const { request, text, isXml, answer, error, mask } = result
  return (
    <div className="answer">
      <Verdict result={result} emulator={emulator} onRepeat={onRepeat} />
      {error === undefined ? (
        <CodeBlock title="Answer, as the client returns it" text={mask(JSON.stringify(answer, undefined, 2) ?? '')} />
      ) : null}
      {text === undefined ? null : <CodeBlock title={isXml ? 'Response as received, in XML' : 'Response as received'} text={mask(text)} />}
      {request === undefined ? null : <CodeBlock title="Request as sent" text={mask(request)} />}
    </div>
  )
}

/** Before the first call: the errors that may come, by what to do about them. */
function Expected({ operation, isHere }: Pick<AnswerViewProps, 'operation' | 'isHere'>): ReactElement {
  const errors = operationErrors[operation]
  const kinds = [...new Set(errors.map(({ kind }) => kind))]
  return (
    <>
      {isHere ? <p>Nothing has been sent yet.</p> : null}
      <p>Possible errors, besides those of every operation:</p>
      <dl>
        {kinds.map((kind) => (
          <div key={kind}>
            <dt>{[...new Set(errors.filter((error) => error.kind === kind).map(({ code }) => code))].join(', ')}</dt>
            <dd>{errorAdvice[kind]}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
