import type { TeardownPlan } from '@vpn-gateway/poller'
import { Command } from 'commander'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { type JournalOptions, openGivenJournal, requireRegions } from '../journal.ts'
import { apart, planLines } from '../output/plan.ts'
import { addPlanningOptions, makePlans, namedIds, type PlanningOptions } from '../planning/make-plan.ts'
import { isSelection } from '../planning/select.ts'
import { terminal } from '../terminal.ts'
import { addSharedOptions, type SharedOptions, type Work, withConnection } from './shared.ts'

export type PlanCommandOptions = SharedOptions & PlanningOptions & JournalOptions

export const targetsHelp = 'connections (vco-…), servers (iss-…), gateways to empty (vpn-…); - reads ids from stdin'

export function planCommand(): Command {
  return addPlanningOptions(addSharedOptions(new Command('plan'), true))
    .summary('Show what a teardown would delete, and delete nothing')
    .description(
      'Read what a teardown would delete, in which order, what it would leave and why, what stands in the way, and what loses contact. Nothing is sent that could delete. With --output json it is a file for vpngw teardown --plan, which deletes exactly that.',
    )
    .argument('[id...]', targetsHelp)
    .option('--journal <file>', 'also what an earlier teardown left to go on with')
    .action((words: string[], options: PlanCommandOptions) => withConnection(options, (work) => showPlan(words, options, work)))
}

/** Plans and prints the plan: as text, or as the file for `--plan`. */
export async function showPlan(words: readonly string[], options: PlanCommandOptions, work: Work): Promise<ExitCode> {
  const ids = await namedIds(words, options, typeof options.journal === 'string', work.signal)
  const journal = await openGivenJournal(options, true)
  try {
    if (journal)
      await requireRegions(
        journal,
        work.connections.map(({ regionId }) => regionId),
        ids.length === 0 && !isSelection(options),
      )
    const { plans } = await makePlans(ids, options, work, journal)
    if (options.output === 'json') terminal.result(JSON.stringify(plans.length === 1 ? plans[0] : plans, undefined, 2))
    else for (const line of apart(plans.map((plan) => planLines(plan, { stream: process.stdout })))) terminal.result(line)
    if (plans.some(isWithheld)) return exitCodes.failed
    return plans.every(isAbsent) ? exitCodes.absent : exitCodes.done
  } finally {
    await journal?.close()
  }
}

/** Says whether something that was named stays: by a tag, by a refusal of its read or of its deletion, or as its journal says that it is gone. */
function isWithheld({ targets, left, obstacles }: TeardownPlan): boolean {
  const isKept = left.some(({ id, reason }) => reason === 'ended' || (/protected|unreadable/.test(reason) && targets.includes(id)))
  return isKept || obstacles.some(({ reason }) => reason === 'refused')
}

/** Says whether nothing is planned, and something that was named is not there, or nothing was named; a gateway that is empty is planned. */
function isAbsent({ deletions, gateways, left }: TeardownPlan): boolean {
  const isMissing = left.length === 0 || left.some(({ reason }) => reason === 'absent')
  return deletions.length === 0 && gateways.length === 0 && isMissing
}
