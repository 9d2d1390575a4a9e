import type { LeftOut, TeardownPlan } from '@vpn-gateway/poller'

/** Ids that are not to be deleted, also of gateways. */
export interface Leaving {
  readonly protect?: readonly string[]
  readonly except?: readonly string[]
}

/** Gives the ids to leave that no plan names, each with its flag: a misspelt one would be found out by a deletion. */
export function unplannedIn(
  { protect = [], except = [] }: Leaving,
  plans: readonly TeardownPlan[],
): { readonly flag: string; readonly id: string }[] {
  const known = new Set(
    plans.flatMap(({ targets, deletions, gateways, left }) => [
      ...targets,
      ...[...deletions, ...gateways, ...left].map(({ id }) => id),
      ...[...deletions, ...left].map(({ gatewayId }) => gatewayId),
    ]),
  )
  const given = [...protect.map((id) => ({ flag: '--protect', id })), ...except.map((id) => ({ flag: '--except', id }))]
  return given.filter(({ id }) => !known.has(id))
}

/**
 * Gives a plan whose targets are without what is protected and was not named by its id, and what is protected by the will of the caller:
 * of its targets what is protected is then a failure. The same is true of the file that a plan becomes.
 *
 * @param named ids that were named though all others were selected; left out where all were named
 */
export function withoutWilled(plan: TeardownPlan, { protect = [] }: Leaving, named?: readonly string[]): TeardownPlan {
  const isWilled = ({ id, gatewayId = '' }: LeftOut) => protect.includes(id) || protect.includes(gatewayId)
  const isSelected = ({ id }: LeftOut) => named !== undefined && !named.includes(id)
  const willed = new Set(
    plan.left.flatMap((each) => (each.reason === 'protected' && (isWilled(each) || isSelected(each)) ? [each.id] : [])),
  )
  return { ...plan, targets: plan.targets.filter((id) => !willed.has(id)) }
}

/**
 * Says whether a plan leaves what a tag protects of what was named, or what is not what was planned before: no deletion tells of it.
 *
 * @param gone ids of what went all the same, as its deletion had been accepted before
 */
export function isRefusing({ targets, left }: TeardownPlan, gone: ReadonlySet<string>): boolean {
  const isRefused = ({ id, reason }: LeftOut) =>
    reason === 'changed' || reason === 'unplanned' || (reason === 'protected' && targets.includes(id))
  return left.some((each) => isRefused(each) && !gone.has(each.id))
}
