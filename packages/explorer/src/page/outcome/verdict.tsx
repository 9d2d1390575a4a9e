import { isVpnGatewayError, operationFacts, type ParameterValue, ServiceError } from '@vpn-gateway/core'
import type { ReactElement } from 'react'
import { Button } from 'react-aria-components'
import type { Answered } from '../call/send.ts'
import type { World } from '../emulator/world.ts'
import { advice } from '../spec/words.ts'
import { Cause } from './cause.tsx'
import { Course } from './course.tsx'
import { titleOf } from './title.ts'

interface VerdictProps {
  readonly answered: Answered
  readonly world: World
  /** Takes keys out of what a server repeats. */
  readonly mask: (text: string) => string
  readonly onRepeat: (parameters: Readonly<Record<string, ParameterValue>>) => void
}

/** What came of a call: in a word, why, and what to do about it. */
export function Verdict({ answered, world, mask, onRepeat }: VerdictProps): ReactElement {
  const { operation, parameters, status, sentAtMs, tookMs, answer, error } = answered
  const { words, tone } = titleOf(answered)
  const isBegun = error === undefined && operationFacts(operation).longRunning !== undefined && Object(answer).dryRun === undefined
  return (
    <div className={`verdict ${tone}`}>
      <p role="status">
        <strong>{words}</strong>
        {status === undefined ? '' : `, status ${status}`}, after {Math.round(tookMs)} ms
      </p>
      {isBegun ? <Course operation={operation} parameters={parameters} world={world} /> : null}
      {isVpnGatewayError(error) ? (
        <>
          <Cause
            kind={error.kind}
            operation={operation}
            parameters={parameters}
            atMs={sentAtMs + tookMs / 2 + world.aheadMs}
            world={world}
          />
          <p>
            <strong>What to do:</strong> {advice[error.kind]}
          </p>
          {error.kind === 'stop' || error.kind === 'gone' ? null : (
            <Button onPress={() => onRepeat(parameters)}>Send the same call again</Button>
          )}
          <ErrorDetails error={error} mask={mask} />
        </>
      ) : null}
      {error === undefined || isVpnGatewayError(error) ? null : <p>{mask(String(error))}</p>}
    </div>
  )
}

/** The error as the client throws it. */
function ErrorDetails({
  error,
  mask,
}: {
  readonly error: Error & { code: string; kind: string }
  readonly mask: VerdictProps['mask']
}): ReactElement {
  const { name, code, kind, message } = error
  const requestId = error instanceof ServiceError ? error.requestId : undefined
  const rows = { Class: name, Code: code, Kind: kind, Message: mask(message), 'Request id': requestId }
  return (
    <dl className="error">
      {Object.entries(rows).map(([term, words]) =>
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
