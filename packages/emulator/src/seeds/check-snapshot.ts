import { OptionError, type ResourceName, resourceMetadata, resourceNames } from '@vpn-gateway/core'
import { checkFields, checkKeys, checkProgression } from '../check-options.ts'
import { type Item, placeOf } from '../model/item.ts'
import { checkedId } from './seed.ts'

type Unknown = Readonly<Record<string, unknown>>

/** @throws {OptionError} for what is no snapshot of an emulator: they often come from a file. */
export function checkSnapshot(value: unknown): void {
  const { version, items, tasks } = Object(value) as Unknown
  if (version !== 1) throw new OptionError('snapshot', 'must be one of an emulator, of version 1')
  if (!Array.isArray(items) || !Array.isArray(tasks)) throw new OptionError('snapshot', 'must hold lists of items and of tasks')
  const kinds = new Map(items.map((item) => [checkedItem(Object(item)), item.resource as ResourceName]))
  for (const { resource, parentId } of items as Item[])
    if (parentId !== undefined && kinds.get(parentId) !== resourceMetadata(resource).parent?.resource)
      throw new OptionError('snapshot', 'must hold the parents of its items')
  const byId = new Map((items as Item[]).map((item) => [item.id, item]))
  const places = tasks.map((task) => placeOfTask(Object(task), byId))
  if (new Set(places).size < places.length) throw new OptionError('snapshot', 'must hold one task at a time on a parent')
}

function checkedItem(item: Unknown): string {
  checkKeys('snapshot', item, ['resource', 'id', 'regionId', 'parentId', 'fields', 'progression'])
  const { resource, id, regionId, parentId, fields, progression = 'immediate' } = item
  if (!resourceNames.includes(resource as ResourceName)) throw new OptionError('snapshot', 'must hold items of known resources')
  if (typeof regionId !== 'string') throw new OptionError('snapshot', 'must hold items with a regionId')
  if (!['string', 'undefined'].includes(typeof parentId)) throw new OptionError('snapshot', 'must hold items with a parentId or none')
  checkFields('snapshot', fields)
  checkProgression(progression)
  return checkedId(resource as ResourceName, id)
}

function placeOfTask(task: Unknown, items: ReadonlyMap<string, Item>): string {
  checkKeys('snapshot', task, ['id', 'showsAfterMs', 'workMs', 'fails'])
  const { id, showsAfterMs, workMs = 0, fails } = task
  const areTimes = [showsAfterMs, workMs].every((time) => typeof time === 'number' && time >= 0 && Number.isFinite(time))
  if (typeof id !== 'string' || !areTimes || typeof fails !== 'boolean')
    throw new OptionError('snapshot', 'must hold tasks with an id, times of 0 or above, and fails')
  const target = items.get(id)
  if (!target || resourceMetadata(target.resource).operations.delete === undefined)
    throw new OptionError('snapshot', 'must hold what its tasks delete')
  return placeOf(target)
}
