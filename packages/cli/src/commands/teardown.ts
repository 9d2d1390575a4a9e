import { OptionError } from '@vpn-gateway/core'
import { DeletionError, type DeletionErrorCode, type LeftOut, type Outcome, type TeardownPlan } from '@vpn-gateway/poller'
import { Command, InvalidArgumentError, Option } from 'commander'
import { type ExitCode, exitCodeOf, exitCodeOfAll, exitCodes } from '../exit-codes.ts'
import { type DeletionOptions, goOnCommand } from '../go-on.ts'
import { type CommandJournal, heldIn, type JournalOptions, openGivenJournal, openOwnJournal, requireRegions } from '../journal.ts'
import { isParent } from '../kinds.ts'
import { anewAdvice, keptBy } from '../output/anew-advice.ts'
import { reportAdvice, reportFailure } from '../output/failure.ts'
import { deletionsSeen, reasonLines } from '../output/plan.ts'
import { countsOf } from '../output/summary.ts'
import {
  absentEverywhere,
  addPlanningOptions,
  makePlans,
  namedIds,
  type Planned,
  type PlanningOptions,
  readAnew,
} from '../planning/make-plan.ts'
import { isRefusing } from '../planning/named.ts'
import { filedPlans, readPlans } from '../planning/plan-file.ts'
import { isSelection } from '../planning/select.ts'
import { type Ended, keepFields, Report, requireNew } from '../report.ts'
import { isOutputLost, plain, terminal } from '../terminal.ts'
import { confirmPlans, personToAsk } from './confirm.ts'
import { showPlan, targetsHelp } from './plan.ts'
import { runTeardown } from './run-teardown.ts'
import { addSharedOptions, type SharedOptions, type Work, withConnection } from './shared.ts'

interface TeardownCommandOptions extends SharedOptions, PlanningOptions, JournalOptions, DeletionOptions {
  readonly plan?: string
  readonly dryRun?: true
  readonly yes?: true
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
    .addOption(new Option('--dry-run', 'show the plan and delete nothing, as vpngw plan does').conflicts(['plan', 'report', 'keep']))
    .addOption(
      new Option(
        '--timeout <seconds>',
        'longest wait for one deletion, and after the others of its gateway once more for what is still at work; under 10 it may prove nothing (default: 1800)',
      ).argParser(seconds),
    )
    .option(
      '--journal <file>',
      'keep what is done in this file, or go on from it; ids beside it are planned anew (default: vpngw-teardown-<time>-<pid>.journal in this folder, removed once nothing is left to do)',
      printable,
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
      let filed: readonly TeardownPlan[] | undefined
      const regions = async () => {
        filed = options.plan === undefined ? undefined : await readPlans(options.plan)
        return options.region ?? filed?.map(({ regionId }) => `${regionId}`)
      }
      const run = (work: Work) => (options.dryRun ? showPlan(words, options, work) : confirmedTeardown(words, options, work, filed))
      return withConnection(options, run, regions)
    })
}

