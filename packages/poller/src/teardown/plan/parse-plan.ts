import { OptionError, resourceFacts, resourceNames } from '@vpn-gateway/core'
import { checkEach, checkFields, type Rules } from '../../check-fields.ts'
import { placeRules } from '../../place.ts'
import { deletableResources, isIdOf } from '../../service/resource-ref.ts'
import { isGatewayId, isTargetId } from '../targets.ts'
import {
  type LeftOut,
  leaveReasons,
  type Obstacle,
  obstacleReasons,
  type PlannedDeletion,
  type PlannedGateway,
  type TeardownPlan,
} from './plan.ts'

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
const isOneOf = (list: readonly unknown[]) => (value: unknown) => list.includes(value)
const message = ['a text', (value: unknown) => typeof value === 'string'] as const
const id = ['an id of a resource or a gateway', isTargetId] as const
const gatewayId = ['an id of a gateway', isGatewayId] as const
const fields = ['what was read of it', isObject, '?'] as const
const accessDenied = ['the permission that lacks', isObject, '?'] as const

const planRules: Rules<keyof TeardownPlan> = {
  version: ['1, as planTeardown makes it', (value) => value === 1],
  atMs: ['a time in milliseconds', (value) => typeof value === 'number' && !Number.isNaN(new Date(value).getTime())],
  regionId: placeRules.regionId,
  endpoint: placeRules.endpoint,
  targets: ['a list of ids', (value) => Array.isArray(value) && value.every(isTargetId)],
  deletions: ['a list', Array.isArray],
  gateways: ['a list', Array.isArray],
  left: ['a list', Array.isArray],
  obstacles: ['a list', Array.isArray],
}

const deletionRules: Rules<keyof PlannedDeletion> = {
  resource: ['a resource that can be deleted', isOneOf(deletableResources())],
  id: ['an id of its resource', (value, { resource }) => isIdOf(resource as PlannedDeletion['resource'], value)],
  gatewayId: [
    'an id of a gateway',
    (value, { resource }) => {
      const { parent } = resourceFacts(resource as PlannedDeletion['resource'])
      return parent !== undefined && isIdOf(parent.resource, value)
    },
    '?',
  ],
  isSent: ['true', (value) => value === true, '?'],
  // Without fields there is nothing to compare, which is right for what was sent before.
  fields: [
    'what was read of it, and left out only where isSent is true',
    (value, { isSent }) => isObject(value) || (value === undefined && isSent === true),
  ],
}

const gatewayRules: Rules<keyof PlannedGateway> = { id: gatewayId, isWhole: ['true or false', isOneOf([true, false])], fields }

const leftRules: Rules<keyof LeftOut> = {
  id,
  resource: ['a resource', isOneOf(resourceNames)],
  gatewayId: [...gatewayId, '?'],
  fields,
  reason: [`one of ${leaveReasons.join(', ')}`, isOneOf(leaveReasons)],
  message,
  accessDenied,
}

const obstacleRules: Rules<keyof Obstacle> = {
  id,
  reason: [`one of ${obstacleReasons.join(', ')}`, isOneOf(obstacleReasons)],
  message,
  accessDenied,
}

/** Says whether a value is meant as a plan, and not as a list of targets. */
export function isPlan(value: unknown): value is TeardownPlan {
  return typeof value === 'object' && value !== null && 'version' in value
}

/**
 * Parses a plan, which often comes from a file.
 *
 * @throws {OptionError} `plan.<field>` for one that is damaged or foreign; it is not quoted.
 */
export function parsePlan(given: unknown): TeardownPlan {
  const plan = Object(given) as TeardownPlan
  checkFields('plan', plan, planRules)
  checkDeletions('plan.deletions', plan.deletions)
  for (const [list, rules] of [
    ['gateways', gatewayRules],
    ['left', leftRules],
    ['obstacles', obstacleRules],
  ] as const)
    checkEach(`plan.${list}`, plan[list], rules)
  return plan
}

/** @throws {OptionError} for a list of deletions that is damaged or foreign. */
export function checkDeletions(option: string, deletions: readonly unknown[]): asserts deletions is readonly PlannedDeletion[] {
  checkEach(option, deletions, deletionRules)
  if (new Set(deletions.map((each) => (each as PlannedDeletion).id)).size < deletions.length)
    throw new OptionError(option, 'must name each resource once')
}
