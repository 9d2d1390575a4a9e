import type { OperationObject, ResponseObject, SchemaObject, Spec } from '../document.ts'
import { type DocumentedError, errorsOfFrontDoor, errorsOfOperation } from '../errors.ts'
import { eachOperation } from '../operations.ts'
import { type Json, reference } from './schemas.ts'

const nothing: ResponseObject = { description: '', content: {} }

const noStore = {
  description: 'No cache may keep an answer: one that was kept would show what is gone, or hide what is there.',
  schema: { const: 'no-store' },
}

const retryAfter = {
  description: 'Time after which the service asks to be called again, in milliseconds.',
  schema: { type: 'integer', minimum: 0 },
}

/** Headers that answers of the contract have. */
export function headersOf(spec: Spec): Json {
  return { 'Cache-Control': noStore, [spec.document['x-rpc'].retryAfterHeader]: retryAfter }
}

/** Answers of an operation by their status. */
export function responsesOf(spec: Spec, path: string, operation: OperationObject): Json {
  const { operationId, responses } = operation
  const success = spec.resolve(responses['200'] ?? nothing)
  const answer = {
    description: success.description,
    headers: referencesTo(['Cache-Control']),
    content: {
      'application/json': {
        schema: reference('schemas', `${operationId}Answer`),
        examples: success.content['application/json']?.examples,
      },
    },
  }
  const errors = Object.entries(errorsByStatus(spec, path, operation)).map(([status, { own }]) => [
    status,
    errorResponse(spec, spec.resolve(responses[status] ?? frontDoorOf(spec)).description, `${operationId}Error${status}`, own),
  ])
  return { '200': answer, ...Object.fromEntries(errors), default: reference('responses', 'FrontDoor') }
}

interface StatusErrors {
  /** Errors that the operation documents. */
  readonly own: readonly DocumentedError[]
  /** These, and those that come before the operation. */
  readonly all: readonly DocumentedError[]
}

/** The status of most refusals that come before an operation, so that each has it: some generators leave out `default`. */
const mostUsual = 400

/** Errors by status, of each status that an operation documents. A dry run that passed is none: it is a success of the contract. */
function errorsByStatus(spec: Spec, path: string, operation: OperationObject): Record<string, StatusErrors> {
  const refusals = errorsOfOperation(spec, path, operation).filter(({ kind }) => kind !== 'passed')
  const before = errorsOfFrontDoor(spec)
  const of = (status: number, errors: readonly DocumentedError[]) => errors.filter((error) => error.status === status)
  const entry = (status: number) => ({ own: of(status, refusals), all: of(status, [...refusals, ...before]) })
  return Object.fromEntries([mostUsual, ...refusals.map(({ status }) => status)].map((status) => [status, entry(status)]))
}

/** The answer of those that come before any operation, by its name. */
export function frontDoor(spec: Spec): Json {
  return { FrontDoor: errorResponse(spec, frontDoorOf(spec).description, 'FrontDoorError', errorsOfFrontDoor(spec)) }
}

function frontDoorOf(spec: Spec): ResponseObject {
  return spec.document.components.responses.FrontDoor ?? nothing
}

/** Schemas of the errors of each operation and status, which have names so that generators name types by them. */
export function errorSchemas(spec: Spec): Record<string, SchemaObject> {
  const ofOperations = eachOperation(spec).flatMap(([path, operation]) =>
    Object.entries(errorsByStatus(spec, path, operation)).map(
      ([status, { all }]) => [`${operation.operationId}Error${status}`, errorSchema(spec, all)] as const,
    ),
  )
  return { ...Object.fromEntries(ofOperations), FrontDoorError: errorSchema(spec, errorsOfFrontDoor(spec)) }
}

function errorResponse(spec: Spec, description: string, schema: string, errors: readonly DocumentedError[]): Json {
  const examples = Object.fromEntries(errors.map(({ code }) => [code, reference('examples', code)]))
  return {
    description,
    headers: referencesTo(Object.keys(headersOf(spec))),
    content: { 'application/json': { schema: reference('schemas', schema), examples } },
  }
}

/** An error as the service writes it. Its codes are those that are documented; any other may come. */
function errorSchema(spec: Spec, errors: readonly DocumentedError[]): SchemaObject {
  const error = spec.document.components.schemas.Error ?? {}
  const codes = { ...error.properties?.Code, 'x-extensible-enum': [...new Set(errors.map(({ code }) => code))] }
  return { ...error, properties: { ...error.properties, Code: codes } }
}

function referencesTo(names: readonly string[]): Json {
  return Object.fromEntries(names.map((name) => [name, reference('headers', name)]))
}
