import { type ClientScope, scopeOfClient } from '@vpn-gateway/core'
import { type DeletionPhase, JournalError, type LeftOut, type Outcome, type TeardownPlan, teardown } from '@vpn-gateway/poller'
import type { Connection } from '../connection.ts'
import { byFlag } from '../flags.ts'
import type { DeletionOptions } from '../go-on.ts'
import { type CommandJournal, type Held, heldIn, journalOf, sentPhases } from '../journal.ts'
import { isParent } from '../kinds.ts'
import { adviceOn, explained, regionAdvice } from '../output/advice.ts'
import { againAdvice, startTimeoutMs } from '../output/anew-advice.ts'
import { failureFields, messageOf, reportAdvice, reportFailure } from '../output/failure.ts'
import { sumLine } from '../output/plan.ts'
import { type ProgressDisplay, progressDisplay } from '../output/progress.ts'
import { outcomeFields, summary } from '../output/summary.ts'
import { searched } from '../planning/regions.ts'
import { styled, terminal } from '../terminal.ts'
import type { SharedOptions, Work } from './shared.ts'

/** End of a teardown in all its regions. */
export interface Ran {
  /** Empty where all of it was refused before anything was sent. */
  readonly outcomes: readonly Outcome[]
  /** Errors that ended a region before its time. */
  readonly failures: readonly unknown[]
  /** Ids of deletions that were accepted, and of which no work has shown. */
  readonly unshown: readonly string[]
}

/** End of a teardown in one region. */
interface RegionEnd {
  readonly connection: Connection
  readonly outcomes: readonly Outcome[]
  readonly failure?: unknown
}

/**
 * Deletes, shows how it goes, and sums up.
 *
 * @param plans one for each connection
 * @param say what is called before the deletions begin
 */
export async function runTeardown(
  plans: readonly TeardownPlan[],
  options: DeletionOptions & Pick<SharedOptions, 'output' | 'debug'>,
  work: Work,
  { journal, say }: { readonly journal?: CommandJournal | undefined; readonly say?: () => void } = {},
): Promise<Ran> {
  const { output, timeout, debug, sameAccount, ensureGone, confirmations, gatewaysAtOnce } = options
  const startedAt = performance.now()
  const asJson = output === 'json'
  const owns = plans.map(({ regionId }) => journal && journalOf(journal.journal, plans.length > 1 ? regionId : undefined))
  const expected = await Promise.all(plans.map(async (plan, at) => expectedOf(plan, await heldIn(owns[at]))))
  const settings = { signal: work.signal, timeoutMs: timeout && timeout * 1000, sameAccount, ensureGone, confirmations, gatewaysAtOnce }
  const createDisplay = await progressDisplay(debug === true)
  let display: ProgressDisplay | undefined
  let isBegun = false
  // A teardown that is refused has not begun.
  const begin = () => {
    if (isBegun) return
    isBegun = true
    say?.()
    const [total, ended] = [sumOf(expected, ({ ids }) => ids.length), sumOf(expected, (each) => each.ended)]
    const gateways = sumOf(expected, (each) => each.gateways.size)
    if (asJson) terminal.result(JSON.stringify({ event: 'start', deletions: total, gateways, journal: journal?.path }))
    else terminal.say(styled('gray', startLine(plans, expected, journal)))
    if (asJson) return
    display = createDisplay({
      total: total - ended,
      gatewaysAtOnce: gatewaysAtOnce && gatewaysAtOnce * plans.length,
      trouble: () => work.trouble.words(),
    })
  }
  const phases = new Map<string, DeletionPhase>()
  const sent = new Set(plans.flatMap(({ deletions }) => deletions.flatMap(({ id, isSent }) => (isSent ? [id] : []))))
  // One region that fails says nothing of the others.
  const runOne = async (plan: TeardownPlan, at: number): Promise<RegionEnd> => {
    const connection = work.connections[at] as Connection
    const { client, backoff, circumstances } = connection
    try {
      const run = teardown(client, plan, { ...settings, startTimeoutMs, backoff, journal: owns[at] })
      for await (const { error: reason, ...event } of run) {
        const error = searched(reason, plan, plans)
        begin()
        phases.set(event.id, event.phase)
        if (sentPhases.includes(event.phase)) sent.add(event.id)
        if (sent.has(event.id)) work.isSent = true
        if (display) display.show({ ...event, error })
        else terminal.result(JSON.stringify({ event: event.phase, ...event, ...(error !== undefined && { error: failureFields(error) }) }))
      }
      const outcomes = await explained(run.report(), circumstances)
      return {
        connection,
        outcomes: outcomes.map((each) => ('error' in each ? { ...each, error: searched(each.error, plan, plans) } : each)),
      }
    } catch (error) {
      // With nothing sent, a journal that cannot be written is one that cannot be used.
      const cause = error instanceof JournalError && !work.isSent ? error.cause : error
      const failure = byFlag(cause, options)
      const gateways = plan.gateways.flatMap(({ id, isWhole }) => (isWhole ? [id] : []))
      const ids = [...(expected[at]?.ids ?? []), ...gateways]
      const unknown = ids.map((id): Outcome => ({ id, outcome: 'unknown', error: failure, isSent: sent.has(id) }))
      return { connection, failure, outcomes: error instanceof JournalError ? error.outcomes : unknown }
    }
  }
  const ends = await Promise.all(plans.map(runOne))
  const failures = ends.flatMap(({ failure }) => failure ?? [])
  if (failures.length === ends.length && !work.isSent) {
    display?.end()
    return { outcomes: [], failures, unshown: [] }
  }
  begin()
  display?.end()
  const outcomes = ends.flatMap((end) => end.outcomes)
  if (asJson) for (const outcome of outcomes) terminal.result(JSON.stringify({ event: 'result', ...outcomeFields(outcome) }))
  else for (const line of summary(outcomes, sent, performance.now() - startedAt)) terminal.result(line)
  // A journal fails for all regions at once.
  for (const failure of new Map(failures.map((each) => [messageOf(each), each])).values()) reportFailure(failure, asJson)
  reportAdvice(
    [...ends.flatMap(adviceAfter), ...(await againAdvice(outcomes.flatMap(errorsOf), journal?.path, work.connections.map(endpointOf)))],
    asJson,
  )
  // What a plan leaves is not sent again.
  const left = new Set(plans.flatMap((plan) => plan.left.map(({ id }) => id)))
  // A journal that could not be written may lack that it was accepted.
  const isKept = !failures.some((failure) => failure instanceof JournalError)
  const isUnshown = ({ id, outcome }: Outcome) => isKept && outcome === 'unknown' && phases.get(id) === 'accepted' && !left.has(id)
  const unshown = outcomes.filter(isUnshown).map(({ id }) => id)
  return { outcomes, failures, unshown }
}

