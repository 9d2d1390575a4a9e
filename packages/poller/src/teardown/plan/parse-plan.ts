import { resourceNames } from '@vpn-gateway/core'
import { checkEach, checkFields, type Rules } from '../../check-fields.ts'
import { type Scope, scopeRules } from '../../scope.ts'
import { isGatewayId, isTargetId } from '../targets.ts'
import { checkDeletions, isObject } from './check-deletions.ts'
import type { LeftOut, Obstacle, PlannedGateway, TeardownPlan } from './plan.ts'

const list = ['a list', (value: unknown) => Array.isArray(value)] as const
const message = ['a text', (value: unknown) => typeof value === 'string'] as const
const id = ['an id of a resource or a gateway', isTargetId] as const
const fields = ['an object', isObject, '?'] as const

const planRules: Rules<Exclude<keyof TeardownPlan, keyof Scope>> = {
  version: ['1', (value) => value === 1],
  atMs: ['a time in milliseconds', (value) => typeof value === 'number' && !Number.isNaN(new Date(value).getTime())],
  targets: ['a list of ids', (value) => Array.isArray(value) && value.every(isTargetId)],
  deletions: list,
  gateways: list,
  left: list,
  obstacles: list,
}

const gatewayRules: Rules<keyof PlannedGateway> = {
  id: ['an id of a gateway', isGatewayId],
  isWhole: ['true or false', (value) => typeof value === 'boolean'],
  fields,
}

const leftRules: Rules<Exclude<keyof LeftOut, 'reason'>> = {
  id,
  resource: ['a resource', (value) => resourceNames.some((name) => name === value)],
  gatewayId: ['an id of a gateway', isGatewayId, '?'],
  fields,
  message,
  accessDenied: fields,
}

const obstacleRules: Rules<Exclude<keyof Obstacle, 'reason'>> = {
  id,
  message,
  accessDenied: fields,
}

/**
 * Parses a plan, which often comes from a file. It has all that a deletion is compared by before it is sent, or says that the service did
 * not give it: one of which some is lost is refused.
 *
 * @throws {OptionError} `plan.<field>` for one that is damaged or foreign; it is not quoted.
 */
export async function parsePlan(given: unknown): Promise<TeardownPlan> {
  const plan = Object(given) as TeardownPlan
  const { regionId, endpoint } = scopeRules
  checkFields('plan', plan, { ...planRules, regionId, endpoint })
  checkDeletions('plan.deletions', plan.deletions)
  for (const [list, rules] of [
    ['gateways', gatewayRules],
    ['left', leftRules],
    ['obstacles', obstacleRules],
  ] as const)
    checkEach(`plan.${list}`, plan[list], rules)
  const { checkEntries } = await import('./entries.ts')
  checkEntries(plan)
  return plan
}
