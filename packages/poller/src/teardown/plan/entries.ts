import { OptionError, type ResourceMetadata, type ResourceName, resourceMetadata, resourceNames } from '@vpn-gateway/core'
import type { Fields } from '../../service/resource-ref.ts'
import type { PlannedDeletion, TeardownPlan } from './plan.ts'
import { leaveReasons, obstacleReasons } from './reasons.ts'

/** Gives the fields that a deletion is compared by before it is sent and that were not read of it: a plan shows by these where one was lost since. */
export function missingIn(kind: ResourceName, fields: Fields): Pick<PlannedDeletion, 'missing'> {
  const { identity, created } = resourceMetadata(kind)
  const missing = [...identity, ...(created === undefined ? [] : [created])].filter((field) => (fields[field] ?? undefined) === undefined)
  return missing.length > 0 ? { missing } : {}
}

/**
 * Checks what the entries of a plan say, whose shape is sound.
 *
 * @throws {OptionError} `plan.<list>.<index>.<field>`, for a reason that is none, a deletion of what is left, fields of something else, and
 *   where some lack that a deletion is compared by.
 */
export function checkEntries(plan: TeardownPlan): void {
  checkReasons('left', plan, leaveReasons)
  checkReasons('obstacles', plan, obstacleReasons)
  for (const list of ['deletions', 'gateways', 'left'] as const)
    for (const [at, entry] of plan[list].entries()) if (entry.fields) checkEntry(`plan.${list}.${at}.fields`, entry, list === 'deletions')
  checkLeft(plan)
}

function checkReasons(list: 'left' | 'obstacles', plan: TeardownPlan, reasons: readonly string[]): void {
  const at = plan[list].findIndex(({ reason }) => !reasons.includes(reason))
  if (at >= 0) throw new OptionError(`plan.${list}.${at}.reason`, `must be one of ${reasons.join(', ')}`)
}

/** Checks that nothing is deleted of what a plan says to be left. */
function checkLeft({ deletions, left }: TeardownPlan): void {
  const kept = new Set(left.map(({ id }) => id))
  const willed = new Set(left.flatMap(({ id, reason }) => (reason === 'protected' || reason === 'excepted' ? [id] : [])))
  const at = deletions.findIndex(({ id, gatewayId = '' }) => kept.has(id) || willed.has(gatewayId))
  if (at >= 0) throw new OptionError(`plan.deletions.${at}.id`, 'must not be of what the plan leaves')
}

/** True where fields name a parent, and no other field says that there is none. */
function namesParent({ field, unless }: NonNullable<ResourceMetadata['parent']>, fields: Fields): boolean {
  const none = `${unless && fields[unless.field]}`.toLowerCase()
  return Boolean(fields[field]) && !unless?.values.some((value) => value.toLowerCase() === none)
}

type Entry = Pick<PlannedDeletion, 'id'> & { readonly [Field in 'gatewayId' | 'fields' | 'missing']?: PlannedDeletion[Field] | undefined }

function checkEntry(of: string, { id, gatewayId, fields = {}, missing }: Entry, isDeletion: boolean): void {
  const kind = resourceNames.find((name) => id.startsWith(resourceMetadata(name).prefix)) as ResourceName
  const { id: idName, parent } = resourceMetadata(kind)
  if (fields[idName] !== id) throw new OptionError(`${of}.${idName}`, 'must be the id of its entry')
  if (gatewayId !== undefined && parent && fields[parent.field] !== gatewayId)
    throw new OptionError(`${of}.${parent.field}`, 'must be the gatewayId of its entry')
  if (gatewayId === undefined && isDeletion && parent && namesParent(parent, fields))
    throw new OptionError(of.replace(/fields$/, 'gatewayId'), `must be the ${parent.field} of its fields`)
  const { missing: lost = [] } = isDeletion ? missingIn(kind, fields) : {}
  const unsaid = lost.find((field) => !(Array.isArray(missing) && missing.includes(field)))
  if (unsaid !== undefined) throw new OptionError(`${of}.${unsaid}`, 'must be what was read, or named in missing')
}
