import type { ParameterValues } from '@vpn-gateway/core'
import {
  type ErrorKind,
  isVpnGatewayError,
  operationMetadata,
  resourceMetadata,
  ServiceError,
  type VpnGatewayError,
} from '@vpn-gateway/core'
import { errorAdvice } from '@vpn-gateway/core/catalogue'
import { type ReactElement, useEffect, useRef } from 'react'
import { Button } from 'react-aria-components'
import { isDryRun } from '../../samples/subject.ts'
import type { CallResult } from '../call/send.ts'
import { useNow } from '../emulator/clock.ts'
import { type EmulatorState, rootOf } from '../emulator/emulator-state.ts'
import { seconds, workNow, workOn } from '../emulator/work.ts'
import { announce } from '../parts/announcer.tsx'
import { idsIn } from '../spec/resources.ts'
import { Reason } from './reason.tsx'

interface VerdictProps {
  readonly result: CallResult
  readonly emulator: EmulatorState
  readonly onRepeat: (parameters: ParameterValues) => void
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
      {isBegun ? <Progress result={result} emulator={emulator} /> : null}
      {isLost ? (
        <p>
          No response does not mean that nothing was done. It is safe to send the same call with the same idempotency token: the work is
          done once.
        </p>
      ) : null}
      {isVpnGatewayError(error) ? (
        <>
          <Reason error={error} result={result} emulator={emulator} />
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

/** Progress of a deletion since it was accepted, which the answer itself never shows. */
function Progress({ result, emulator }: Pick<VerdictProps, 'result' | 'emulator'>): ReactElement | null {
  const { resource } = operationMetadata(result.operation)
  const id = String(result.parameters[resource ? resourceMetadata(resource).id : ''] ?? '')
  const work = workOn(emulator, id)
  const now = useNow(emulator, work !== undefined && work.endedAtMs === undefined)
  if (!work) return null
  const { startedAtMs, endedAtMs, failed } = work
  if (endedAtMs === undefined)
    return (
      <p>
        Accepted means started, not done. The deletion of <code>{id}</code> has been running for {seconds(now - startedAtMs)}. Until it
        ends, <code>{rootOf(emulator, id)}</code> refuses other changes. Nothing announces the end: a program has to poll.
      </p>
    )
  return (
    <p>
      The deletion {failed ? 'failed' : 'ended'} after {seconds(endedAtMs - startedAtMs)}: <code>{id}</code>{' '}
      {failed ? 'is still there. Only a read of it shows that.' : 'is gone.'}
    </p>
  )
}

/** Result of a call in two or three words, and their colour. */
interface Title {
  readonly words: string
  readonly tone: 'good' | 'passing' | 'quiet' | 'bad'
}

/** The title of a refusal, by what should be done about it. */
const refusals: Readonly<Record<ErrorKind, Title>> = {
  busy: { words: 'Refused for now', tone: 'passing' },
  throttled: { words: 'Refused for now', tone: 'passing' },
  transient: { words: 'Temporary failure', tone: 'passing' },
  gone: { words: 'Not found', tone: 'quiet' },
  passed: { words: 'The dry run passed', tone: 'good' },
  stop: { words: 'Refused', tone: 'bad' },
}

function titleOf({ operation, parameters, request, status, error }: CallResult): Title {
  const metadata = operationMetadata(operation)
  if (error === undefined && isDryRun({ metadata, parameters })) return refusals.passed
  if (error === undefined) return { words: metadata.longRunning ? 'Accepted' : 'Answered', tone: 'good' }
  if (status === undefined) return { words: request === undefined ? 'Not sent' : 'No response', tone: 'bad' }
  return refusals[isVpnGatewayError(error) ? error.kind : 'stop']
}

/** Advice on an error. */
interface Remedy {
  readonly words: string
  /** Time to send the same call again; absent where that makes no sense. */
  readonly again?: 'now' | 'later'
}

const byItself = 'The poller does this by itself.'

/** Gives advice on the error of a call, for the current state of the emulator. */
function remedyFor(kind: ErrorKind, { parameters }: CallResult, emulator: EmulatorState): Remedy {
  if (kind === 'stop' || kind === 'gone' || kind === 'passed') return { words: errorAdvice[kind] }
  if (kind !== 'busy') return { words: `${errorAdvice[kind]} ${byItself}`, again: 'later' }
  const [id = ''] = idsIn(parameters)
  const own = workOn(emulator, id)
  if (own && own.endedAtMs === undefined) return { words: `Nothing: ${id} is being deleted already. Wait until it is gone.` }
  if (own && !own.failed && !emulator.resources.some((each) => each.id === id)) return { words: `Nothing: ${id} is gone.` }
  return workNow(emulator, rootOf(emulator, id))
    ? { words: `${errorAdvice.busy} ${byItself}`, again: 'later' }
    : { words: 'Send the same call again.', again: 'now' }
}
