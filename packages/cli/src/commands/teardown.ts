import { OptionError } from '@vpn-gateway/core'
import { DeletionError, type Outcome, type TeardownOptions, type TeardownPlan, teardown } from '@vpn-gateway/poller'
import { Command, InvalidArgumentError, Option } from 'commander'
import { type ExitCode, exitCodeOfAll, exitCodes } from '../exit-codes.ts'
import { goOnCommand } from '../go-on.ts'
import { type CommandJournal, openGivenJournal, openOwnJournal } from '../journal.ts'
import { isParent } from '../kinds.ts'
import { adviceOn } from '../output/advice.ts'
import { failureFields, reportAdvice } from '../output/failure.ts'
import { counted } from '../output/plan.ts'
import { createProgressDisplay } from '../output/progress.ts'
import { countsOf, outcomeFields, summary } from '../output/summary.ts'
import { idsOf } from '../planning/ids.ts'
import { addPlanningOptions, makePlan, type PlanningOptions } from '../planning/make-plan.ts'
import { readPlan } from '../planning/plan-file.ts'
import { keepFields, Report } from '../report.ts'
import { styled, terminal } from '../terminal.ts'
import { confirmPlan, personToAsk } from './confirm.ts'
import { showPlan, targetsHelp } from './plan.ts'
import { addSharedOptions, type SharedOptions, type Work, withConnection } from './shared.ts'

interface TeardownCommandOptions extends SharedOptions, PlanningOptions {
  readonly plan?: string
  readonly dryRun?: true
  readonly yes?: true
  readonly timeout?: number
  readonly journal?: string | false
  readonly sameAccount?: true
  readonly ensureGone?: true
  readonly confirmations?: 1 | 2
  readonly gatewaysAtOnce?: number
  readonly keep?: string
  readonly report?: string
}

export function teardownCommand(): Command {
  return addPlanningOptions(addSharedOptions(new Command('teardown')))
    .summary('Delete connections and servers, and wait until they are gone')
    .description(
      'Delete connections and servers by id, or everything on gateways, and wait until each is gone: absent, with its gateway idle again. A gateway itself is never deleted. First everything that would go is read, shown, and asked about; exactly that is deleted, on one gateway one after another, on different gateways side by side.',
    )
    .argument('[id...]', targetsHelp)
    .addOption(
      new Option('--plan <file>', 'delete exactly what this plan names (vpngw plan --output json), and nothing that has changed since'),
    )
    .addOption(new Option('--dry-run', 'show the plan and delete nothing, as vpngw plan does').conflicts('plan'))
    .addOption(new Option('--timeout <seconds>', 'longest wait for one deletion (default: 1800)').argParser(seconds))
    .option(
      '--journal <file>',
      'keep what is done in this file, or go on from it (default: vpngw-teardown-<time>-<pid>.journal in this folder, removed once nothing is left to do)',
    )
    .option('--no-journal', 'keep no journal')
    .option('--keep <folder>', 'before anything is sent, write what was read of each resource to this folder, to make it again')
    .option('--report <file>', 'write the plan, and how each deletion ended, to this new file')
    .option('--ensure-gone', 'count a resource that is absent already as gone, not as a failure')
    .addOption(
      new Option('--confirmations <number>', 'polls that must show that a resource is gone, 1 or 2 (default: 1)').argParser(confirmations),
    )
    .addOption(new Option('--gateways-at-once <number>', 'most gateways to work on at once (default: all)').argParser(count))
    .option('--yes', 'do not ask first; required where there is no terminal')
    .action((given: string[], options: TeardownCommandOptions) =>
      withConnection(options, (work) => (options.dryRun ? showPlan(given, options, work) : confirmedTeardown(given, options, work))),
    )
}

/** Plans, asks, deletes exactly what the plan names, and says how it ended. */
async function confirmedTeardown(words: readonly string[], options: TeardownCommandOptions, work: Work): Promise<ExitCode> {
  const ids = await idsOf(words, work.signal)
  if (options.plan !== undefined && ids.length > 0) throw new OptionError('--plan', 'names what is deleted; give no ids beside it')
  if (ids.length === 0 && options.plan === undefined && typeof options.journal !== 'string')
    throw new OptionError('id', 'is required, or a --plan, or a --journal to go on with')
  const person = personToAsk(work, options.yes === true)
  let journal: CommandJournal | undefined
  let isOver = true
  try {
    if (typeof options.journal === 'string')
      journal = await openGivenJournal(options.journal, ids.length === 0 && options.plan === undefined)
    const plan = options.plan === undefined ? await makePlan(ids, options, work, journal) : readPlan(options.plan)
    const given = new Set(ids)
    const added =
      journal && options.plan === undefined ? { path: journal.path, ids: plan.targets.filter((id) => !given.has(id)) } : undefined
    if (!(await confirmPlan(person, plan, work, added))) {
      terminal.say('Nothing was deleted.')
      return exitCodes.failed
    }
    if (options.keep !== undefined) keepFields(options.keep, plan)
    const report = options.report === undefined ? undefined : new Report(options.report, work.connection.place, plan)
    journal ??= options.journal === false || options.emulator ? undefined : await openOwnJournal(new Date())
    isOver = false
    const outcomes = await runTeardown(plan, options, work, journal)
    const exitCode = work.exitCode ?? codeOf(plan, outcomes)
    isOver = outcomes.every(isEnded)
    const goOn =
      journal && !isOver
        ? { journal: journal.path, goOn: goOnCommand(journal.path, { region: work.connection.circumstances?.regionId, ...options }) }
        : {}
    report?.end({ outcomes, exitCode, ...goOn })
    if (options.output === 'json') terminal.result(JSON.stringify({ event: 'summary', ...countsOf(outcomes), ...goOn, exitCode }))
    return exitCode
  } catch (error) {
    // The same command would be refused again.
    isOver ||= error instanceof OptionError
    throw error
  } finally {
    person?.leave()
    if (journal && !isOver)
      terminal.say(`To go on: ${goOnCommand(journal.path, { region: work.connection.circumstances?.regionId, ...options })}`)
    await journal?.close(!isOver)
  }
}

