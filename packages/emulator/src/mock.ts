import {
  type ErrorCode,
  isOperationName,
  type OperationAnswer,
  type OperationName,
  type OperationParameters,
  OptionError,
} from '@vpn-gateway/core'
import { parametersOf } from './answer-request.ts'
import { errorsOf, Refusal, refusalOf } from './gate/refusal.ts'
import { errorAnswer, successAnswer } from './http/answer.ts'
import { formatNamed } from './http/named.ts'
import { fromRequest, toResponse } from './http/web.ts'

/** A refusal that a mock answers with. */
export interface MockFailure {
  readonly refusal: Refusal
}

/** What a mock of one operation is given. */
export interface MockContext<Op extends OperationName> {
  /** The parameters, checked and typed by the spec. */
  readonly parameters: OperationParameters<Op>
  readonly request: Request
  /** Refuses with an error that the spec documents for the operation, in its status and words. */
  fail(code: ErrorCode<Op>, options?: { readonly retryAfterMs?: number }): MockFailure
}

/** Fields that a client says besides an answer. */
type Outcomes = 'alreadyGone' | 'dryRun'

/** What a mock answers: the answer of the operation, whose request id is made where it has none, or a failure. */
export type MockAnswer<Op extends OperationName> =
  | (Omit<OperationAnswer<Op>, Outcomes | 'RequestId'> & { readonly RequestId?: string })
  | MockFailure

/** Answers calls of one operation. */
export type MockResolver<Op extends OperationName> = (context: MockContext<Op>) => MockAnswer<Op> | Promise<MockAnswer<Op>>

/** The same by operation: where it is looked up here, only the operation's name decides which it is. */
export type MockResolvers = { readonly [Op in OperationName]: MockResolver<Op> }

/** A one-off answer to one operation, as the service would write it, in JSON or XML. */
export function mockOperation<Op extends OperationName>(
  operation: Op,
  resolver: MockResolver<Op>,
): (request: Request) => Promise<Response> {
  if (!isOperationName(operation)) throw new OptionError('operation', 'must be one of the spec')
  if (typeof resolver !== 'function') throw new OptionError('resolver', 'must be a function')
  const fail = (code: string, { retryAfterMs }: { readonly retryAfterMs?: number } = {}): MockFailure => {
    const known = errorsOf(operation)
    const documented = known.find((error) => error.code === code)
    if (!documented)
      throw new OptionError('code', `must be one that the spec documents for ${operation}: ${known.map((error) => error.code).join(', ')}`)
    return { refusal: refusalOf(documented, { retryAfterMs }) }
  }
  return async (request) => {
    const read = await fromRequest(request.clone())
    const format = formatNamed(read) ?? 'json'
    const requestId = crypto.randomUUID().toUpperCase()
    try {
      const { parameters } = parametersOf(operation, read)
      const answer = await resolver({ parameters: parameters as OperationParameters<Op>, request, fail })
      if (typeof answer !== 'object' || answer === null) throw new OptionError('resolver', 'must answer an object')
      if ('refusal' in answer) throw answer.refusal
      return toResponse(successAnswer(operation, { RequestId: requestId, ...answer }, format))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return toResponse(errorAnswer(error, read, requestId, format))
    }
  }
}
