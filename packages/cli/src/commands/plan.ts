import { OptionError } from '@vpn-gateway/core'
import { Command } from 'commander'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { openGivenJournal } from '../journal.ts'
import { planLines } from '../output/plan.ts'
import { idsOf } from '../planning/ids.ts'
import { addPlanningOptions, makePlan, type PlanningOptions } from '../planning/make-plan.ts'
import { terminal } from '../terminal.ts'
import { addSharedOptions, type SharedOptions, type Work, withConnection } from './shared.ts'

export interface PlanCommandOptions extends SharedOptions, PlanningOptions {
  readonly journal?: string | false
}

export const targetsHelp = 'connections (vco-…), servers (iss-…), gateways to empty (vpn-…); - reads ids from stdin'

export function planCommand(): Command {
  return addPlanningOptions(addSharedOptions(new Command('plan')))
    .summary('Show what a teardown would delete, and delete nothing')
    .description(
      'Read what a teardown would delete, in which order, what it would leave and why, what stands in the way, and what loses contact. Nothing is sent that could delete. With --output json it is a file for vpngw teardown --plan, which deletes exactly that.',
    )
    .argument('[id...]', targetsHelp)
    .option('--journal <file>', 'also what an earlier teardown left to go on with')
    .action((given: string[], options: PlanCommandOptions) => withConnection(options, (work) => showPlan(given, options, work)))
}

/** Plans and prints the plan: as text, or as the file for `--plan`. */
export async function showPlan(given: readonly string[], options: PlanCommandOptions, work: Work): Promise<ExitCode> {
  const ids = await idsOf(given, work.signal)
  if (ids.length === 0 && typeof options.journal !== 'string') throw new OptionError('id', 'is required, or a --journal to go on with')
  const journal = typeof options.journal === 'string' ? await openGivenJournal(options.journal, true) : undefined
  try {
    const plan = await makePlan(ids, options, work, journal)
    if (options.output === 'json') terminal.result(JSON.stringify(plan, undefined, 2))
    else for (const line of planLines(plan, process.stdout)) terminal.result(line)
    return exitCodes.done
  } finally {
    await journal?.close(true)
  }
}
