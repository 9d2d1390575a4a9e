import { DeletionError, type LeftOut, type TeardownPlan } from '@vpn-gateway/poller'

/**
 * Leaves each id to the region that it was seen in: an id is one of a region. Where none has shown it, it is left to the first that may have
 * it, and where it is in none, the first names them all.
 */
export function eachOnce(plans: readonly TeardownPlan[]): TeardownPlan[] {
  const evidence = plans.map(evidenceIn)
  const of = (at: number, id: string) => evidence[at]?.get(id) ?? nothing
  return plans.map((plan, at) => {
    const isElsewhere = (id: string) =>
      of(at, id) < seen && plans.some((_, other) => of(other, id) > of(at, id) || (of(other, id) === of(at, id) && other < at))
    const isSearched = (id: string) => plans.length > 1 && plans.every((_, other) => of(other, id) === absent)
    const targets = plan.targets.filter((id) => !isElsewhere(id))
    const left = plan.left.filter(({ id }) => !isElsewhere(id))
    return { ...plan, targets, left: left.map((each) => (isSearched(each.id) ? { ...each, message: absentFrom(plans) } : each)) }
  })
}

/** Evidence of what is in a region, the stronger the higher: a read that is refused proves no absence. */
const [nothing, absent, unread, unseen, seen] = [0, 1, 2, 3, 4]

/** Gives what a plan knows of each id that it names. */
function evidenceIn({ targets, deletions, gateways, left }: TeardownPlan): ReadonlyMap<string, number> {
  const ofLeft = ({ reason, fields }: LeftOut) => (fields ? seen : reason === 'absent' ? absent : reason === 'unreadable' ? unread : unseen)
  return new Map([
    ...targets.map((id) => [id, unseen] as const),
    ...left.map((each) => [each.id, ofLeft(each)] as const),
    ...[...deletions, ...gateways].map(({ id }) => [id, seen] as const),
  ])
}

/** Gives the ids that are not there. */
export function absentIn({ left }: Pick<TeardownPlan, 'left'>): ReadonlySet<string> {
  return new Set(left.flatMap(({ id, reason }) => (reason === 'absent' ? [id] : [])))
}

/** Gives the error of what is not in the region of a plan as one that also names the other regions, where all of them were searched. */
export function searched(error: unknown, plan: TeardownPlan, plans: readonly TeardownPlan[]): unknown {
  if (plans.length === 1 || !(error instanceof DeletionError) || !error.message.endsWith(` in ${plan.regionId}`)) return error
  const { code, id, message, cause, isFinal } = error
  if (!plan.left.some((each) => each.id === id && each.message.startsWith(absentFrom(plans)))) return error
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