/** Deletes, shows how it goes, and sums up. */
export async function runTeardown(
  plan: TeardownPlan,
  options: Pick<TeardownCommandOptions, 'output' | 'timeout' | 'debug' | 'sameAccount' | 'ensureGone' | 'confirmations' | 'gatewaysAtOnce'>,
  work: Work,
  journal?: CommandJournal,
): Promise<readonly Outcome[]> {
  const { output, timeout, debug, sameAccount, ensureGone, confirmations, gatewaysAtOnce } = options
  const { client, backoff } = work.connection
  const startedAt = performance.now()
  const asJson = output === 'json'
  const total = deletionsOf(plan)
  if (asJson) terminal.result(JSON.stringify({ event: 'start', deletions: total, gateways: plan.gateways.length, journal: journal?.path }))
  else terminal.say(styled('gray', startLine(plan, total, journal)))
  const settings: TeardownOptions = {
    signal: work.signal,
    backoff,
    timeoutMs: timeout === undefined ? undefined : timeout * 1000,
    sameAccount,
    ensureGone,
    confirmations,
    gatewaysAtOnce,
    journal: journal?.journal,
  }
  const run = teardown(client, plan, settings)
  const display = asJson
    ? undefined
    : createProgressDisplay({ total, isShared: debug === true, troubleAt: (now) => work.trouble.wordsAt(now) })
  for await (const { error, ...event } of run) {
    if (display) display.show({ ...event, error })
    else terminal.result(JSON.stringify({ event: event.phase, ...event, ...(error !== undefined && { error: failureFields(error) }) }))
  }
  display?.end()
  const outcomes = await run.report()
  if (asJson) for (const outcome of outcomes) terminal.result(JSON.stringify({ event: 'result', ...outcomeFields(outcome) }))
  else for (const line of summary(outcomes, performance.now() - startedAt)) terminal.result(line)
  const errors = outcomes.flatMap((outcome) => ('error' in outcome ? [outcome.error] : []))
  reportAdvice(
    errors.flatMap((error) => adviceOn(error, work.connection.circumstances)),
    asJson,
  )
  return outcomes
}

/** Number of the resources that a teardown of a plan looks at: those to delete, and those that were named and not seen. */
function deletionsOf({ deletions, left }: TeardownPlan): number {
  const unseen = left.filter(({ id, reason }) => (reason === 'absent' || reason === 'unreadable') && !isParent(id))
  return new Set([...deletions, ...unseen].map(({ id }) => id)).size
}

function startLine({ gateways }: TeardownPlan, total: number, journal: CommandJournal | undefined): string {
  const on = gateways.length === 0 ? '' : ` on ${counted(gateways.length, 'gateway')}`
  return `${counted(total, 'deletion')}${on}${journal ? `; journal ${journal.path}` : ''}`
}

/** Of what was named by itself, and is left because a tag protects it, nothing else tells. */
function codeOf({ targets, left }: TeardownPlan, outcomes: readonly Outcome[]): ExitCode {
  const code = exitCodeOfAll(outcomes)
  const isKept = left.some(({ id, reason, message }) => reason === 'protected' && targets.includes(id) && message.includes('tag'))
  return code === exitCodes.done && isKept ? exitCodes.failed : code
}

/** Says whether there is nothing to go on with: another teardown would end in the same way. */
function isEnded(outcome: Outcome): boolean {
  if (outcome.outcome !== 'failed') return outcome.outcome !== 'unknown'
  const { error, isFinal } = outcome
  return isFinal || (error instanceof DeletionError && (error.code === 'ResourceAbsent' || error.code === 'Protected'))
}

function seconds(value: string): number {
  if (!/^\d{1,6}(\.\d{1,3})?$/.test(value) || Number(value) === 0) throw new InvalidArgumentError('It must be a number of seconds above 0.')
  return Number(value)
}

function count(value: string): number {
  if (!/^[1-9]\d{0,6}$/.test(value)) throw new InvalidArgumentError('It must be a whole number above 0.')
  return Number(value)
}

function confirmations(value: string): 1 | 2 {
  if (value === '1') return 1
  if (value === '2') return 2
  throw new InvalidArgumentError('It must be 1 or 2.')
}
