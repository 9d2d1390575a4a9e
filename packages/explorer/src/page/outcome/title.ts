import { isVpnGatewayError, operationFacts } from '@vpn-gateway/core'
import type { Answered } from '../call/send.ts'

/** What came of a call in two or three words, and the colour that they have. */
export interface Title {
  readonly words: string
  readonly tone: 'good' | 'passing' | 'quiet' | 'bad'
}

export function titleOf({ operation, status, answer, error }: Answered): Title {
  if (error === undefined) return { words: successOf(operationFacts(operation).longRunning !== undefined, answer), tone: 'good' }
  if (status === undefined) return { words: isVpnGatewayError(error) && error.attempts === 0 ? 'Not sent' : 'No answer came', tone: 'bad' }
  switch (isVpnGatewayError(error) ? error.kind : undefined) {
    case 'gone':
      return { words: 'Not there', tone: 'quiet' }
    case 'busy':
    case 'throttled':
      return { words: 'Refused for now', tone: 'passing' }
    case 'transient':
      return { words: 'Failed for now', tone: 'passing' }
    default:
      return { words: 'Refused', tone: 'bad' }
  }
}

function successOf(isLongRunning: boolean, answer: unknown): string {
  if (Object(answer).dryRun !== undefined) return 'The dry run passed'
  return isLongRunning ? 'Accepted' : 'Answered'
}
