import {
  type ErrorCode,
  isOperationName,
  type OperationAnswer,
  type OperationName,
  type OperationParameters,
  OptionError,
  operationNames,
} from '@vpn-gateway/core'
import { answerShapes } from '@vpn-gateway/core/catalogue'
import { parseCall } from './gate/parameters.ts'
import { errorsOf, plannedRefusal, Refusal } from './gate/refusal.ts'
import { errorAnswer, successAnswer, toResponse } from './http/answer.ts'
import { fromRequest } from './http/request.ts'
import { defaultRegionId } from './options.ts'

/** Refusal that a mock answers with. */
export interface MockFailure {
  readonly refusal: Refusal
}

/** Call of a mocked operation. */
export interface MockContext<Op extends OperationName> {
  /** The parameters, checked and typed by the spec. */
  readonly parameters: OperationParameters<Op>
  readonly request: Request
  /** Refuses with an error that the spec documents for the operation, in its status and words. */
  fail(code: ErrorCode<Op>, options?: { readonly retryAfterMs?: number }): MockFailure
}

/** Fields that a client adds to an answer. */
type Outcomes = 'alreadyGone' | 'dryRun'

/** Answer of a mock: that of the operation, whose request id is made where it has none, or a failure. */
export type MockAnswer<Op extends OperationName> =
  | (Omit<OperationAnswer<Op>, Outcomes | 'RequestId'> & { readonly RequestId?: string })
  | MockFailure

/** Answers calls of one operation. */
export type MockResolver<Op extends OperationName> = (context: MockContext<Op>) => MockAnswer<Op> | Promise<MockAnswer<Op>>

/** Resolvers by operation: looked up here, a resolver's type follows from the operation's name alone. */
export type MockResolvers = { readonly [Op in OperationName]: MockResolver<Op> }

/** @throws {OptionError} for a field that the operation does not answer with: the page under test would look for another. */
function checkFields(operation: OperationName, answer: object): void {
  const known = Object.keys(answerShapes[operation])
  const unknown = Object.keys(answer).find((name) => !known.includes(name))
  if (unknown === undefined) return
  throw new OptionError('answer', `has no ${unknown}; ${operation} answers with ${known.join(', ')}`)
}

/** Answers one operation by a function, as the service would write it, in JSON or XML. */
export function mockOperation<Op extends OperationName>(
  operation: Op,
  resolver: MockResolver<Op>,
): (request: Request) => Promise<Response> {
  if (!isOperationName(operation)) throw new OptionError('operation', `must be one of ${operationNames.join(', ')}`)
  if (typeof resolver !== 'function') throw new OptionError('resolver', 'must be a function')
  const fail = (code: string, { retryAfterMs }: { readonly retryAfterMs?: number } = {}): MockFailure => {
    const known = errorsOf(operation)
    const documented = known.find((error) => error.code === code)
    if (!documented)
      throw new OptionError('code', `must be one that the spec documents for ${operation}: ${known.map((error) => error.code).join(', ')}`)
    return { refusal: plannedRefusal(documented, retryAfterMs) }
  }
  return async (request) => {
    const read = await fromRequest(request.clone())
    const requestId = crypto.randomUUID().toUpperCase()
    try {
      const { parameters } = parseCall(operation, read, { regionId: defaultRegionId, unknownParameters: 'refuse' })
      const answer = await resolver({ parameters: parameters as OperationParameters<Op>, request, fail })
      if (typeof answer !== 'object' || answer === null) throw new OptionError('resolver', 'must answer an object')
      if ('refusal' in answer) throw answer.refusal
      checkFields(operation, answer)
      return toResponse(successAnswer(read, operation, { RequestId: requestId, ...answer }))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return toResponse(errorAnswer(read, error, requestId))
    }
  }
}
