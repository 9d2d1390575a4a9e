import { isServiceError, monotonic, OptionError, systemClock } from '@vpn-gateway/core'
import { planTeardown, type TeardownPlan } from '@vpn-gateway/poller'
import type { Command } from 'commander'
import type { Connection } from '../connection.ts'
import { type CommandJournal, heldIn, journalOf } from '../journal.ts'
import { explained } from '../output/advice.ts'
import { counted } from '../output/lines.ts'
import { whileReading } from '../output/requests.ts'
import { styled, terminal } from '../terminal.ts'
import { checkedId, idsOf, repeated } from './ids.ts'
import { type Leaving, unplannedIn, withoutWilled } from './named.ts'
import { absentIn, eachOnce } from './regions.ts'
import { addSelectionOptions, isSelection, type Selection, selectedIds } from './select.ts'

/** Options that say what a plan holds. */
export interface PlanningOptions extends Selection, Leaving {
  readonly checkRights?: true
  readonly sameAccount?: true
}

/** Adds the options of what is to be deleted, and what is not. */
export function addPlanningOptions(command: Command): Command {
  return addSelectionOptions(command)
    .option(
      '--except <id>',
      'leave this one, or everything on this gateway; may be given again',
      repeated((id) => checkedId(id, '--except')),
    )
    .option(
      '--protect <id>',
      'never delete this one, or what is on this gateway; so does the tag vpngw:protected of a connection or gateway (servers have no tags)',
      repeated((id) => checkedId(id, '--protect')),
    )
    .option('--check-rights', 'also ask the service whether it would accept each deletion, where it can be asked')
    .option('--same-account', 'go on with a journal though none of what it names is there')
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
  /** Set where nothing meets the selection, now or when the plan of a file was made. */
  readonly isUnmet: boolean
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
  // What a journal names was named by its id.
  const held = journal && selects ? (await heldIn(journal.journal)).ids : []
  const named = selects ? [...(options.on ?? []), ...held] : undefined
  const isUnmet = selects && ids.size === 0
  if (isUnmet) terminal.say('nothing meets the selection')
  return { isUnmet, plans: eachOnce(plans).map((plan) => withoutWilled(plan, options, named)), ids }
}

/** @throws {OptionError} for an id to leave that is in no plan, and absent in each region. */
async function requireKnown(options: PlanningOptions, plans: readonly TeardownPlan[], planning: Planning): Promise<void> {
  const unplanned = unplannedIn(options, plans)
  if (unplanned.length === 0) return
  const ids = unplanned.map(({ id }) => id)
  const absent = await absentEverywhere(ids, planning, (error) => isServiceError(error) && error.kind === 'stop')
  const misspelt = unplanned.find(({ id }) => absent.has(id))
  if (misspelt) throw new OptionError(misspelt.flag, `names ${misspelt.id}, and there is none: is it spelt right?`)
}

/**
 * Gives those of ids that are absent in each region.
 *
 * @param isUnknown says of an error of the reads that what they are about counts as there: whoever may not read it may know it all the same
 */
export async function absentEverywhere(
  ids: readonly string[],
  { connections, signal }: Planning,
  isUnknown: (error: unknown) => boolean,
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const absent = await Promise.all(
    connections.map(async ({ client }) => {
      const plan = await planTeardown(client, ids, { signal }).catch((error) => {
        if (isUnknown(error)) return { left: [] }
        throw error
      })
      return absentIn(plan)
    }),
  )
  return new Set(ids.filter((id) => absent.every((each) => each.has(id))))
}

/** Gives plans with what is read now of that which they name, and when: a file may have been made long before. */
export async function readAnew(plans: readonly TeardownPlan[], { connections, signal }: Planning): Promise<TeardownPlan[]> {
  return Promise.all(
    plans.map(async (plan, at) => {
      const { client } = connections[at] as Connection
      const { deletions, gateways } = plan
      const ids = [...deletions, ...gateways].map(({ id }) => id)
      const read = await planTeardown(client, ids, { signal }).catch(() => undefined)
      if (!read) return plan
      const now = new Map([...read.deletions, ...read.gateways].map(({ id, fields }) => [id, fields && { fields, readAtMs: read.atMs }]))
      const anew = <T extends { readonly id: string }>(each: T): T => ({ ...each, ...now.get(each.id) })
      return { ...plan, deletions: deletions.map(anew), gateways: gateways.map(anew) }
    }),
  )
}

/** So many are read before anybody wonders. */
const fewTargets = 20
/** Least time between two lines about the reads, in milliseconds. */
const saidEveryMs = 5_000

/** Says how many resources were read, in all regions together. */
class Progress {
  readonly #counts = new Map<number, number>()
  #saidAtMs = monotonic(systemClock)

  note(at: number, count: number): void {
    this.#counts.set(at, count)
    if (monotonic(systemClock) - this.#saidAtMs < saidEveryMs) return
    this.#saidAtMs = monotonic(systemClock)
    const sum = [...this.#counts.values()].reduce((one, other) => one + other)
    terminal.say(styled('gray', `${counted(sum, 'resource')} read`))
  }
}
