import {
  type OperationFacts,
  type OperationName,
  operationFacts,
  type ParameterValues,
  type ResourceName,
  resourceFacts,
  service,
} from '@vpn-gateway/core'
import { documentation } from '@vpn-gateway/core/catalogue'
import type { Item, Model } from '../model/model.ts'
import { pageOf } from './paging.ts'
import { entryOf, portrait, withEntries } from './portrait.ts'
import { refusal } from './refusal.ts'

/** Carries out an operation by what the spec says of it, and gives its answer. */
export function carryOut(model: Model, operation: OperationName, parameters: ParameterValues): Record<string, unknown> {
  const facts = operationFacts(operation)
  if (facts.resource === undefined) return example(operation)
  switch (facts.verb) {
    case 'read':
      return { ...example(operation), ...portrait(model, named(model, operation, facts, parameters)) }
    case 'list':
      return list(model, operation, facts.resource, parameters)
    case 'delete':
      return remove(model, operation, facts, parameters)
    case 'write':
      return example(operation)
  }
}

function remove(model: Model, operation: OperationName, facts: OperationFacts, parameters: ParameterValues): Record<string, unknown> {
  const item = named(model, operation, facts, parameters)
  const refused = model.obstacleTo(item)
  if (refused) throw refusal(operation, refused)
  const { dryRun } = facts
  if (dryRun && parameters[dryRun.parameter] === dryRun.value) throw refusal(operation, 'dry-run-passed')
  model.delete(item)
  return example(operation)
}

function list(model: Model, operation: OperationName, resource: ResourceName, parameters: ParameterValues): Record<string, unknown> {
  const region = parameters[service.regionParameter]
  const found = model
    .all(resource)
    .filter((item) => region === undefined || item.regionId === region)
    .map((item) => portrait(model, item))
    .filter((fields) => matches(fields, parameters))
  const page = pageOf(operation, found, parameters)
  const entries = page.entries.map((fields) => entryOf(operation, fields))
  return withEntries(operation, { ...example(operation), ...page.fields }, entries)
}

/** The item that the parameters name. @throws {Refusal} where the region has none of that id. */
function named(model: Model, operation: OperationName, { resource }: OperationFacts, parameters: ParameterValues): Item {
  if (resource === undefined) throw new Error(`${operation} names no resource`)
  const id = String(parameters[resourceFacts(resource).id])
  const item = model.find(resource, id)
  if (!item || item.regionId !== parameters[service.regionParameter]) throw refusal(operation, 'absent', { resource, values: [id] })
  return item
}

/** A parameter that is named like a field keeps the entries that have its value, or one of its values. */
function matches(fields: Readonly<Record<string, unknown>>, parameters: ParameterValues): boolean {
  return Object.entries(parameters).every(([name, wanted]) => {
    if (!Object.hasOwn(fields, name) || wanted === undefined) return true
    return Array.isArray(wanted) ? wanted.length === 0 || wanted.includes(fields[name] as string) : wanted === fields[name]
  })
}

function example(operation: OperationName): Record<string, unknown> {
  return { ...documentation[operation].answer }
}
