import { operationMetadata, type ResourceName, resourceMetadata } from '@vpn-gateway/core'
import { documentation } from '@vpn-gateway/core/catalogue'
import { refusal } from '../gate/refusal.ts'
import type { Item } from '../model/inventory.ts'
import type { OperationContext } from './context.ts'
import { filterItems } from './filter.ts'
import { pageOf } from './paging.ts'
import { entryOf, represent, withEntries } from './represent.ts'

/** Performs an operation by the spec's metadata, and gives its answer. */
export function perform(context: OperationContext): Record<string, unknown> {
  const { resource, verb } = operationMetadata(context.operation)
  if (resource === undefined) return example(context)
  switch (verb) {
    case 'read':
      return read(context, resource)
    case 'list':
      return list(context, resource)
    case 'delete':
      return remove(context, resource)
    case 'write':
      return example(context)
  }
}

function read(context: OperationContext, resource: ResourceName): Record<string, unknown> {
  const { view, effect } = context
  const item = inRegion(context, resource, view.find(resource, idIn(context, resource)))
  return { ...example(context), ...represent(view, item, 'readFieldsOf'), ...effect.readFields?.(resource) }
}

function remove(context: OperationContext, resource: ResourceName): Record<string, unknown> {
  const { model, operation, parameters, effect } = context
  const item = inRegion(context, resource, model.inventory.find(resource, idIn(context, resource)))
  const { dryRun, longRunning } = operationMetadata(operation)
  const obstacle = model.obstacleTo(item)
  if (obstacle) throw refusal(obstacle, { operation })
  if (dryRun && parameters[dryRun.parameter] === dryRun.value) throw refusal('dry-run-passed', { operation })
  model.delete(item, { fails: effect.deletionFails === true, atOnce: longRunning === undefined })
  return example(context)
}

function list(context: OperationContext, resource: ResourceName): Record<string, unknown> {
  const { view, operation, parameters } = context
  const { parent } = resourceMetadata(resource)
  const parentId = parent && parameters[parent.field]
  const found = filterItems(context, view.list(resource, parentId === undefined ? undefined : String(parentId)))
  const page = pageOf(context, found)
  const entries = page.entries.map((item) => entryOf(operation, represent(view, item, 'readFieldsOf')))
  return withEntries(operation, { ...example(context), ...page.fields }, entries)
}

function idIn({ parameters }: OperationContext, resource: ResourceName): string {
  return String(parameters[resourceMetadata(resource).id])
}

/** Gives the item if it is in the region that was asked. @throws {Refusal} where that region has none. */
function inRegion(context: OperationContext, resource: ResourceName, item: Item | undefined): Item {
  const { operation, regionId } = context
  if (!item || (regionId !== undefined && item.regionId !== regionId))
    throw refusal('absent', { operation, resource, values: [idIn(context, resource)] })
  return item
}

function example({ operation }: OperationContext): Record<string, unknown> {
  return { ...documentation[operation].answer }
}
