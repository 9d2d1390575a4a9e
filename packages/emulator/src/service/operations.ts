import {
  type OperationFacts,
  type OperationName,
  operationFacts,
  type ParameterValue,
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

/**
 * Carries out an operation by what the spec says of it, and gives its answer.
 *
 * @param taskFails whether what it begins in the background is to come to nothing
 */
export function carryOut(model: Model, operation: OperationName, parameters: ParameterValues, taskFails: boolean): Record<string, unknown> {
  const facts = operationFacts(operation)
  if (facts.resource === undefined) return example(operation)
  switch (facts.verb) {
    case 'read':
      return { ...example(operation), ...portrait(model, named(model, operation, facts, parameters)) }
    case 'list':
      return list(model, operation, facts.resource, parameters)
    case 'delete':
      return remove(model, operation, facts, parameters, taskFails)
    case 'write':
      return example(operation)
  }
}

function remove(
  model: Model,
  operation: OperationName,
  facts: OperationFacts,
  parameters: ParameterValues,
  taskFails: boolean,
): Record<string, unknown> {
  const item = named(model, operation, facts, parameters)
  const refused = model.obstacleTo(item)
  if (refused) throw refusal(operation, refused)
  const { dryRun } = facts
  if (dryRun && parameters[dryRun.parameter] === dryRun.value) throw refusal(operation, 'dry-run-passed')
  model.delete(item, { fails: taskFails })
  return example(operation)
}

function list(model: Model, operation: OperationName, resource: ResourceName, parameters: ParameterValues): Record<string, unknown> {
  const region = parameters[service.regionParameter]
  const wanted = filtersOf(operation, parameters)
  const found = candidates(model, resource, parameters)
    .filter((item) => region === undefined || item.regionId === region)
    .filter((item) => wanted.length === 0 || matches(portrait(model, item), wanted))
    .filter((item) => !model.isHidden(item))
  const page = pageOf(operation, found, parameters)
  const entries = page.entries.map((item) => entryOf(operation, portrait(model, item)))
  return withEntries(operation, { ...example(operation), ...page.fields }, entries)
}

/** The items that a listing looks through: those on one parent where it names one. */
function candidates(model: Model, resource: ResourceName, parameters: ParameterValues): Item[] {
  const { parent } = resourceFacts(resource)
  const parentId = parent && parameters[parent.field]
  return parentId === undefined ? model.all(resource) : model.childrenOf(String(parentId), resource)
}

/** The item that the parameters name. @throws {Refusal} where the region has none of that id. */
function named(model: Model, operation: OperationName, { resource, verb }: OperationFacts, parameters: ParameterValues): Item {
  if (resource === undefined) throw new Error(`${operation} names no resource`)
  const id = String(parameters[resourceFacts(resource).id])
  const item = model.find(resource, id)
  if (!item || item.regionId !== parameters[service.regionParameter] || (verb === 'read' && model.isHidden(item)))
    throw refusal(operation, 'absent', { resource, values: [id] })
  return item
}

type Filter = readonly [name: string, wanted: ParameterValue]

/** The parameters that choose among entries, not among pages. */
function filtersOf(operation: OperationName, parameters: ParameterValues): Filter[] {
  const { paging } = operationFacts(operation)
  const others: unknown[] = [...Object.values(paging ?? {}), service.regionParameter]
  return Object.entries(parameters).filter((each): each is [string, ParameterValue] => each[1] !== undefined && !others.includes(each[0]))
}

/** A parameter that is named like a field keeps the entries that have its value, or one of its values. */
function matches(fields: Readonly<Record<string, unknown>>, filters: readonly Filter[]): boolean {
  return filters.every(([name, wanted]) => {
    if (!Object.hasOwn(fields, name)) return true
    return Array.isArray(wanted) ? wanted.length === 0 || wanted.includes(fields[name] as string) : wanted === fields[name]
  })
}

function example(operation: OperationName): Record<string, unknown> {
  return { ...documentation[operation].answer }
}
