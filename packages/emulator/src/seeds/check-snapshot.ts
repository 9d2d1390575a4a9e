import { OptionError, type ResourceName, resourceMetadata, resourceNames } from '@vpn-gateway/core'
import { type Item, ownerIdOf } from '../model/inventory.ts'
import { checkProgression } from '../model/progression.ts'
import { checkKeys, isDuration } from '../support/checks.ts'
import { checkFields } from './check-fields.ts'
import { checkId } from './seed.ts'

type Unknown = Readonly<Record<string, unknown>>

/** @throws {OptionError} for a value, which may be that of a file, that is no snapshot of an emulator. */
export function checkSnapshot(value: unknown): void {
  const { version, items, tasks } = Object(value) as Unknown
  if (version !== 1) throw new OptionError('snapshot', 'must be one of an emulator, of version 1')
  if (!Array.isArray(items) || !Array.isArray(tasks)) throw new OptionError('snapshot', 'must hold lists of items and of tasks')
  const kinds = new Map(items.map((item) => [checkItem(Object(item)), item.resource as ResourceName]))
  for (const { resource, parentId } of items as Item[])
    if (parentId !== undefined && kinds.get(parentId) !== resourceMetadata(resource).parent?.resource)
      throw new OptionError('snapshot', 'must hold the parents of its items')
  const byId = new Map((items as Item[]).map((item) => [item.id, item]))
  const owners = tasks.map((task) => checkTask(Object(task), byId))
  if (new Set(owners).size < owners.length) throw new OptionError('snapshot', 'must hold one task at a time on a parent')
}

/** @returns its id */
function checkItem(item: Unknown): string {
  checkKeys('snapshot', item, ['resource', 'id', 'regionId', 'parentId', 'fields', 'progression'])
  const { resource, id, regionId, parentId, fields, progression = 'immediate' } = item
  if (!resourceNames.includes(resource as ResourceName)) throw new OptionError('snapshot', 'must hold items of known resources')
  if (typeof regionId !== 'string') throw new OptionError('snapshot', 'must hold items with a regionId')
  if (!['string', 'undefined'].includes(typeof parentId)) throw new OptionError('snapshot', 'must hold items with a parentId or none')
  checkFields('snapshot', fields)
  checkProgression(progression)
  return checkId(resource as ResourceName, id)
}

/** @returns the id of its owner */
function checkTask(task: Unknown, items: ReadonlyMap<string, Item>): string {
  checkKeys('snapshot', task, ['id', 'showsAfterMs', 'workMs', 'fails'])
  const { id, showsAfterMs, workMs = 0, fails } = task
  if (typeof id !== 'string' || !isDuration(showsAfterMs) || !isDuration(workMs) || typeof fails !== 'boolean')
    throw new OptionError('snapshot', 'must hold tasks with an id, times of 0 or above, and fails')
  const target = items.get(id)
  if (!target || resourceMetadata(target.resource).operations.delete === undefined)
    throw new OptionError('snapshot', 'must hold what its tasks delete')
  return ownerIdOf(target)
}
