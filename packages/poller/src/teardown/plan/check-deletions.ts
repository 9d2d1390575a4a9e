import { OptionError, resourceMetadata } from '@vpn-gateway/core'
import { checkEach, type Rules } from '../../check-fields.ts'
import { deletableResources, isIdOf } from '../../service/resource-ref.ts'
import { isGatewayId } from '../targets.ts'
import type { PlannedDeletion } from './plan.ts'

// Which fields lack is checked of a plan alone, which people edit.
const deletionRules: Rules<Exclude<keyof PlannedDeletion, 'missing'>> = {
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

/** @throws {OptionError} for a list of deletions that is damaged or foreign. */
export function checkDeletions(option: string, deletions: readonly unknown[]): asserts deletions is readonly PlannedDeletion[] {
  checkEach(option, deletions, deletionRules)
  if (new Set(deletions.map((each) => (each as PlannedDeletion).id)).size < deletions.length)
    throw new OptionError(option, 'must name each resource once')
}

export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
