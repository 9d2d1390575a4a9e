import { OptionError } from '@vpn-gateway/core'
import { checkEach, checkFields } from '../check-fields.ts'
import { parseState } from '../engine/parse-state.ts'
import { type DeletionState, isEnded } from '../engine/state.ts'
import { type Scope, scopeRules } from '../scope.ts'
import { isMadeAnew } from './plan/as-planned.ts'
import { checkDeletions } from './plan/check-deletions.ts'
import type { LeftOut, PlannedDeletion, TeardownPlan } from './plan/plan.ts'
import { isGatewayId, isTargetId } from './targets.ts'

/** A resource or a gateway that a teardown leaves by the will of its caller, and the gateway that it is on. */
export interface LeftByWill extends Pick<LeftOut, 'id' | 'gatewayId'> {
  /** Set where its own id was a target. */
  readonly isNamed?: true
}

/** Makes the part of what a plan leaves that a journal keeps. */
export const leftByWill =
  ({ targets }: TeardownPlan) =>
  ({ id, gatewayId }: LeftByWill): LeftByWill => ({
    id,
    ...(gatewayId !== undefined && { gatewayId }),
    ...(targets.includes(id) && { isNamed: true }),
  })

export type JournalEntry =
  /** Targets of the teardown, what was planned and what left by will where it was begun by a plan, and where it was begun; the first entry. */
  | ({ readonly targets: readonly string[]; readonly planned?: readonly PlannedDeletion[]; readonly left?: readonly LeftByWill[] } & Scope)
  | { readonly state: DeletionState }

/**
 * Record of a teardown, so that another one can go on where it stopped, however it stopped: entries in the order in
 * which they were appended. A kept entry means that every one before it is kept too.
 */
export interface Journal {
  /** Everything that was kept. */
  read(): Promise<readonly unknown[]>
  /** Resolves once the entry is kept for good. A virtual time stands still from `hold()`, for a disk to work, until what that gives is called. */
  append(entry: JournalEntry, hold?: () => () => void): Promise<void>
}

export interface Kept {
  readonly targets: readonly string[]
  /** The scope of each entry with targets. */
  readonly scopes: readonly Scope[]
  /** Deletions of the plan that was begun with it, where one was: going on deletes nothing else. */
  readonly planned: ReadonlyMap<string, PlannedDeletion> | undefined
  /** Resources that this plan left by will, by their ids; those that were planned since are not among them. */
  readonly left: ReadonlyMap<string, LeftByWill>
  /** The last state of each deletion, by id, in the order of their first. */
  readonly states: Map<string, DeletionState>
}

/** @throws {OptionError} `journal`, for an entry that is damaged or foreign; the error names its place and does not quote it. */
export function readEntries(entries: readonly unknown[]): Kept {
  const targets = new Set<string>()
  const scopes: Scope[] = []
  const states = new Map<string, DeletionState>()
  const left = new Map<string, LeftByWill>()
  let planned: Map<string, PlannedDeletion> | undefined
  if (!Array.isArray(entries)) throw new OptionError('journal', 'must give a list of entries')
  entries.forEach((entry, at) => {
    const { targets: named, state, planned: list, left: kept, ...scope } = Object(entry) as Partial<Record<EntryField, unknown>>
    if (Array.isArray(named) && named.every(isTargetId) && state === undefined) {
      for (const id of named) targets.add(id)
      readPart(at, () => checkFields('entry', scope, scopeRules))
      scopes.push(scope)
      const own = list === undefined ? [] : readPart(at, () => plannedIn(list))
      forgetMadeAnew({ planned, states }, own)
      if (list !== undefined) planned = new Map([...(planned ?? []), ...own.map((each) => [each.id, each] as const)])
      for (const { id } of own) left.delete(id)
      // The last word counts.
      for (const each of readPart(at, () => leftIn(kept ?? []))) {
        planned?.delete(each.id)
        left.set(each.id, each)
      }
    } else if (state !== undefined && named === undefined) readPart(at, () => setState(states, parseState(state)))
    else throw new OptionError('journal', `has an entry, number ${at + 1}, that no teardown has written`)
  })
  return { targets: [...targets], scopes, planned, left, states }
}

/** Forgets the states of deletions whose ids other resources have by now: nothing of these was sent. */
export function forgetMadeAnew(
  { planned, states }: Pick<Kept, 'planned' | 'states'>,
  now: readonly Pick<PlannedDeletion, 'id' | 'fields'>[],
): void {
  for (const { id, fields } of now) {
    const [state, before] = [states.get(id), planned?.get(id)]
    if (state && before && !isEnded(state) && isMadeAnew(before, fields)) states.delete(id)
  }
}

type EntryField = 'targets' | 'state' | 'planned' | 'left'

/** Gives the ids that a teardown on a journal would go on with: what has not ended for good, and what was named and left. */
export function pendingIn({ targets, planned, left, states }: Kept): string[] {
  // An absence that was an error may be success to the next one, which looks again.
  const isOver = (state: DeletionState | undefined) =>
    state?.phase === 'gone' || (state?.phase === 'failed' && state.failure !== 'ResourceAbsent')
  const leftNamed = [...left.values()].flatMap(({ id, isNamed }) => (isNamed ? [id] : []))
  return [...new Set([...targets, ...(planned?.keys() ?? []), ...states.keys(), ...leftNamed])].filter((id) => !isOver(states.get(id)))
}

/** Says of a resource that is there, though its deletion has ended, what a person can do. */
export function thereAfter(phase: DeletionState['phase']): string {
  return `its journal says ${phase}, and it is there; to delete it, name it without this journal`
}

function plannedIn(list: unknown): readonly PlannedDeletion[] {
  const deletions = Array.isArray(list) ? list : [list]
  checkDeletions('planned', deletions)
  return deletions
}

function leftIn(list: unknown): LeftByWill[] {
  const left: readonly unknown[] = Array.isArray(list) ? list : [list]
  checkEach('left', left, {
    id: ['an id of a resource or a gateway', isTargetId],
    gatewayId: ['an id of a gateway', isGatewayId, '?'],
    isNamed: ['true', (value) => value === true, '?'],
  })
  return left as LeftByWill[]
}

/** Gone is gone, and what has failed for good can only turn out to be gone: an entry of another phase after it comes of a process without that knowledge. */
function setState(states: Map<string, DeletionState>, state: DeletionState): void {
  const known = states.get(state.id)
  if (!known || !isEnded(known) || (known.phase === 'failed' && state.phase === 'gone')) states.set(state.id, state)
}

/** Reads a part of an entry. @throws {OptionError} `journal`, where that is damaged. */
function readPart<T>(at: number, read: () => T): T {
  try {
    return read()
  } catch (error) {
    const { option, rule } = error as OptionError
    throw new OptionError('journal', `has a damaged entry, number ${at + 1}: ${option} ${rule}`)
  }
}

/** Makes a journal for as long as the process lives: to pause a teardown and go on with it. */
export function memoryJournal(): Journal {
  const entries: JournalEntry[] = []
  return {
    read: async () => [...entries],
    append: async (entry) => void entries.push(entry),
  }
}
