import { type ResourceName, resourceMetadata } from '@vpn-gateway/core'
import { refOf } from '../../engine/engine.ts'
import type { DeletionState } from '../../engine/state.ts'
import { DeletionError } from '../../errors.ts'
import type { Source } from '../../service/read-many.ts'
import { readResource } from '../../service/reader.ts'
import { type DeletableRef, type Fields, withParent } from '../../service/resource-ref.ts'
import { isRefusal } from '../outcome.ts'
import type { PlannedDeletion } from './plan.ts'

/** The deletions of a plan by id. */
export type Planned = ReadonlyMap<string, PlannedDeletion>

/** Deletions of a plan, and what it leaves, with a source of reads. */
interface Plan extends Source {
  readonly planned: Planned
  readonly whyLeft: ReadonlyMap<string, string>
}

/**
 * Reads a resource once more before its deletion is sent, and says whether that may be: not of what is absent by then, unless an earlier
 * request may have been carried out.
 *
 * @throws {DeletionError} `NotAsPlanned` where the plan does not name it, or named something that was read otherwise;
 *   `CannotObserve` where it cannot be read.
 */
export async function isAsPlanned({ patient, signal, planned, whyLeft }: Plan, state: DeletionState): Promise<boolean> {
  const before = planned.get(state.id)
  if (!before && !state.unseen) throw notAsPlanned(state, whyLeft.get(state.id))
  const ref = refOf(state)
  const fields = await readResource(patient, ref, signal).catch((error) => {
    signal.throwIfAborted()
    if (isRefusal(error)) throw error
    throw new DeletionError('CannotObserve', state.id, `${unsentWords(state)}: ${(error as Error).message}`, error)
  })
  if (!fields) return state.mayBeDone === true
  if (!before) throw notAsPlanned(state, whyLeft.get(state.id))
  const change = changeOf(ref, before, fields)
  if (change !== undefined) throw notAsPlanned(state, change)
  return true
}

/** The error of a deletion that a plan does not name, or not as it is. */
export function notAsPlanned(
  state: Pick<DeletionState, 'id' | 'mayBeDone' | 'tries'>,
  what: string = 'the plan does not name it',
): DeletionError {
  return new DeletionError('NotAsPlanned', state.id, `${unsentWords(state)}: ${what}`)
}

/** Words for a deletion that is not sent, or not once more. */
export function unsentWords({ mayBeDone, tries }: Pick<DeletionState, 'mayBeDone' | 'tries'>): string {
  return mayBeDone || tries ? 'not sent again' : 'not sent'
}

/** The part of a planned deletion that a journal keeps: what it is compared by. */
export function recordOf({ fields, ...each }: PlannedDeletion): PlannedDeletion {
  return { ...each, ...(fields && { fields: comparedFields(each.resource, fields) }) }
}

/** The fields that tell a resource from another one: what people know it by, and when it was made. */
function comparedFields(kind: ResourceName, fields: Fields): Fields {
  const { identity, created } = resourceMetadata(kind)
  return Object.fromEntries([...identity, created ?? ''].filter((field) => field in fields).map((field) => [field, fields[field]]))
}

/** Says what has changed of a resource since it was planned: its gateway, what people know it by, or when it was made. */
export function changeOf(ref: DeletableRef, { gatewayId, fields: before }: PlannedDeletion, now: Fields): string | undefined {
  const { parent, name, identity, created = '' } = resourceMetadata(ref.kind)
  const isOn = withParent({ kind: ref.kind, id: ref.id }, now).parent?.id
  if (isOn !== gatewayId) return `its ${parent?.field} was ${gatewayId ?? 'none'}, and is ${isOn ?? 'none'}`
  // One that was sent before its plan was made may have been gone by then.
  if (!before) return undefined
  // A listing may leave out what a read has; but a name that is missing is none.
  const isCompared = (field: string) => field === name || (field in before && field in now)
  const changed = [...identity, created].find((field) => isCompared(field) && textOf(before[field]) !== textOf(now[field]))
  return changed && `its ${changed} was ${shown(before[changed])}, and is ${shown(now[changed])}`
}

/** Says whether what has an id by now was made otherwise than what was planned under it: it is another resource. */
export function isMadeAnew({ resource, fields = {} }: PlannedDeletion, now: Fields = {}): boolean {
  const { created = '' } = resourceMetadata(resource)
  return created in fields && created in now && textOf(fields[created]) !== textOf(now[created])
}

/** No name and an empty one are the same. */
function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value)
}

function shown(value: unknown): string {
  return JSON.stringify(textOf(value).slice(0, 128))
}
