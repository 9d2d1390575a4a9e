import { type ErrorKind, isVpnGatewayError, type OperationName, operationMetadata, type ParameterValue } from '@vpn-gateway/core'
import { isDryRun } from '../../samples/subject.ts'
import type { CallResult } from '../call/send.ts'

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

export function titleOf({ operation, parameters, request, status, error }: CallResult): Title {
  if (error === undefined) return { words: successOf(operation, parameters), tone: 'good' }
  if (status === undefined) return { words: request === undefined ? 'Not sent' : 'No response', tone: 'bad' }
  return refusals[isVpnGatewayError(error) ? error.kind : 'stop']
}

function successOf(operation: OperationName, parameters: Readonly<Record<string, ParameterValue>>): string {
  const metadata = operationMetadata(operation)
  if (isDryRun({ metadata, parameters })) return refusals.passed.words
  return metadata.longRunning ? 'Accepted' : 'Answered'
}
