import {
  type OperationName,
  operationMetadata,
  type ParameterValue,
  type ParameterValues,
  type ResourceName,
  resourceMetadata,
  service,
} from '@vpn-gateway/core'
import { documentation } from '@vpn-gateway/core/catalogue'
import type { FaultKind } from '../faults/fault-kinds.ts'
import { refusal } from '../gate/refusal.ts'
import type { Item } from '../model/item.ts'
import type { Model } from '../model/model.ts'
import type { View } from '../model/view.ts'
import { pageOf } from './paging.ts'
import { entryOf, glance, nameIn, portrait, withEntries } from './represent.ts'

/** What operations work on: what is so, and what reads show of it. */
export interface World {
  readonly model: Model
  readonly view: View
}

/** Carries out an operation by what the spec says of it, and gives its answer, with what a fault makes of it. */
export function carryOut(
  world: World,
  operation: OperationName,
  parameters: ParameterValues,
  fault: FaultKind | undefined,
): Record<string, unknown> {
  const { resource, verb } = operationMetadata(operation)
  if (resource === undefined) return example(operation)
  switch (verb) {
    case 'read':
      return read(world, operation, resource, parameters, fault)
    case 'list':
      return list(world, operation, resource, parameters, fault)
    case 'delete':
      return remove(world, operation, resource, parameters, fault)
    case 'write':
      return example(operation)
  }
}

function read(
  { view }: World,
  operation: OperationName,
  resource: ResourceName,
  parameters: ParameterValues,
  fault: FaultKind | undefined,
): Record<string, unknown> {
  const item = inRegion(operation, view.find(resource, idIn(parameters, resource)), resource, parameters)
  const answer = { ...example(operation), ...glance(view, item) }
  return fault?.kind === 'other-id' ? { ...answer, ...otherId(resource, fault.shown) } : answer
}

/** The id field with another id; undefined leaves it out. */
function otherId(resource: ResourceName, shown: string | undefined): Record<string, unknown> {
  const { id, prefix } = resourceMetadata(resource)
  // Seeds by number begin with 0001.
  return { [id]: shown === '' ? undefined : (shown ?? `${prefix}emulated0000`) }
}

function remove(
  { model }: World,
  operation: OperationName,
  resource: ResourceName,
  parameters: ParameterValues,
  fault: FaultKind | undefined,
): Record<string, unknown> {
  const item = inRegion(operation, model.inventory.find(resource, idIn(parameters, resource)), resource, parameters)
  const { dryRun, longRunning } = operationMetadata(operation)
  const refused = model.obstacleTo(item)
  if (refused) throw refusal(operation, refused)
  if (dryRun && parameters[dryRun.parameter] === dryRun.value) throw refusal(operation, 'dry-run-passed')
  model.delete(item, { fails: fault?.kind === 'task', atOnce: longRunning === undefined })
  return example(operation)
}

function list(
  { view }: World,
  operation: OperationName,
  resource: ResourceName,
  parameters: ParameterValues,
  fault: FaultKind | undefined,
): Record<string, unknown> {
  const { parent } = resourceMetadata(resource)
  const parentId = parent && parameters[parent.field]
  const region = parameters[service.regionParameter]
  const wanted = filtersOf(operation, parameters)
  const found = view
    .list(resource, parentId === undefined ? undefined : String(parentId))
    .filter((item) => region === undefined || item.regionId === region)
    .filter((item) => wanted.length === 0 || matches(portrait(view, item), wanted))
  const page = pageOf(operation, found, parameters, fault)
  const entries = page.entries.map((item) => entryOf(operation, glance(view, item)))
  return withEntries(operation, { ...example(operation), ...page.fields }, entries)
}

function idIn(parameters: ParameterValues, resource: ResourceName): string {
  return String(parameters[resourceMetadata(resource).id])
}

/** The item that the parameters name. @throws {Refusal} where their region has none. */
function inRegion(operation: OperationName, item: Item | undefined, resource: ResourceName, parameters: ParameterValues): Item {
  const region = parameters[service.regionParameter]
  if (!item || (region !== undefined && item.regionId !== region))
    throw refusal(operation, 'absent', { resource, values: [idIn(parameters, resource)] })
  return item
}

type Filter = readonly [name: string, wanted: ParameterValue]

/** The parameters that choose among entries, not among pages. */
function filtersOf(operation: OperationName, parameters: ParameterValues): Filter[] {
  const { paging } = operationMetadata(operation)
  const others: unknown[] = [...Object.values(paging ?? {}), service.regionParameter]
  return Object.entries(parameters).filter((each): each is [string, ParameterValue] => each[1] !== undefined && !others.includes(each[0]))
}

/** A parameter that is named like a field keeps the entries that have its value, one of its values, or all of its tags. */
function matches(fields: Readonly<Record<string, unknown>>, filters: readonly Filter[]): boolean {
  return filters.every(([name, wanted]) => {
    const isOfTags = Array.isArray(wanted) && wanted.some((each) => typeof each === 'object')
    const field = nameIn(fields, name, isOfTags)
    if (field === undefined) return true
    const held = fields[field]
    if (!Array.isArray(wanted)) return wanted === held
    return isOfTags ? wanted.every((tag) => holds(held, Object(tag))) : wanted.length === 0 || wanted.includes(held as string)
  })
}

/** Whether somewhere in a field there is an object with these values. */
function holds(held: unknown, wanted: Readonly<Record<string, unknown>>): boolean {
  if (typeof held !== 'object' || held === null) return false
  const isOne = Object.entries(wanted).every(([name, value]) => (held as Record<string, unknown>)[name] === value)
  return isOne || Object.values(held).some((inner) => holds(inner, wanted))
}

function example(operation: OperationName): Record<string, unknown> {
  return { ...documentation[operation].answer }
}
