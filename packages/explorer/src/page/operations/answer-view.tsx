import type { OperationName, ParameterValue } from '@vpn-gateway/core'
import { operationErrors } from '@vpn-gateway/core/catalogue'
import type { ReactElement } from 'react'
import type { Answered } from '../call/send.ts'
import type { World } from '../emulator/world.ts'
import { Verdict } from '../outcome/verdict.tsx'
import { CodeBlock } from '../parts/code-block.tsx'
import { advice } from '../spec/words.ts'

interface AnswerViewProps {
  readonly operation: OperationName
  readonly answered: Answered | undefined
  readonly world: World
  readonly onRepeat: (parameters: Readonly<Record<string, ParameterValue>>) => void
}

/** What came back: what the client makes of it, and the text as it came. */
export function AnswerView({ operation, answered, world, onRepeat }: AnswerViewProps): ReactElement {
  if (answered === undefined) return <Expected operation={operation} />
  const { request, text, isXml, answer, error, mask } = answered
  return (
    <div className="answer">
      <Verdict answered={answered} world={world} onRepeat={onRepeat} />
      {error === undefined ? <CodeBlock title="Answer, as the client reads it" text={mask(inLines(answer))} /> : null}
      {text === undefined ? null : (
        <CodeBlock title={isXml ? 'As it came, in XML' : 'As it came'} text={mask(isXml ? text : pretty(text))} />
      )}
      {request === undefined ? null : <CodeBlock title="Request, as it was sent" text={mask(request)} />}
    </div>
  )
}

/** Before the first call: the errors that may come, by what to do about them. */
function Expected({ operation }: { readonly operation: OperationName }): ReactElement {
  const errors = operationErrors[operation]
  const kinds = [...new Set(errors.map(({ kind }) => kind))]
  return (
    <>
      <p>Nothing was sent yet. Besides the answer these errors may come, and those that every operation has:</p>
      <dl>
        {kinds.map((kind) => (
          <div key={kind}>
            <dt>{[...new Set(errors.filter((error) => error.kind === kind).map(({ code }) => code))].join(', ')}</dt>
            <dd>{advice[kind]}</dd>
          </div>
        ))}
      </dl>
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
