import { ParameterError } from '../errors/input-errors.ts'
import type { OperationName } from '../generated/names.ts'
import type { ParameterRule } from '../metadata.ts'
import { isOperationName, isRead, operationMetadata } from '../operation.ts'
import type { ParameterValue } from '../parameters/flatten.ts'
import { typedText } from '../parameters/parse.ts'
import { wrongMediaType, wrongMethod } from './refusal.ts'

/** Request of the contract, from a port or from a `Request`. */
export interface ContractRequest {
  readonly method: string
  /** Names and texts of the query, decoded. */
  readonly query: readonly (readonly [string, string])[]
  readonly body: string
  /** Gives a header by its name in lower case. */
  header(name: string): string | undefined
}

/** More than any parameters take; what is parsed takes many times its length. */
const longestBody = 16_384

/** Header that names an idempotency token where the body has none. */
const idempotencyHeader = 'Idempotency-Key'

/** Finds the operation that a path ends with, under any prefix. */
export function operationAt(path: string): OperationName | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return isOperationName(name) ? name : undefined
}

/** Method of an operation in the contract: a GET never changes anything. */
export function methodOf(operation: OperationName): 'GET' | 'POST' {
  return isRead(operation) ? 'GET' : 'POST'
}

/**
 * Reads the parameters of a request of the contract; their rules are checked by whoever carries it out.
 *
 * @throws {ContractRefusal} for another method, or a body that is not declared to be JSON.
 * @throws {ParameterError} for a parameter that comes twice or in the wrong place, or that cannot be read.
 */
export function readContract(operation: OperationName, request: ContractRequest): Record<string, ParameterValue> {
  const method = methodOf(operation)
  if (request.method !== method) throw wrongMethod(method)
  return method === 'GET' ? fromQuery(operation, request.query) : withToken(operation, fromBody(operation, request), request)
}

function fromQuery(operation: OperationName, query: ContractRequest['query']): Record<string, ParameterValue> {
  const { parameters: rules } = operationMetadata(operation)
  const values = new Map<string, ParameterValue>()
  for (const [name, text] of query) {
    const { items, ...rule }: ParameterRule = Object.hasOwn(rules, name) ? (rules[name] ?? {}) : {}
    const before = values.get(name)
    if (items) {
      const list = (before ?? []) as readonly ParameterValue[]
      values.set(name, [
        ...list,
        entryOf(items, text, () => new ParameterError(`${name}.${list.length + 1}`, 'must be a text of JSON', operation)),
      ])
    } else if (before === undefined || !Object.hasOwn(rules, name)) values.set(name, typedText(rule, text))
    else throw new ParameterError(name, 'must be given once', operation)
  }
  return Object.fromEntries(values)
}

/** An object in a list is a text of JSON. */
function entryOf(rule: ParameterRule, text: string, malformed: () => ParameterError): ParameterValue {
  if (rule.type !== 'object') return typedText(rule, text)
  try {
    return JSON.parse(text) as ParameterValue
  } catch {
    throw malformed()
  }
}

function fromBody(operation: OperationName, { query: [first], body, header }: ContractRequest): Record<string, ParameterValue> {
  // A form of another site can send any other type without being asked whether it may.
  if (!/^application\/json\s*(;|$)/i.test(header('content-type') ?? '')) throw wrongMediaType()
  if (first) throw new ParameterError(first[0], 'must be in the body, and the query empty', operation)
  const value = parseBody(body)
  if (typeof value === 'string') throw new ParameterError('body', value, operation)
  return value
}

/** Parses the parameters of a body, or gives the rule that it breaks. */
export function parseBody(body: string): Record<string, ParameterValue> | string {
  if (body.length > longestBody) return `must have at most ${longestBody} characters`
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, ParameterValue>
  } catch {}
  return 'must be an object of parameters in JSON'
}

/** Takes the idempotency token of the header where the body has none. */
function withToken(
  operation: OperationName,
  parameters: Record<string, ParameterValue>,
  { header }: ContractRequest,
): Record<string, ParameterValue> {
  const { idempotencyParameter } = operationMetadata(operation)
  // Some write the header as a structured text, in quotation marks.
  const key = header(idempotencyHeader.toLowerCase())?.replace(/^"(.*)"$/, '$1')
  if (!key || idempotencyParameter === undefined || Object.hasOwn(parameters, idempotencyParameter)) return parameters
  return { ...parameters, [idempotencyParameter]: key }
}
