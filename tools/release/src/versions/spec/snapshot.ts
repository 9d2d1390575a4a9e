import type { OperationObject, Spec } from '@vpn-gateway/codegen/document'
import { errorsOfFrontDoor, errorsOfOperation } from '@vpn-gateway/codegen/errors'
import { eachOperation } from '@vpn-gateway/codegen/operations'
import { type Fields, fieldsAt, fieldsWithin } from './fields.ts'

/** Facts that are compared as a whole. */
export type Facts = Readonly<Record<string, unknown>>

/** What is compared of one operation. */
export interface OperationSnapshot {
  readonly parameters: Fields
  readonly answer: Fields
  /** The statuses that each error code comes with. */
  readonly codes: Readonly<Record<string, string>>
  /** The `x-` extensions, by name. */
  readonly extensions: Facts
  readonly words: string
  readonly example: unknown
}

/** What is compared of one error code, wherever it comes from. */
export interface CodeSnapshot {
  readonly kind: string
  readonly message: string
  readonly facts: Facts
  readonly words: string
}

/** What is compared of a spec, references resolved. */
export interface SpecSnapshot {
  readonly operations: Readonly<Record<string, OperationSnapshot>>
  /** The codes that any operation can be answered with, with their status. */
  readonly frontDoor: Readonly<Record<string, string>>
  readonly codes: Readonly<Record<string, CodeSnapshot>>
  readonly kinds: Readonly<Record<string, { readonly codes: readonly string[]; readonly pending: readonly string[] }>>
  readonly resources: Readonly<Record<string, Facts>>
  readonly endpoints: Readonly<Record<string, string>>
  readonly rpc: Facts
  /** All of it, for what has no name here. */
  readonly document: unknown
}

/** Takes out of a spec what is compared. */
export function snapshotOf(spec: Spec): SpecSnapshot {
  const { document } = spec
  return {
    operations: mapped(Object.fromEntries(eachOperation(spec).map(([, each]) => [each.operationId, each])), (operation) =>
      operationSnapshot(spec, operation),
    ),
    frontDoor: statusesOf(errorsOfFrontDoor(spec)),
    codes: mapped(document.components.examples, ({ summary, value, 'x-error': { kind, ...facts } = { kind: '' } }) => {
      // With the status of the front door, which is compared there.
      const { status: _, ...others } = facts
      return { kind, message: String(value.Message), facts: others, words: summary }
    }),
    kinds: mapped(document['x-error-kinds'], ({ codes, pending = [] }) => ({ codes, pending })),
    resources: document['x-resources'],
    endpoints: Object.fromEntries(document.servers.map((server) => [server['x-network'], server.url])),
    rpc: { ...document['x-rpc'] },
    document,
  }
}

function operationSnapshot(spec: Spec, operation: OperationObject): OperationSnapshot {
  const { operationParameter } = spec.document['x-rpc']
  const parameters = operation.parameters.map((each) => spec.resolve(each)).filter(({ name }) => name !== operationParameter)
  const success = operation.responses['200'] && spec.resolve(operation.responses['200']).content['application/json']
  const [example] = Object.values(success?.examples ?? {})
  return {
    parameters: Object.assign(
      {},
      ...parameters.map(({ name, required = false, description, schema }) =>
        fieldsAt(spec, name, { ...spec.resolve(schema), description }, required),
      ),
    ) as Fields,
    answer: success ? fieldsWithin(spec, '', success.schema) : {},
    codes: statusesOf(errorsOfOperation(spec, `/#${operation.operationId}`, operation)),
    extensions: Object.fromEntries(Object.entries(operation).filter(([key]) => key.startsWith('x-'))),
    words: `${operation.summary}\n${operation.description}`,
    example: example && spec.resolve(example).value,
  }
}

/** A code may come with more than one status. */
function statusesOf(errors: readonly { readonly code: string; readonly status: number }[]): Record<string, string> {
  const statuses: Record<string, string> = {}
  for (const { code, status } of errors) statuses[code] = statuses[code] === undefined ? String(status) : `${statuses[code]}, ${status}`
  return statuses
}

function mapped<From, To>(entries: Readonly<Record<string, From>>, to: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, to(value)]))
}
