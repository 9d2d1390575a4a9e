import { OptionError, resourceMetadata, resourceNames } from '@vpn-gateway/core'
import { checkEach, checkFields, type Rules } from '../../check-fields.ts'
import { type Place, placeRules } from '../../place.ts'
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

const list = ['a list', (value: unknown) => Array.isArray(value)] as const
const message = ['a text', (value: unknown) => typeof value === 'string'] as const
const id = ['an id of a resource or a gateway', isTargetId] as const
const fields = ['an object', isObject, '?'] as const

const planRules: Rules<Exclude<keyof TeardownPlan, keyof Place>> = {
  version: ['1', (value) => value === 1],
  atMs: ['a time in milliseconds', (value) => typeof value === 'number' && !Number.isNaN(new Date(value).getTime())],
  targets: ['a list of ids', (value) => Array.isArray(value) && value.every(isTargetId)],
  deletions: list,
  gateways: list,
  left: list,
  obstacles: list,
}

const deletionRules: Rules<keyof PlannedDeletion> = {
  resource: ['a resource that can be deleted', (value) => deletableResources().some((name) => name === value)],
  id: ['an id of its resource', (value, { resource }) => isIdOf(resource as PlannedDeletion['resource'], value)],
  gatewayId: [
    'an id of a gateway',
    (value, { resource }) => isGatewayId(value) && resourceMetadata(resource as PlannedDeletion['resource']).parent !== undefined,
    '?',
  ],
  isSent: ['true', (value) => value === true, '?'],
  // Without fields there is nothing to compare, which is right for what was sent before.
  fields: [
    'what was read of it, or left out where isSent is true',
    (value, { isSent }) => isObject(value) || (value === undefined && isSent === true),
  ],
}

const gatewayRules: Rules<keyof PlannedGateway> = {
  id: ['an id of a gateway', isGatewayId],
  isWhole: ['true or false', (value) => typeof value === 'boolean'],
  fields,
}

const leftRules: Rules<keyof LeftOut> = {
  id,
  resource: ['a resource', (value) => resourceNames.some((name) => name === value)],
  gatewayId: ['an id of a gateway', isGatewayId, '?'],
  fields,
  reason: ['a reason to leave it', (value) => leaveReasons.some((reason) => reason === value)],
  message,
  accessDenied: fields,
}

const obstacleRules: Rules<keyof Obstacle> = {
  id,
  reason: ['a reason of an obstacle', (value) => obstacleReasons.some((reason) => reason === value)],
  message,
  accessDenied: fields,
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
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
  const { regionId, endpoint } = placeRules
  checkFields('plan', plan, { ...planRules, regionId, endpoint })
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