/** Plans, asks, deletes exactly what the plan names, and says how it ended. */
async function confirmedTeardown(
  words: readonly string[],
  options: TeardownCommandOptions,
  work: Work,
  filed?: readonly TeardownPlan[],
): Promise<ExitCode> {
  if (filed && (words.length > 0 || isSelection(options)))
    throw new OptionError('--plan', 'names what is deleted; give no ids and no selection beside it')
  if (options.report !== undefined && options.report === options.journal)
    throw new OptionError('--report', 'must be another file than the --journal')
  requireNew(options.report)
  const asJson = options.output === 'json'
  const given = await namedIds(words, options, filed !== undefined || typeof options.journal === 'string', work.signal)
  const person = personToAsk(work, options.yes === true)
  const isToGoOn = given.length === 0 && !isSelection(options) && !filed
  let journal: CommandJournal | undefined
  const again = { ...options, region: regions(work) }
  const wayOn = () => (journal?.isThere ? { journal: journal.path, goOn: goOnCommand(journal.path, again) } : undefined)
  try {
    journal = await openGivenJournal(options, isToGoOn)
    if (journal) await requireRegions(journal, regions(work), isToGoOn)
    const planned: Planned = filed
      ? await filedPlans(filed, options, regions(work), journal)
      : await makePlans(given, options, work, journal)
    const { plans, ids } = planned
    const [plan] = filed ?? []
    if (plan && person) terminal.say(`As it was planned at ${new Date(plan.atMs).toISOString()}; what has changed since is not deleted.`)
    const added = journal && { path: journal.path, ids: addedBy(plans, ids) }
    if (!(await confirmPlans(person, plans, work, { added, isFiled: filed !== undefined }))) {
      terminal.say('No deletion was sent.')
      return exitCodes.failed
    }
    const kept = filed && (options.keep ?? options.report) !== undefined ? await readAnew(plans, work) : plans
    if (options.keep !== undefined) for (const plan of kept) await keepFields(options.keep, plan)
    journal ??= options.journal === false || options.emulator ? undefined : await openOwnJournal(new Date())
    const places = work.connections.map(({ place }) => place)
    const report = options.report === undefined ? undefined : new Report(options.report, places, kept, wayOn() ?? {})
    const ran = await runTeardown(plans, options, work, { journal, say: () => person ?? sayLeft(plans, asJson) })
    const { outcomes, failures } = ran
    if (outcomes.length === 0 && failures.length > 0) {
      reportEnd(report, { outcomes, failures, exitCode: exitCodeOf(failures[0]) }, asJson)
      throw failures[0]
    }
    if (!asJson) for (const line of keptLines(plans, outcomes)) terminal.result(line)
    if (outcomes.every((each) => isEnded(each, plans))) journal?.end(await isLeaving(journal, plans, outcomes))
    const code = codeOf(planned, options, outcomes)
    const exitCode = work.exitCode ?? (code === exitCodes.done && failures.length > 0 ? exitCodes.failed : code)
    const more = journal?.stage === 'begun' ? wayOn() : undefined
    if (!work.exitCode && !options.emulator) {
      const isDone = outcomes.every(({ outcome }) => outcome === 'gone' || outcome === 'emptied')
      const gone = await absentEverywhere(isDone ? [] : keptBy(plans, again), work, () => true)
      reportAdvice(anewAdvice(plans, { ...ran, gone }, again, journal?.isThere === true), asJson)
    }
    const ended = reportEnd(report, { outcomes, failures, exitCode: await codeAfterOutput(exitCode), ...more }, asJson)
    if (asJson) terminal.result(JSON.stringify({ event: 'summary', ...countsOf(outcomes), exitCode: ended, ...more }))
    return codeAfterOutput(ended)
  } finally {
    person?.leave()
    if (journal?.stage === 'ended') terminal.say(`The journal ${journal.path} stays: it also names what was left, or was no part of this.`)
    if (journal?.stage === 'begun') terminal.say(wayOn() ? `To go on: ${wayOn()?.goOn}` : `vpngw: ${removedWords}`)
    await journal?.close()
  }
}

const removedWords = 'the journal was taken away meanwhile, and nothing can go on with it: name the ids again'

/** An output that could not be written is a failure, where nothing but absence is. */
async function codeAfterOutput(code: ExitCode): Promise<ExitCode> {
  return (code === exitCodes.done || code === exitCodes.absent) && (await isOutputLost()) ? exitCodes.failed : code
}

function regions({ connections }: Work): string[] {
  return connections.map(({ regionId }) => regionId)
}

/** Writes the end to the report. A report that cannot be written any more is a failure, but takes nothing back. */
function reportEnd(report: Report | undefined, end: Ended & { readonly exitCode: ExitCode }, asJson: boolean): ExitCode {
  try {
    report?.end(end)
    return end.exitCode
  } catch (error) {
    reportFailure(error, asJson)
    return end.exitCode === exitCodes.done ? exitCodes.failed : end.exitCode
  }
}