/** Gives what can be done about the end in one region, by its own circumstances. */
function adviceAfter({ connection: { circumstances }, outcomes, failure }: RegionEnd): string[] {
  const errors = [...outcomes.flatMap(errorsOf), failure]
  const isAbsent = outcomes.some((outcome) => 'alreadyGone' in outcome)
  return [...errors.flatMap((error) => adviceOn(error, circumstances)), ...(isAbsent ? regionAdvice(circumstances) : [])]
}

/** Origin that a client says it calls. */
function endpointOf({ client }: Connection): string | undefined {
  const { [scopeOfClient]: scope } = client as { readonly [scopeOfClient]?: ClientScope }
  return scope?.endpoint
}

function errorsOf(outcome: Outcome): unknown[] {
  return 'error' in outcome ? [outcome.error] : []
}

/** Ids that a teardown in one region reports on, how many of them have ended before, and how many are followed alone. */
interface Expected {
  readonly ids: readonly string[]
  /** Those of the gateways that they are on, or that are to be emptied. */
  readonly gateways: ReadonlySet<string>
  readonly ended: number
  readonly followed: number
  /** Those that were not seen when it was planned. */
  readonly unseen: number
}

/** Gives what a teardown of a plan reports on: what is to be deleted, what was named and is not left by will, and what its journal follows. */
function expectedOf(plan: TeardownPlan, { ended, sent, parents }: Held): Expected {
  const { targets, deletions, left } = plan
  const named = new Set(targets)
  const isReported = ({ id, reason }: LeftOut) => named.has(id) && reason !== 'protected' && reason !== 'excepted' && !isParent(id)
  const reported = [...deletions, ...left.filter(isReported)]
  const ids = new Set(reported.map(({ id }) => id))
  const planned = new Set(deletions.map(({ id }) => id))
  const before = [...ended].filter((id) => !planned.has(id))
  const isUnseen = ({ id, reason }: LeftOut) => /absent|unreadable/.test(reason) && !isParent(id) && !ended.has(id)
  const followed = [...sent].filter((id) => !planned.has(id)).length
  const held = [...sent, ...before]
  const gateways = [...gatewaysIn(plan), ...reported.map(({ gatewayId }) => gatewayId), ...held.map((id) => parents.get(id))]
  return {
    ids: [...new Set([...ids, ...held])],
    gateways: new Set(gateways.filter((id) => id !== undefined)),
    ended: before.length,
    followed,
    unseen: left.filter(isUnseen).length,
  }
}

function sumOf<T>(all: readonly T[], number: (each: T) => number): number {
  return all.reduce((sum, each) => sum + number(each), 0)
}

/** Gateways that something is deleted on, or that are to be emptied: those on which something stays are not. */
function gatewaysIn({ deletions, gateways, left }: TeardownPlan): ReadonlySet<string> {
  const occupied = new Set(left.flatMap(({ gatewayId, reason }) => (reason === 'absent' ? [] : (gatewayId ?? []))))
  const emptied = gateways.flatMap(({ id, isWhole }) => (isWhole && !occupied.has(id) ? [id] : []))
  return new Set([...emptied, ...deletions.flatMap(({ gatewayId }) => gatewayId ?? [])])
}

function startLine(plans: readonly TeardownPlan[], expected: readonly Expected[], journal: CommandJournal | undefined): string {
  const [ended, followed] = [sumOf(expected, (each) => each.ended), sumOf(expected, (each) => each.followed)]
  const unseen = sumOf(expected, (each) => each.unseen)
  const parts = [
    sumLine(plans),
    ...(unseen > 0 ? [`${unseen} not seen there`] : []),
    ...(followed > 0 ? [`${followed} sent before`] : []),
    ...(ended > 0 ? [`${ended} ended before`] : []),
  ]
  return `${parts.join(', ')}${journal ? `; journal ${journal.path}` : ''}`
}
