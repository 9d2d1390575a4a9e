import { OptionError, resourceFacts } from '@vpn-gateway/core'
import { deletableResources, isIdOf } from '../../service/resource-ref.ts'
import { teardownTargetOf } from '../targets.ts'
import type { PlannedDeletion, TeardownPlan } from './plan.ts'

/** Says whether a value is meant as a plan, and not as a list of targets. */
export function isPlan(value: unknown): value is TeardownPlan {
  return typeof value === 'object' && value !== null && 'version' in value
}

/** Parses a plan, which often comes from a file. @throws {OptionError} `plan` for one that is damaged or foreign; it is not quoted. */
export function parsePlan(given: unknown): TeardownPlan {
  const { version, regionId, endpoint, targets, deletions, left } = Object(given) as Partial<Record<keyof TeardownPlan, unknown>>
  if (version !== 1) throw new OptionError('plan', 'must be one of planTeardown, of version 1')
  if (regionId !== undefined && typeof regionId !== 'string') throw new OptionError('plan.regionId', 'must be a region id, or left out')
  if (endpoint !== undefined && typeof endpoint !== 'string') throw new OptionError('plan.endpoint', 'must be an origin, or left out')
  if (!Array.isArray(targets) || !targets.every(isTarget)) throw new OptionError('plan.targets', 'must be a list of ids')
  if (!Array.isArray(left)) throw new OptionError('plan.left', 'must be a list')
  if (!Array.isArray(deletions)) throw new OptionError('plan.deletions', 'must be a list')
  checkDeletions('plan.deletions', deletions)
  return given as TeardownPlan
}

/**
 * Gives the targets that a teardown of a plan reports on: all but those that the plan leaves by the will of the caller, and
 * the gateways that they stand on, which cannot be emptied. What was absent or not readable is looked for again.
 */
export function targetsIn({ targets, left }: TeardownPlan): string[] {
  const kept = left.filter((each) => each?.reason !== 'absent' && each?.reason !== 'unreadable')
  const without = new Set(kept.flatMap(({ id, gatewayId }) => [id, gatewayId]))
  return targets.filter((id) => !without.has(id))
}

function isTarget(id: unknown): boolean {
  try {
    return typeof id === 'string' && teardownTargetOf(id) !== undefined
  } catch {
    return false
  }
}

/** @throws {OptionError} for a list of deletions that is damaged or foreign. */
export function checkDeletions(option: string, deletions: readonly unknown[]): asserts deletions is readonly PlannedDeletion[] {
  const ids = deletions.map((each, at) => checkedDeletion(`${option}.${at}`, each))
  if (new Set(ids).size < ids.length) throw new OptionError(option, 'must name each resource once')
}

function checkedDeletion(option: string, given: unknown): string {
  const { id, resource, gatewayId, fields, isSent } = Object(given) as Partial<Record<keyof PlannedDeletion, unknown>>
  const refuse = (field: string, rule: string): never => {
    throw new OptionError(`${option}.${field}`, `must be ${rule}`)
  }
  const kind = deletableResources().find((name) => name === resource)
  if (kind === undefined) return refuse('resource', 'a resource that can be deleted')
  if (!isIdOf(kind, id)) return refuse('id', `an id of the ${resourceFacts(kind).title}`)
  const { parent } = resourceFacts(kind)
  if (gatewayId !== undefined && !(parent && isIdOf(parent.resource, gatewayId))) refuse('gatewayId', 'an id of a gateway, or left out')
  // Without fields there is nothing to compare, which is right for what was sent before.
  if (typeof fields !== 'object' || fields === null ? fields !== undefined || isSent !== true : Array.isArray(fields))
    refuse('fields', 'what was read of it, and left out only where isSent is true')
  return id
}
