import { resolve } from 'node:path'
import { DeletionError, type LeftOut, type Outcome, type TeardownPlan } from '@vpn-gateway/poller'
import { type GoOnOptions, newCommand } from '../go-on.ts'
import { journalsOf } from '../journal.ts'
import { isParent } from '../kinds.ts'
import { listed, namedAtMost } from './lines.ts'

/** Longest time without work that shows before going on sends a deletion again, in milliseconds. */
export const startTimeoutMs = 120_000

/** Deletions that did not end well. */
interface Ended {
  readonly outcomes: readonly Outcome[]
  /** Ids of those that were accepted, and of which no work has shown. */
  readonly unshown: readonly string[]
  /** Ids of what was to be left, and is not there any more: a new teardown knows no such id. */
  readonly gone: ReadonlySet<string>
}

/** Gives the ids that a new teardown is to leave, too. */
export function keptBy(plans: readonly TeardownPlan[], { protect = [], except = [] }: GoOnOptions): string[] {
  return [...new Set([...protect, ...except, ...leftByWill(plans).map(({ id }) => id)])]
}

function leftByWill(plans: readonly TeardownPlan[]): LeftOut[] {
  return plans.flatMap(({ left }) => left.filter(({ reason }) => reason === 'protected' || reason === 'excepted'))
}

/**
 * Gives the commands that delete what going on with the journal does not delete, or not soon. What differs from what was asked for is confirmed first.
 *
 * @param canGoOn whether there is a journal to go on with
 */
export function anewAdvice(
  plans: readonly TeardownPlan[],
  { outcomes, unshown, gone }: Ended,
  given: GoOnOptions,
  canGoOn: boolean,
): string[] {
  const leftBy = (reasons: readonly string[]) =>
    plans.flatMap(({ left }) => left.filter(({ reason }) => reasons.includes(reason)).map(({ id }) => id))
  // What is left by will is not deleted by the same options either.
  const willBeLeft = new Set(idsOf(leftByWill(plans)))
  const hasFailed = (each: Outcome) => each.outcome === 'failed' && codeOf(each) === 'DeletionFailed'
  const failed = idsOf(outcomes.filter((each) => hasFailed(each) && !willBeLeft.has(each.id)))
  // What a plan has among its targets alone was taken out of it by hand; what is protected is to stay.
  const known = new Set([
    ...plans.flatMap(({ deletions }) => idsOf(deletions)),
    ...leftBy(['absent', 'unreadable', 'changed', 'unplanned']),
  ])
  const changed = new Set(leftBy(['changed', 'unreadable', 'ended']))
  const isSince = (each: Outcome) =>
    codeOf(each) === 'NotAsPlanned' ? isParent(each.id) || known.has(each.id) : 'error' in each && changed.has(each.id)
  const since = idsOf(outcomes.filter((each) => isSince(each) && !hasFailed(each)))
  const isThere = (id: string) => !gone.has(id)
  const options: GoOnOptions = { ...given, protect: given.protect?.filter(isThere), except: given.except?.filter(isThere) }
  const willed = new Set([...(options.protect ?? []), ...(options.except ?? [])])
  // Also what was elsewhere: it may be on one of these gateways by now.
  const isKept = ({ id, gatewayId = '' }: LeftOut) => isThere(id) && !willed.has(id) && !willed.has(gatewayId)
  const kept = idsOf(leftByWill(plans).filter(isKept))
  const again = canGoOn
    ? `going on with the journal sends it again, once ${startTimeoutMs / 1000} s of waiting in all have shown none`
    : `a new teardown sends it again: ${commandFor(unshown, options)}`
  return [
    ...(failed.length > 0 ? [`its work has failed, and a new teardown sends it anew: ${commandFor(failed, options)}`] : []),
    ...(since.length > 0
      ? [
          `what could not be read, was not planned, or is not as it was, needs a new teardown: ${commandFor(since, { ...options, yes: undefined }, kept)}`,
        ]
      : []),
    ...(unshown.length > 0 ? [`no work of ${listed(unshown.map((id) => ({ id })))} has shown: ${again}`] : []),
  ]
}

function commandFor(ids: readonly string[], options: GoOnOptions, except: readonly string[] = []): string {
  if (ids.length + except.length <= namedAtMost) return newCommand(ids, options, except)
  return `name the ids again, without this journal${except.length > 0 ? ', and by --except what is to stay' : ''}`
}

function idsOf(named: readonly { readonly id: string }[]): string[] {
  return named.map(({ id }) => id)
}

function codeOf(outcome: Outcome): string | undefined {
  return 'error' in outcome && outcome.error instanceof DeletionError ? outcome.error.code : undefined
}

/** Of more absences the first are searched for. */
const searchedAtMost = 50

/** Gives what a person can do about what is absent: the same command may have been given before, and ended in the middle. */
export async function againAdvice(
  errors: readonly unknown[],
  own: string | undefined,
  endpoints: readonly (string | undefined)[],
): Promise<string[]> {
  const absent = errors.filter((error): error is DeletionError => error instanceof DeletionError && error.code === 'ResourceAbsent')
  if (absent.length === 0) return []
  const ids = absent.slice(0, searchedAtMost).map(({ id }) => id)
  const [earlier] = (await journalsOf(ids, endpoints)).filter((name) => own === undefined || resolve(name) !== resolve(own))
  // One that is done takes its journal away.
  const goOn =
    earlier === undefined
      ? ''
      : `; another teardown began ${earlier}: where that file is left once it has ended, --journal ${earlier} goes on with it`
  return [`what is absent may have been deleted before: --ensure-gone counts it as gone${goOn}`]
}
