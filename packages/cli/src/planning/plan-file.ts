import { constants } from 'node:buffer'
import { OptionError, type ResourceName } from '@vpn-gateway/core'
import { type LeftOut, type PlannedGateway, parsePlan, type TeardownPlan } from '@vpn-gateway/poller'
import { type CommandJournal, type Held, heldIn, journalOf } from '../journal.ts'
import { resourceOf } from '../kinds.ts'
import { readJson } from '../read-file.ts'
import type { Planned } from './make-plan.ts'
import { type Leaving, unplannedIn, withoutWilled } from './named.ts'

/** Most bytes of a plan: no text in Node has more characters. */
const longestFile = constants.MAX_STRING_LENGTH

/** Reads the plan that a file holds, or those of several regions. @throws {OptionError} for a file that cannot be read, or holds none. */
export async function readPlans(file: string): Promise<TeardownPlan[]> {
  const plans = await Promise.all([await readJson('--plan', file, longestFile)].flat().map(planOf))
  const regions = new Set(plans.map(({ regionId }) => regionId))
  if (plans.length === 0 || regions.size < plans.length || regions.has(undefined)) throw foreign('with one plan for a region')
  return plans
}

async function planOf(given: unknown): Promise<TeardownPlan> {
  try {
    return await parsePlan(given)
  } catch (error) {
    const { option, rule } = error as OptionError
    throw foreign(`and ${option} ${rule}`)
  }
}

function foreign(what: string): OptionError {
  return new OptionError('--plan', `must be a file that \`vpngw plan --output json\` has written, ${what}`)
}

/**
 * Gives the plans of a file for regions, without what is to be left this time.
 *
 * @throws {OptionError} where they are of other regions, and for an id to leave that none of them names.
 */
export async function filedPlans(
  plans: readonly TeardownPlan[],
  options: Leaving,
  regions: readonly string[],
  journal: CommandJournal | undefined,
): Promise<Planned> {
  const ordered = regions.flatMap((regionId) => plans.filter((plan) => plan.regionId === regionId))
  if (ordered.length < plans.length || ordered.length < regions.length)
    throw new OptionError('--region', `must be ${plans.map(({ regionId }) => regionId).join(' and ')}, as in the plan`)
  const [unplanned] = unplannedIn(options, plans)
  if (unplanned) throw new OptionError(unplanned.flag, `names ${unplanned.id}, which the plan does not name: is it spelt right?`)
  const ids = new Set(plans.flatMap(({ targets }) => targets))
  const isUnmet = plans.every(({ targets, deletions, left }) => [targets, deletions, left].every(({ length }) => length === 0))
  const goneOn = async (plan: TeardownPlan) => {
    const own = journal && journalOf(journal.journal, ordered.length > 1 ? plan.regionId : undefined)
    return goneOnWith(withoutWilled(without(asPlanned(plan), options), options), await heldIn(own))
  }
  return { plans: await Promise.all(ordered.map(goneOn)), ids, isUnmet }
}

/** The plan without what has ended by the journal, which the end reports all the same; what was sent is said to be so. */
function goneOnWith(plan: TeardownPlan, { ended, sent }: Held): TeardownPlan {
  const deletions = plan.deletions.filter(({ id }) => !ended.has(id))
  return atWork({ ...plan, deletions: deletions.map((each) => (sent.has(each.id) ? { ...each, isSent: true } : each)) })
}

/** The plan without the gateways on which nothing is done. */
function atWork({ deletions, left, ...plan }: TeardownPlan): TeardownPlan {
  const used = new Set(deletions.map(({ gatewayId }) => gatewayId))
  const isAtWork = ({ id, isWhole }: PlannedGateway) => used.has(id) || (isWhole && !left.some((each) => each.id === id))
  return { ...plan, deletions, left, gateways: plan.gateways.filter(isAtWork) }
}

/** The plan, of which it is said that something was to be left when it was made: a tag may be gone since, and what was absent may have come. */
function asPlanned(plan: TeardownPlan): TeardownPlan {
  return { ...plan, left: plan.left.map((each) => ({ ...each, message: `${each.message}, by the plan` })) }
}

/** The plan without what is protected or excepted by its id, or by that of its gateway. */
function without(plan: TeardownPlan, { protect = [], except = [] }: Leaving): TeardownPlan {
  type Named = Omit<LeftOut, 'reason' | 'message'>
  const names = (ids: readonly string[], { id, gatewayId = '' }: Named) => ids.includes(id) || ids.includes(gatewayId)
  const isKept = (each: Named) => names(protect, each) || names(except, each)
  // A gateway that is kept need not be empty.
  const gateways = plan.gateways.flatMap(({ isWhole, ...each }) =>
    isWhole ? [{ ...each, resource: resourceOf(each.id) as ResourceName }] : [],
  )
  const kept = plan.deletions.filter(isKept)
  const left = [...kept, ...gateways.filter(isKept)].map((each): LeftOut => {
    if (names(except, each)) return { ...each, reason: 'excepted', message: 'it is left out' }
    const message = protect.includes(each.id) ? 'it is protected by its id' : 'its gateway is protected by its id'
    return { ...each, reason: 'protected', message }
  })
  return atWork({ ...plan, deletions: plan.deletions.filter((each) => !kept.includes(each)), left: [...plan.left, ...left] })
}
