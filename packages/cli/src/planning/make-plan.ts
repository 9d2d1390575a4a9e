import { OptionError } from '@vpn-gateway/core'
import { lookUp, planTeardown, type TeardownPlan, teardownTargetOf } from '@vpn-gateway/poller'
import type { Command } from 'commander'
import type { Connection } from '../connection.ts'
import { type CommandJournal, journalOf } from '../journal.ts'
import { explained } from '../output/advice.ts'
import { counted } from '../output/plan.ts'
import { whileReading } from '../output/reading.ts'
import { styled, terminal } from '../terminal.ts'
import { checkId, idsOf } from './ids.ts'
import { addSelectionOptions, isSelection, type Selection, selectedIds } from './select.ts'

/** Options that say what a plan holds. */
export interface PlanningOptions extends Selection {
  readonly protect?: readonly string[]
  readonly except?: readonly string[]
  readonly checkRights?: true
  readonly sameAccount?: true
}

/** Adds the options of what is to be deleted, and what is not. */
export function addPlanningOptions(command: Command): Command {
  return addSelectionOptions(command)
    .option('--except <id>', 'leave this one, or everything on this gateway; may be given again', another)
    .option('--protect <id>', 'never delete this one, or what is on this gateway; the tag vpngw:protected does the same', another)
    .option('--check-rights', 'also ask the service whether it would accept each deletion, where it can be asked')
    .option('--same-account', 'go on with a journal though none of what it tells of is there')
}

function another(id: string, before: readonly string[] = []): string[] {
  checkId(id, before.length)
  return [...before, id]
}

/** Dependencies of the making of plans. */
interface Planning {
  readonly connections: readonly Connection[]
  readonly signal: AbortSignal
}

/** A plan for each region, with the ids that were named or selected. */
export interface Planned {
  readonly plans: readonly TeardownPlan[]
  readonly ids: ReadonlySet<string>
  /** Those of the ids that stand in the command. */
  readonly named: readonly string[]
}

/**
 * Gives the ids of a command that makes a plan.
 *
 * @param hasJournal whether a journal may hold what is planned
 * @throws {OptionError} where nothing is named, where both ids and a selection are, and for what is no id.
 */
export async function namedIds(
  words: readonly string[],
  options: PlanningOptions,
  hasJournal: boolean,
  signal: AbortSignal,
): Promise<string[]> {
  const ids = await idsOf(words, signal)
  const selects = isSelection(options)
  if (selects && ids.length > 0) throw new OptionError('id', 'must be left out where a selection is given; --except takes ids away')
  if (!selects && ids.length === 0 && !hasJournal)
    throw new OptionError('id', 'is required, or a selection, or a --plan, or a --journal to go on with')
  return ids
}

/** Plans by reads alone, and says how far it has come where that takes long. */
export async function makePlans(
  given: readonly string[],
  options: PlanningOptions,
  planning: Planning,
  journal?: CommandJournal,
): Promise<Planned> {
  const { connections, signal } = planning
  const selects = isSelection(options)
  const readers = new Progress()
  if (given.length > fewTargets) terminal.say(styled('gray', `Reading ${counted(given.length, 'target')}…`))
  const ids = new Set(given)
  const reads = Promise.all(
    connections.map(async (connection, at) => {
      const { circumstances } = connection
      const chosen = selects ? await explained(selectedIds(connection, options, signal), circumstances) : given
      for (const id of chosen) ids.add(id)
      const { protect, except, checkRights, sameAccount } = options
      const own = journal && journalOf(journal.journal, connections.length > 1 ? connection.regionId : undefined)
      const onRead = (count: number) => readers.note(at, count)
      const settings = { signal, protect, except, checkRights, sameAccount, journal: own, onRead }
      return explained(planTeardown(connection.client, chosen, settings), circumstances)
    }),
  )
  const plans = await whileReading(reads)
  await requireKnown(options, plans, planning)
  return { plans: eachOnce(plans), ids, named: given }
}

/**
 * A misspelt id of something to leave would be found out by its deletion.
 *
 * @throws {OptionError} for an id that is in no plan, and that nothing there has.
 */
async function requireKnown(
  { protect = [], except = [] }: PlanningOptions,
  plans: readonly TeardownPlan[],
  { connections, signal }: Planning,
) {
  const known = new Set(plans.flatMap(({ left, gateways }) => [...left, ...gateways].map(({ id }) => id)))
  for (const [flag, id] of [...protect.map((id) => ['--protect', id]), ...except.map((id) => ['--except', id])] as [string, string][]) {
    // Who may not read it may know it all the same.
    const looks = connections.map(({ client }) => lookUp(client, teardownTargetOf(id), { signal }).then(Boolean, () => true))
    if (known.has(id) || (await Promise.all(looks)).includes(true)) continue
    throw new OptionError(flag, `names ${id}, and there is none: is it spelt right?`)
  }
}

/** So many are read before anybody wonders. */
const fewTargets = 20
/** Least time between two lines about the reads, in milliseconds. */
const toldEveryMs = 5_000

/** Says how many resources were read, in all regions together. */
class Progress {
  readonly #counts = new Map<number, number>()
  #toldAt = performance.now()

  note(at: number, count: number): void {
    this.#counts.set(at, count)
    if (performance.now() - this.#toldAt < toldEveryMs) return
    this.#toldAt = performance.now()
    terminal.say(
      styled(
        'gray',
        `${counted(
          [...this.#counts.values()].reduce((sum, each) => sum + each),
          'resource',
        )} read`,
      ),
    )
  }
}

/** An id is one of a region: where it is found in one it is not absent in the others, and where it is in none one says so. */
function eachOnce(plans: readonly TeardownPlan[]): TeardownPlan[] {
  const isAbsent = (plan: TeardownPlan) => new Set(plan.left.flatMap(({ id, reason }) => (reason === 'absent' ? [id] : [])))
  const absent = plans.map(isAbsent)
  return plans.map((plan, at) => {
    const isElsewhere = (id: string) =>
      absent[at]?.has(id) === true &&
      plans.some(({ targets }, other) => other !== at && targets.includes(id) && (!absent[other]?.has(id) || other < at))
    const targets = plan.targets.filter((id) => !isElsewhere(id))
    return { ...plan, targets, left: plan.left.filter(({ id }) => !isElsewhere(id)) }
  })
}
