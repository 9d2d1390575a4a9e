import { readFileSync, statSync } from 'node:fs'
import { OptionError } from '@vpn-gateway/core'
import type { TeardownPlan } from '@vpn-gateway/poller'

/** A plan of half a million deletions is shorter; what is longer is something else. */
const longestFile = 2 ** 29

/** Reads the plan that a file holds, or those of several regions. @throws {OptionError} for a file that cannot be read, or holds none. */
export function readPlans(file: string): TeardownPlan[] {
  const plans = [parsed(textOf(file))].flat()
  if (plans.length === 0 || !plans.every(isPlanOfRegion) || new Set(plans.map(({ regionId }) => regionId)).size < plans.length)
    throw new OptionError('--plan', 'must be a file that `vpngw plan --output json` has written, with one plan for a region')
  return plans
}

/** What else is in it is checked by the teardown. */
function isPlanOfRegion(plan: unknown): plan is TeardownPlan & { readonly regionId: string } {
  const { version, regionId, deletions, gateways, left, obstacles } = Object(plan) as Partial<Record<keyof TeardownPlan, unknown>>
  return version === 1 && typeof regionId === 'string' && [deletions, gateways, left, obstacles].every(Array.isArray)
}
function textOf(file: string): string {
  try {
    if (statSync(file).size <= longestFile) return readFileSync(file, 'utf8').replace(/^\ufeff/, '')
  } catch (error) {
    throw new OptionError('--plan', `must be a file that can be read (${(error as NodeJS.ErrnoException).code})`)
  }
  throw new OptionError('--plan', `must be a file of at most ${longestFile} bytes`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new OptionError('--plan', 'must be a file of JSON')
  }
}
