import { type DeletionPhase, JournalError, type Outcome, type TeardownPlan, teardown } from '@vpn-gateway/poller'
import type { Connection } from '../connection.ts'
import { byFlag } from '../flags.ts'
import { type CommandJournal, journalOf } from '../journal.ts'
import { isParent } from '../kinds.ts'
import { adviceOn, explained, regionAdvice } from '../output/advice.ts'
import { againAdvice } from '../output/again-advice.ts'
import { failureFields, messageOf, reportAdvice, reportFailure } from '../output/failure.ts'
import { counted } from '../output/plan.ts'
import { createProgressDisplay } from '../output/progress.ts'
import { outcomeFields, summary } from '../output/summary.ts'
import { searched } from '../planning/regions.ts'
import { styled, terminal } from '../terminal.ts'
import type { SharedOptions, Work } from './shared.ts'

/** Options of the deletions themselves. */
export interface RunOptions extends Pick<SharedOptions, 'output' | 'debug'> {
  /** In seconds. */
  readonly timeout?: number
  readonly sameAccount?: true
  readonly ensureGone?: true
  readonly confirmations?: 1 | 2
  readonly gatewaysAtOnce?: number
}

/** End of a teardown in all its regions. */
export interface Ran {
  /** Empty where all of it was refused before anything was sent. */
  readonly outcomes: readonly Outcome[]
  /** Errors that ended a region before its time. */
  readonly failures: readonly unknown[]
}

/** End of a teardown in one region. */
interface RegionEnd {
  readonly connection: Connection
  readonly outcomes: readonly Outcome[]
  readonly failure?: unknown
}

/** Phases whose request was sent, or may have been, by this teardown or an earlier one. */
const sentPhases: readonly string[] = ['sent', 'accepted', 'updating', 'idle'] satisfies DeletionPhase[]

/** Deletes, shows how it goes, and sums up. There is a plan for each connection. */
export async function runTeardown(plans: readonly TeardownPlan[], options: RunOptions, work: Work, journal?: CommandJournal): Promise<Ran> {
  const { output, timeout, debug, sameAccount, ensureGone, confirmations, gatewaysAtOnce } = options
  const startedAt = performance.now()
  const asJson = output === 'json'
  const total = plans.reduce((sum, plan) => sum + idsOf(plan).length, 0)
  const gateways = plans.flatMap((plan) => plan.gateways).length
  if (asJson) terminal.result(JSON.stringify({ event: 'start', deletions: total, gateways, journal: journal?.path }))
  else terminal.say(styled('gray', startLine(plans.flatMap((plan) => plan.deletions).length, total, gateways, journal)))
  const settings = { signal: work.signal, timeoutMs: timeout && timeout * 1000, sameAccount, ensureGone, confirmations, gatewaysAtOnce }
  const display = asJson
    ? undefined
    : createProgressDisplay({
        total,
        gatewaysAtOnce: gatewaysAtOnce && gatewaysAtOnce * plans.length,
        isShared: debug === true,
        trouble: () => work.trouble.words(),
      })
  // One region that fails says nothing of the others.
  const runOne = async (plan: TeardownPlan, connection: Connection): Promise<RegionEnd> => {
    const { client, backoff, regionId, circumstances } = connection
    const sent = new Set(plan.deletions.flatMap(({ id, isSent }) => (isSent ? [id] : [])))
    try {
      const own = journal && journalOf(journal.journal, plans.length > 1 ? regionId : undefined)
      const run = teardown(client, plan, { ...settings, backoff, journal: own })
      for await (const { error: reason, ...event } of run) {
        const error = searched(reason, plan, plans)
        if (sentPhases.includes(event.phase)) {
          sent.add(event.id)
          work.isSent = true
        }
        if (display) display.show({ ...event, error })
        else terminal.result(JSON.stringify({ event: event.phase, ...event, ...(error !== undefined && { error: failureFields(error) }) }))
      }
      const outcomes = await explained(run.report(), circumstances)
      return {
        connection,
        outcomes: outcomes.map((each) => ('error' in each ? { ...each, error: searched(each.error, plan, plans) } : each)),
      }
    } catch (error) {
      const failure = byFlag(error, options)
      const ids = [...idsOf(plan), ...plan.gateways.flatMap(({ id, isWhole }) => (isWhole ? [id] : []))]
      const unknown = ids.map((id): Outcome => ({ id, outcome: 'unknown', error: failure, isSent: sent.has(id) }))
      return { connection, failure, outcomes: error instanceof JournalError ? error.outcomes : unknown }
    }
  }
  const ends = await Promise.all(plans.map((plan, at) => runOne(plan, work.connections[at] as Connection)))
  display?.end()
  const failures = ends.flatMap(({ failure }) => failure ?? [])
  if (failures.length === ends.length && !work.isSent) return { outcomes: [], failures }
  const outcomes = ends.flatMap((end) => end.outcomes)
  if (asJson) for (const outcome of outcomes) terminal.result(JSON.stringify({ event: 'result', ...outcomeFields(outcome) }))
  else for (const line of summary(outcomes, performance.now() - startedAt)) terminal.result(line)
  // A journal fails for all regions at once.
  for (const failure of new Map(failures.map((each) => [messageOf(each), each])).values()) reportFailure(failure, asJson)
  reportAdvice([...ends.flatMap(adviceAfter), ...againAdvice(outcomes.flatMap(errorsOf), journal?.path)], asJson)
  return { outcomes, failures }
}

/** Gives what can be done about the end in one region, by its own circumstances. */
function adviceAfter({ connection: { circumstances }, outcomes, failure }: RegionEnd): string[] {
  const errors = [...outcomes.flatMap(errorsOf), failure]
  const isAbsent = outcomes.some((outcome) => 'alreadyGone' in outcome)
  return [...errors.flatMap((error) => adviceOn(error, circumstances)), ...(isAbsent ? regionAdvice(circumstances) : [])]
}

function errorsOf(outcome: Outcome): unknown[] {
  return 'error' in outcome ? [outcome.error] : []
}

/** Gives the resources that a teardown of a plan reports on: those to delete, and those that were named and not seen. */
function idsOf({ deletions, left }: TeardownPlan): string[] {
  const unseen = left.filter(({ id, reason }) => (reason === 'absent' || reason === 'unreadable') && !isParent(id))
  return [...new Set([...deletions, ...unseen].map(({ id }) => id))]
}

function startLine(deletions: number, total: number, gateways: number, journal: CommandJournal | undefined): string {
  const on = gateways === 0 ? '' : ` on ${counted(gateways, 'gateway')}`
  const unseen = total > deletions ? `, ${total - deletions} not seen there` : ''
  return `${counted(deletions, 'deletion')}${on}${unseen}${journal ? `; journal ${journal.path}` : ''}`
}
