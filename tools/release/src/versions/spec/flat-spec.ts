import type { ErrorExample, OperationObject, Spec } from '@vpn-gateway/codegen/document'
import { errorsOfFrontDoor, errorsOfOperation } from '@vpn-gateway/codegen/errors'
import { eachOperation } from '@vpn-gateway/codegen/operations'
import { Entries } from './entries.ts'
import { addFields } from './fields.ts'

/** A spec as a flat list. */
export interface FlatSpec {
  readonly entries: Entries
  /** The document as a whole, for what has no entry. */
  readonly document: unknown
}

/** Flattens a spec, references resolved. */
export function flatten(spec: Spec): FlatSpec {
  const entries = new Entries()
  const { servers, 'x-rpc': rpc, 'x-resources': resources, 'x-error-kinds': kinds, components } = spec.document
  for (const [name, value] of Object.entries(rpc))
    if (name === 'version') entries.add('version', { place: 'service', value })
    else entries.add('protocol', { place: `service ${name}`, value })
  for (const server of servers) entries.add('endpoint', { place: `endpoint ${server['x-network']}`, value: server.url })
  for (const [, operation] of eachOperation(spec)) addOperation(entries, spec, operation)
  addCodes(entries, 'every operation', errorsOfFrontDoor(spec))
  for (const [code, example] of Object.entries(components.examples)) addError(entries, code, example)
  for (const [kind, { codes, pending = [] }] of Object.entries(kinds)) {
    const owner = entries.add('kind', { place: kind })
    for (const code of codes) entries.add('kind code', { place: `${kind} ${code}`, owner })
    entries.add('kind pending', { place: kind, value: pending.toSorted(), owner })
  }
  for (const [resource, metadata] of Object.entries(resources)) {
    const owner = entries.add('resource', { place: resource })
    for (const [name, value] of Object.entries(metadata)) entries.add(`resource ${name}`, { place: `${resource} ${name}`, value, owner })
  }
  return { entries, document: spec.document }
}

function addOperation(entries: Entries, spec: Spec, operation: OperationObject): void {
  const { operationId: place, summary, description, 'x-long-running': long, 'x-idempotency': idempotency } = operation
  const owner = entries.add(long === undefined ? 'operation' : 'deletion', { place }, `operation ${place}`)
  for (const [name, value] of Object.entries(operation))
    if (name.startsWith('x-')) entries.add(name, { place: `${place} ${name}`, value, owner })
  entries.add('words', { place, value: `${summary}\n${description}`, owner })
  for (const parameter of operation.parameters.map((each) => spec.resolve(each))) {
    const { name, required = false, schema } = parameter
    if (name === spec.document['x-rpc'].operationParameter) continue
    const described = { ...spec.resolve(schema), description: parameter.description }
    const isSent = (path: string, isRequired: boolean) => long !== undefined && (isRequired || path === idempotency?.parameter)
    addFields(entries, spec, { side: 'parameter', prefix: `${place} `, owner, isOfPoller: isSent }, name, described, required)
  }
  const success = operation.responses['200'] && spec.resolve(operation.responses['200']).content['application/json']
  const [example] = Object.values(success?.examples ?? {})
  if (success) addFields(entries, spec, { side: 'field', prefix: `${place} answer `, owner }, '', success.schema, true)
  if (example) entries.add('example', { place, value: spec.resolve(example).value, owner })
  addCodes(entries, place, errorsOfOperation(spec, `/#${place}`, operation), owner)
}

/** Adds the codes of an operation, each with all statuses that it comes with. */
function addCodes(
  entries: Entries,
  operation: string,
  errors: readonly { readonly code: string; readonly status: number }[],
  owner?: string,
): void {
  for (const code of new Set(errors.map((error) => error.code))) {
    const value = errors.filter((error) => error.code === code).map(({ status }) => status)
    entries.add('error code', { place: `${operation} ${code}`, value, ...(owner !== undefined && { owner }) })
  }
}

/** Adds what is known of a code, whichever operation it comes from. Its status stands with the front door. */
function addError(entries: Entries, place: string, { summary, value, 'x-error': extension = { kind: '' } }: ErrorExample): void {
  const { kind, when, status: _, ...meaning } = extension
  const owner = entries.add('error', { place })
  entries.add('error kind', { place, value: kind, owner })
  entries.add('error message', { place, value: value.Message, owner })
  entries.add('error case', { place, value: when, owner })
  entries.add('error meaning', { place, value: meaning, owner })
  entries.add('words', { place, value: summary, owner }, `words of the code ${place}`)
}
