import { resourceFacts } from '@vpn-gateway/core'
import { refOf } from '../../engine/engine.ts'
import type { DeletionState } from '../../engine/state.ts'
import { DeletionError } from '../../errors.ts'
import type { Source } from '../../service/read-many.ts'
import { readResource } from '../../service/reader.ts'
import { type DeletableRef, type Fields, withParent } from '../../service/resource-ref.ts'
import type { PlannedDeletion } from './plan.ts'
import { isProtected, protectedError } from './protected.ts'

/** The deletions of a plan by id. */
export type Planned = ReadonlyMap<string, PlannedDeletion>

/**
 * Reads a resource once more before its deletion is sent. What is absent by then is left to the deletion to tell.
 *
 * @throws {DeletionError} `NotAsPlanned` where the plan does not name it, or named something that was read otherwise;
 *   `Protected` where it has become so; `CannotObserve` where it cannot be read.
 */
export async function checkAsPlanned({ patient, signal }: Source, planned: Planned, state: DeletionState): Promise<void> {
  const ref = refOf(state)
  const fields = await readResource(patient, ref, signal).catch((error) => {
    signal.throwIfAborted()
    throw new DeletionError('CannotObserve', state.id, `not sent: ${(error as Error).message}`, error)
  })
  if (!fields) return
  const before = planned.get(state.id)
  if (!before) throw notAsPlanned(state.id, 'the plan does not name it')
  const [change] = changesOf(ref, before, fields)
  if (change !== undefined) throw notAsPlanned(state.id, change)
  if (isProtected(ref.kind, fields)) throw protectedError(state.id)
}

function notAsPlanned(id: string, what: string): DeletionError {
  return new DeletionError('NotAsPlanned', id, `not sent: ${what}`)
}

/** Says what has changed of what names a resource: its gateway, its name, and when it was made. */
function changesOf(ref: DeletableRef, { gatewayId, fields: before }: PlannedDeletion, now: Fields): string[] {
  const { parent, name, created } = resourceFacts(ref.kind)
  const isOn = withParent({ kind: ref.kind, id: ref.id }, now).parent?.id
  const moved = isOn === gatewayId ? [] : [`its ${parent?.field} was ${gatewayId ?? 'none'}, and is ${isOn ?? 'none'}`]
  // One that was sent before its plan was made may have been gone by then.
  if (!before) return moved
  const fields = [name, ...(before[created ?? ''] && now[created ?? ''] ? [created] : [])].filter((field) => field !== undefined)
  const isOther = (field: string) => textOf(before[field]) !== textOf(now[field])
  return [...moved, ...fields.filter(isOther).map((field) => `its ${field} was ${shown(before[field])}, and is ${shown(now[field])}`)]
}

/** No name and an empty one are the same. */
function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value)
}

function shown(value: unknown): string {
  return JSON.stringify(textOf(value).slice(0, 128))
}
