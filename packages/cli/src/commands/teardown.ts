import { OptionError } from '@vpn-gateway/core'
import { DeletionError, type Outcome, type TeardownPlan, teardown } from '@vpn-gateway/poller'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { Connection } from '../connection.ts'
import { type ExitCode, exitCodeOfAll, exitCodes } from '../exit-codes.ts'
import { goOnCommand } from '../go-on.ts'
import { type CommandJournal, journalOf, openGivenJournal, openOwnJournal, regionsIn } from '../journal.ts'
import { isParent } from '../kinds.ts'
import { adviceOn } from '../output/advice.ts'
import { againAdvice } from '../output/again-advice.ts'
import { failureFields, reportAdvice } from '../output/failure.ts'
import { counted } from '../output/plan.ts'
import { createProgressDisplay } from '../output/progress.ts'
import { countsOf, outcomeFields, summary } from '../output/summary.ts'
import { addPlanningOptions, makePlans, namedIds, type Planned, type PlanningOptions } from '../planning/make-plan.ts'
import { readPlans } from '../planning/plan-file.ts'
import { isSelection } from '../planning/select.ts'
import { keepFields, Report } from '../report.ts'
import { styled, terminal } from '../terminal.ts'
import { confirmPlans, personToAsk } from './confirm.ts'
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
  return addPlanningOptions(addSharedOptions(new Command('teardown'), true))
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
    .action((words: string[], options: TeardownCommandOptions) => {
      const region = options.region ?? (options.plan === undefined ? undefined : readPlans(options.plan).map((plan) => `${plan.regionId}`))
      return withConnection({ ...options, region }, (work) =>
        options.dryRun ? showPlan(words, options, work) : confirmedTeardown(words, options, work),
      )
    })
}

/** Plans, asks, deletes exactly what the plan names, and says how it ended. */
async function confirmedTeardown(words: readonly string[], options: TeardownCommandOptions, work: Work): Promise<ExitCode> {
  if (options.plan !== undefined && (words.length > 0 || isSelection(options)))
    throw new OptionError('--plan', 'names what is deleted; give no ids and no selection beside it')
  const hasMore = options.plan !== undefined || typeof options.journal === 'string'
  const given = await namedIds(words, options, hasMore, work.signal)
  const person = personToAsk(work, options.yes === true)
  let journal: CommandJournal | undefined
  let [isBegun, isDone] = [false, false]
  try {
    if (typeof options.journal === 'string')
      journal = await openGivenJournal(options.journal, given.length === 0 && !isSelection(options) && options.plan === undefined)
    if (journal) await requireRegions(journal, work)
    const { plans, ids, named } = options.plan === undefined ? await makePlans(given, options, work, journal) : filed(options.plan, work)
    if (plans.every(({ targets }) => targets.length === 0)) {
      terminal.say('Nothing there meets the selection.')
      return exitCodes.absent
    }
    const added = journal && { path: journal.path, ids: plans.flatMap(({ targets }) => targets).filter((id) => !ids.has(id)) }
    if (!(await confirmPlans(person, plans, work, added))) {
      terminal.say('Nothing was deleted.')
      return exitCodes.failed
    }
    if (options.keep !== undefined) for (const plan of plans) keepFields(options.keep, plan)
    const places = work.connections.map(({ place }) => place)
    const report = options.report === undefined ? undefined : new Report(options.report, places, plans)
    journal ??= options.journal === false || options.emulator ? undefined : await openOwnJournal(new Date())
    isBegun = true
    const outcomes = await runTeardown(plans, options, work, journal)
    const exitCode = work.exitCode ?? codeOf(plans, named, outcomes)
    isDone = outcomes.every(isEnded)
    const goOn = journal && !isDone ? { journal: journal.path, goOn: goOnCommand(journal.path, { ...options, region: regions(work) }) } : {}
    report?.end({ outcomes, exitCode, ...goOn })
    if (options.output === 'json') terminal.result(JSON.stringify({ event: 'summary', ...countsOf(outcomes), ...goOn, exitCode }))
    return exitCode
  } catch (error) {
    // The same command would be refused again.
    isBegun &&= !(error instanceof OptionError)
    throw error
  } finally {
    person?.leave()
    if (journal && isBegun && !isDone) terminal.say(`To go on: ${goOnCommand(journal.path, { ...options, region: regions(work) })}`)
    await journal?.close(!isDone)
  }
}

