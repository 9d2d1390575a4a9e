import { type Outcome, type TeardownPlan, teardown } from '@vpn-gateway/poller'
import type { Connection } from '../connection.ts'
import { type CommandJournal, journalOf } from '../journal.ts'
import { isParent } from '../kinds.ts'
import { adviceOn, regionAdvice } from '../output/advice.ts'
import { againAdvice } from '../output/again-advice.ts'
import { failureFields, reportAdvice } from '../output/failure.ts'
import { counted } from '../output/plan.ts'
import { createProgressDisplay } from '../output/progress.ts'
import { outcomeFields, summary } from '../output/summary.ts'
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

/** Deletes, shows how it goes, and sums up. There is a plan for each connection. */
export async function runTeardown(
  plans: readonly TeardownPlan[],
  options: RunOptions,
  work: Work,
  journal?: CommandJournal,
): Promise<readonly Outcome[]> {
  const { output, timeout, debug, sameAccount, ensureGone, confirmations, gatewaysAtOnce } = options
  const startedAt = performance.now()
  const asJson = output === 'json'
  const total = plans.reduce((sum, plan) => sum + deletionsOf(plan), 0)
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
  const runOne = async (plan: TeardownPlan, { client, backoff, regionId }: Connection) => {
    const own = journal && journalOf(journal.journal, plans.length > 1 ? regionId : undefined)
    const run = teardown(client, plan, { ...settings, backoff, journal: own })
    for await (const { error, ...event } of run) {
      if (display) display.show({ ...event, error })
      else terminal.result(JSON.stringify({ event: event.phase, ...event, ...(error !== undefined && { error: failureFields(error) }) }))
    }
    return run.report()
  }
  // All of them end before one that failed is told of: what is under way is kept in the journal.
  const ends = await Promise.allSettled(plans.map((plan, at) => runOne(plan, work.connections[at] as Connection)))
  display?.end()
  const outcomes = ends.flatMap((end) => {
    if (end.status === 'rejected') throw end.reason
    return end.value
  })
  if (asJson) for (const outcome of outcomes) terminal.result(JSON.stringify({ event: 'result', ...outcomeFields(outcome) }))
  else for (const line of summary(outcomes, performance.now() - startedAt)) terminal.result(line)
  const errors = outcomes.flatMap((outcome) => ('error' in outcome ? [outcome.error] : []))
  const advice = errors.flatMap((error) => adviceOn(error, work.connection.circumstances))
  const unknown = outcomes.some((outcome) => 'alreadyGone' in outcome)
    ? work.connections.flatMap((each) => regionAdvice(each.circumstances))
    : []
  reportAdvice([...advice, ...unknown, ...againAdvice(errors, journal?.path)], asJson)
  return outcomes
}

/** Number of the resources that a teardown of a plan looks at: those to delete, and those that were named and not seen. */
function deletionsOf({ deletions, left }: TeardownPlan): number {
  const unseen = left.filter(({ id, reason }) => (reason === 'absent' || reason === 'unreadable') && !isParent(id))
  return new Set([...deletions, ...unseen].map(({ id }) => id)).size
}

function startLine(deletions: number, total: number, gateways: number, journal: CommandJournal | undefined): string {
  const on = gateways === 0 ? '' : ` on ${counted(gateways, 'gateway')}`
  const unseen = total > deletions ? `, ${total - deletions} not seen there` : ''
  return `${counted(deletions, 'deletion')}${on}${unseen}${journal ? `; journal ${journal.path}` : ''}`
}
