import { isVpnGatewayError, operationMetadata, type ParameterValue, ServiceError, type VpnGatewayError } from '@vpn-gateway/core'
import { type ReactElement, useEffect, useRef } from 'react'
import { Button } from 'react-aria-components'
import { isDryRun } from '../../samples/subject.ts'
import type { CallResult } from '../call/send.ts'
import type { EmulatorState } from '../emulator/emulator-state.ts'
import { announce } from '../parts/announcer.tsx'
import { idsIn } from '../spec/resources.ts'
import { Progress } from './progress.tsx'
import { Reason } from './reason.tsx'
import { remedyFor } from './remedy.ts'
import { titleOf } from './title.ts'

interface VerdictProps {
  readonly result: CallResult
  readonly emulator: EmulatorState
  readonly onRepeat: (parameters: Readonly<Record<string, ParameterValue>>) => void
}

/** Result of a call: its title, the reason, and advice. */
export function Verdict({ result, emulator, onRepeat }: VerdictProps): ReactElement {
  const { operation, parameters, status, tookMs, error } = result
  const { words, tone } = titleOf(result)
  const part = useRef<HTMLDivElement>(null)
  useEffect(() => {
    announce([result.operation, ...idsIn(result.parameters), titleOf(result).words].join(' '))
    part.current?.scrollIntoView({ block: 'nearest' })
  }, [result])
  const remedy = isVpnGatewayError(error) ? remedyFor(error.kind, result, emulator) : undefined
  const metadata = operationMetadata(operation)
  const isLost = status === undefined && result.request !== undefined && metadata.longRunning !== undefined
  const isBegun = error === undefined && metadata.longRunning !== undefined && !isDryRun({ metadata, parameters })
  return (
    <div ref={part} className={`verdict ${tone}`}>
      <p className="help">{[operation, ...idsIn(parameters)].join(' ')}</p>
      <h3>
        <strong className="tone">{words}</strong>
        {status === undefined ? '' : `, status ${status}`}, after {Math.round(tookMs)} ms
      </h3>
      {isBegun ? <Progress operation={operation} parameters={parameters} emulator={emulator} /> : null}
      {isLost ? (
        <p>
          No response does not mean that nothing was done. It is safe to send the same call with the same idempotency token: the work is
          done once.
        </p>
      ) : null}
      {isVpnGatewayError(error) ? (
        <>
          <Reason kind={error.kind} code={error.code} result={result} emulator={emulator} />
          <p>
            <strong>What to do:</strong> {remedy?.words}
          </p>
          {remedy?.again ? (
            <Button className={remedy.again === 'now' ? 'primary' : ''} onPress={() => onRepeat(parameters)}>
              Send the same call again
            </Button>
          ) : null}
          <ErrorDetails error={error} mask={result.mask} />
        </>
      ) : null}
      {error === undefined || isVpnGatewayError(error) ? null : <p>{result.mask(String(error))}</p>}
    </div>
  )
}

/** The error as the client throws it. */
function ErrorDetails({ error, mask }: { readonly error: VpnGatewayError; readonly mask: CallResult['mask'] }): ReactElement {
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