function regions({ connections }: Work): string[] {
  return connections.map(({ regionId }) => regionId)
}

/** @throws {OptionError} where a journal names a region that was not given: what is there would be left out in silence. */
async function requireRegions({ journal }: CommandJournal, work: Work): Promise<void> {
  const missing = (await regionsIn(journal)).find((regionId) => !regions(work).includes(regionId))
  if (missing !== undefined) throw new OptionError('--region', `must also be ${missing}, where the journal was begun`)
}

/** Gives the plans of a file, in the order of the connections. @throws {OptionError} where they are of other regions. */
function filed(file: string, work: Work): Planned {
  const plans = readPlans(file)
  const ordered = regions(work).flatMap((regionId) => plans.filter((plan) => plan.regionId === regionId))
  if (ordered.length < plans.length || ordered.length < work.connections.length)
    throw new OptionError('--region', `must be ${plans.map(({ regionId }) => regionId).join(' and ')}, as in the plan`)
  return { plans: ordered, ids: new Set(plans.flatMap(({ targets }) => targets)), named: [] }
}

/** Deletes, shows how it goes, and sums up. There is a plan for each connection. */
export async function runTeardown(
  plans: readonly TeardownPlan[],
  options: Pick<TeardownCommandOptions, 'output' | 'timeout' | 'debug' | 'sameAccount' | 'ensureGone' | 'confirmations' | 'gatewaysAtOnce'>,
  work: Work,
  journal?: CommandJournal,
): Promise<readonly Outcome[]> {
  const { output, timeout, debug, sameAccount, ensureGone, confirmations, gatewaysAtOnce } = options
  const startedAt = performance.now()
  const asJson = output === 'json'
  const total = plans.reduce((sum, plan) => sum + deletionsOf(plan), 0)
  const gateways = plans.flatMap((plan) => plan.gateways).length
  if (asJson) terminal.result(JSON.stringify({ event: 'start', deletions: total, gateways, journal: journal?.path }))
  else terminal.say(styled('gray', startLine(total, gateways, journal)))
  const settings = { signal: work.signal, timeoutMs: timeout && timeout * 1000, sameAccount, ensureGone, confirmations, gatewaysAtOnce }
  const display = asJson
    ? undefined
    : createProgressDisplay({ total, isShared: debug === true, troubleAt: (now) => work.trouble.wordsAt(now) })
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
  reportAdvice([...advice, ...againAdvice(errors, journal?.path)], asJson)
  return outcomes
}

/** Number of the resources that a teardown of a plan looks at: those to delete, and those that were named and not seen. */
function deletionsOf({ deletions, left }: TeardownPlan): number {
  const unseen = left.filter(({ id, reason }) => (reason === 'absent' || reason === 'unreadable') && !isParent(id))
  return new Set([...deletions, ...unseen].map(({ id }) => id)).size
}

function startLine(total: number, gateways: number, journal: CommandJournal | undefined): string {
  const on = gateways === 0 ? '' : ` on ${counted(gateways, 'gateway')}`
  return `${counted(total, 'deletion')}${on}${journal ? `; journal ${journal.path}` : ''}`
}

/** Of what was named by itself, and is left because it is protected, nothing else tells. */
function codeOf(plans: readonly TeardownPlan[], named: readonly string[], outcomes: readonly Outcome[]): ExitCode {
  const code = exitCodeOfAll(outcomes)
  const isKept = plans.some(({ left }) => left.some(({ id, reason }) => reason === 'protected' && named.includes(id)))
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
