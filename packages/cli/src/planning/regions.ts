import { DeletionError, type TeardownPlan } from '@vpn-gateway/poller'

/** An id is one of a region: where it is found in one it is not absent in the others, and where it is in none one names them all. */
export function eachOnce(plans: readonly TeardownPlan[]): TeardownPlan[] {
  const absent = plans.map(absentIn)
  return plans.map((plan, at) => {
    const isElsewhere = (id: string) =>
      absent[at]?.has(id) === true &&
      plans.some(({ targets }, other) => other !== at && targets.includes(id) && (!absent[other]?.has(id) || other < at))
    const isSearched = (id: string) => plans.length > 1 && absent.every((each) => each.has(id))
    const targets = plan.targets.filter((id) => !isElsewhere(id))
    const left = plan.left.filter(({ id }) => !isElsewhere(id))
    return { ...plan, targets, left: left.map((each) => (isSearched(each.id) ? { ...each, message: absentFrom(plans) } : each)) }
  })
}

/** Gives the ids that are not there. */
export function absentIn({ left }: Pick<TeardownPlan, 'left'>): ReadonlySet<string> {
  return new Set(left.flatMap(({ id, reason }) => (reason === 'absent' ? [id] : [])))
}

/** Gives the error of what is not in the region of a plan as one that also names the other regions, where all of them were searched. */
export function searched(error: unknown, plan: TeardownPlan, plans: readonly TeardownPlan[]): unknown {
  if (plans.length === 1 || !(error instanceof DeletionError) || !error.message.endsWith(` in ${plan.regionId}`)) return error
  const { code, id, message, cause, isFinal } = error
  if (!plan.left.some((each) => each.id === id && each.message === absentFrom(plans))) return error
  const others = plans.filter((each) => each !== plan)
  return new DeletionError(code, id, `${message.replace(`${id}: `, '')}, nor was there in ${regionsOf(others)}`, cause, isFinal)
}

function absentFrom(plans: readonly TeardownPlan[]): string {
  return `there is none of this id in ${regionsOf(plans)}`
}

function regionsOf(plans: readonly TeardownPlan[]): string {
  // A file may have them in another order than the command.
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(plans.map(({ regionId }) => `${regionId}`).sort())
}