/** Says what is left and what is in the way, and why, where no question has shown it. */
function sayLeft(plans: readonly TeardownPlan[], asJson: boolean): void {
  for (const plan of plans) {
    for (const [event, title, all] of [
      ['left', 'not deleted', plan.left],
      ['obstacle', 'in the way', plan.obstacles],
    ] as const) {
      if (asJson)
        for (const { id, reason, message, accessDenied } of all)
          terminal.result(JSON.stringify({ event, id, reason, message, accessDenied }))
      else for (const line of reasonLines(all)) terminal.say(`${title}:${line}`)
    }
  }
}

/** The lines of what is not deleted because of a plan or a tag, where it has no outcome. */
function keptLines(plans: readonly TeardownPlan[], outcomes: readonly Outcome[]): string[] {
  const known = new Set(outcomes.map(({ id }) => id))
  const reasons = ['changed', 'unplanned', 'protected']
  const kept = plans.flatMap(({ left }) => left.filter(({ id, reason }) => reasons.includes(reason) && !known.has(id)))
  return reasonLines(kept).map((line) => `not deleted:${line}`)
}

/** Gives what plans name beside the ids that were named, and what is seen on gateways that were: it comes from a journal. */
function addedBy(plans: readonly TeardownPlan[], named: ReadonlySet<string>): string[] {
  return plans.flatMap((plan) => {
    const byGateway = new Set(deletionsSeen(plan).flatMap(({ id, gatewayId = '' }) => (named.has(gatewayId) ? [id] : [])))
    return plan.targets.filter((id) => !named.has(id) && !byGateway.has(id))
  })
}

/** Says whether a journal holds something that was left on purpose: it has no outcome. */
async function isLeaving(
  journal: CommandJournal | undefined,
  plans: readonly TeardownPlan[],
  outcomes: readonly Outcome[],
): Promise<boolean> {
  // Of a gateway on which something stays no outcome is reported.
  const occupied = plans.flatMap(({ left }) => left.flatMap(({ gatewayId }) => gatewayId ?? []))
  const known = new Set([...outcomes.map(({ id }) => id), ...occupied])
  const { ids } = await heldIn(journal?.journal)
  return [...ids].some((id) => !known.has(id))
}

/** The code of a teardown by its plans, too: what they refuse has no outcome; and a selection that nothing meets is an absence, unless that was wanted. */
function codeOf({ plans, isUnmet }: Planned, { ensureGone }: TeardownCommandOptions, outcomes: readonly Outcome[]): ExitCode {
  const code = exitCodeOfAll(outcomes)
  const gone = new Set(outcomes.flatMap(({ id, outcome }) => (outcome === 'gone' ? [id] : [])))
  if (code !== exitCodes.unknown && plans.some((plan) => isRefusing(plan, gone))) return exitCodes.failed
  return code === exitCodes.done && isUnmet && !ensureGone ? exitCodes.absent : code
}

/** Failures in which another teardown by the same journal would end too. */
const lasting: readonly DeletionErrorCode[] = ['ResourceAbsent', 'ParentAbsent', 'Protected', 'NotAsPlanned']

/** A gateway that failed by what is on it has ended with that. */
const ofOthers: DeletionErrorCode = 'NotEmptied'

/** Says whether there is nothing to go on with. */
function isEnded(outcome: Outcome, plans: readonly TeardownPlan[]): boolean {
  if (!('error' in outcome)) return true
  const { error, id } = outcome
  const code = error instanceof DeletionError ? error.code : undefined
  const isLasting = code !== undefined && lasting.includes(code)
  const isLeft = (why: LeftOut['reason']) => plans.some(({ left }) => left.some((each) => each.id === id && each.reason === why))
  // A journal holds neither what could not be read, nor what was changed, nor what came to a gateway.
  if (isLeft('unreadable') || (isLasting && isParent(id))) return true
  if (outcome.outcome === 'failed') return outcome.isFinal || isLasting || code === ofOthers
  return isLeft('changed') && (isLasting || isParent(id))
}

/** The command that goes on names the file as it is. */
function printable(path: string): string {
  if (plain(path) !== path)
    throw new InvalidArgumentError('Its name must have no characters that are not seen, such as tabs and ends of lines.')
  return path
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
