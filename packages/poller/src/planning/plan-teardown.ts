import { clockOf, OptionError } from '@vpn-gateway/core'
import { checkOptions } from '../check-options.ts'
import { inRegion } from '../engine/prepare.ts'
import { type DeletionState, isAccepted, isEnded, mayBeUnderway } from '../engine/state.ts'
import type { DeletionOptions } from '../options.ts'
import { retry } from '../retry/retry.ts'
import type { Scope } from '../scope.ts'
import type { DeletableRef, ResourceRef } from '../service/resource-ref.ts'
import { type DeletionClient, DeletionService } from '../service/service.ts'
import { checkBelongs } from '../teardown/account-check.ts'
import { forgetMadeAnew, type Journal, type Kept, pendingIn, readEntries, thereAfter } from '../teardown/journal.ts'
import type { TeardownOptions } from '../teardown/options.ts'
import { changeOf, type Planned } from '../teardown/plan/as-planned.ts'
import type { LeftOut, PlannedDeletion, TeardownPlan } from '../teardown/plan/plan.ts'
import { isProtected, protectedTag } from '../teardown/protection.ts'
import { parseTargets, type TeardownTarget } from '../teardown/targets.ts'
import { deniedOf, obstaclesOfDeletion, obstaclesOfGateway, refusalsOf } from './obstacles.ts'
import { type Candidate, type Gateway, readsApartMs, Survey } from './survey.ts'

/** Options of a plan. */
export interface PlanOptions
  extends Pick<DeletionOptions, 'regionId' | 'random' | 'onRetry' | 'clock'>,
    Pick<TeardownOptions, 'account' | 'sameAccount'> {
  /** Journal of an earlier teardown: what it would go on with is part of the plan. */
  readonly journal?: Journal | undefined
  /** Ids that are not to be deleted though they are named, or stand on a gateway that is; also ids of gateways. */
  readonly protect?: readonly string[] | undefined
  /** Ids that are left out this time; also ids of gateways. */
  readonly except?: readonly string[] | undefined
  /** Also asks the service whether it would accept each deletion, where an operation has a dry run. @defaultValue false */
  readonly checkRights?: boolean | undefined
  /** Gets the number of resources that were read so far. */
  readonly onRead?: ((count: number) => void) | undefined
  /** Ends the reads; the plan rejects with its reason. */
  readonly signal?: AbortSignal | undefined
}

const optionNames = [
  'account',
  'sameAccount',
  'regionId',
  'random',
  'onRetry',
  'clock',
  'journal',
  'protect',
  'except',
  'checkRights',
  'onRead',
  'signal',
]

/**
 * Makes the plan of a teardown: everything that it would delete, by reads alone. What is absent, protected, excepted or not
 * readable stands in it with the reason, and so does what stands in the way. `teardown(client, plan)` deletes exactly what it names.
 *
 * @param targets ids, or targets; a gateway stands for everything on it
 *
 * @example
 * const plan = await planTeardown(client, ['vpn-…'])
 * if (await isConfirmed(plan)) await teardown(client, plan).report()
 *
 * @throws {ParameterError} for a target that names nothing; then nothing was read.
 * @throws {OptionError} for options that cannot be used, and for a journal that no teardown has written, or one of another scope.
 * @throws {NetworkError}, or whatever else a read rejects with that is no refusal of one resource: without answers there is no plan.
 */
export async function planTeardown(
  client: DeletionClient,
  targets: readonly TeardownTarget[],
  options: PlanOptions = {},
): Promise<TeardownPlan> {
  checkOptions(options, optionNames)
  const { clock = clockOf(client), random = Math.random, onRetry, onRead = () => {}, checkRights = false, account, sameAccount } = options
  const lists = { protect: idsIn('protect', options.protect), except: idsIn('except', options.except) }
  const given = parseTargets(targets)
  const kept = readEntries((await options.journal?.read()) ?? [])
  const named = parseTargets([...given.ids, ...pendingIn(kept)])
  const source = {
    patient: new DeletionService(client, retry({ random, onRetry }), options.regionId),
    signal: options.signal ?? new AbortController().signal,
  }
  const own: Scope = { ...source.patient.scope, ...(account !== undefined && { account }) }
  await checkBelongs(source, kept, { own, sameAccount, clock, apartMs: readsApartMs })
  const { candidates: seen, gateways } = await new Survey(source, clock, onRead).findings(named, kept.states)
  const givenIds = new Set(given.ids)
  const isBound = ({ id, parent }: ResourceRef) => !givenIds.has(id) && !givenIds.has(parent?.id ?? '')
  const candidates = [...seen.values()].map((each) => (isBound(each.ref) ? each : sentAsItIs(each, kept)))
  const found: Found = {
    gateways,
    lists,
    regionId: source.patient.scope.regionId,
    planned: (ref) => (isBound(ref) ? kept.planned : undefined),
    leftBefore: kept.left,
    states: kept.states,
  }
  const left = [...candidates, ...gateways.values()].flatMap((each) => leftOutOf(each, found))
  const isLeft = new Set(left.map(({ id }) => id))
  const deleted = candidates.filter(({ ref }) => !isLeft.has(ref.id))
  const used = new Set(deleted.map(({ ref }) => ref.parent?.id))
  const atWork = [...gateways.values()].filter(({ ref, isWhole }) => used.has(ref.id) || (isWhole && !isLeft.has(ref.id)))
  const refusals = checkRights ? await refusalsOf(source, deleted) : []
  // The catalogue of fields that may be shown is large, and nothing else here needs it.
  const { printableFields } = await import('./printable-fields.ts')
  const { missingIn } = await import('../teardown/plan/entries.ts')
  const shown = ({ ref: { kind }, fields }: Candidate | Gateway) => (fields ? { fields: printableFields(kind, fields) } : {})
  const { regionId, endpoint } = source.patient.scope
  return {
    version: 1,
    atMs: clock.now(),
    ...(regionId !== undefined && { regionId }),
    ...(endpoint !== undefined && { endpoint }),
    targets: named.ids,
    deletions: deleted.map(
      (each): PlannedDeletion => ({
        ...idsOf(each),
        resource: each.ref.kind,
        ...shown(each),
        ...(each.fields && missingIn(each.ref.kind, shown(each).fields ?? {})),
        ...(each.isSent && { isSent: true }),
      }),
    ),
    gateways: atWork.map((each) => ({ id: each.ref.id, isWhole: each.isWhole, ...shown(each) })),
    left: left.map(({ from, ...each }) => ({ ...each, ...shown(from) })),
    obstacles: [...atWork.flatMap(obstaclesOfGateway), ...deleted.flatMap(obstaclesOfDeletion), ...refusals],
  }
}

/** @throws {OptionError} for what is no list of ids. */
function idsIn(option: string, given: readonly string[] = []): ReadonlySet<string> {
  if (!Array.isArray(given)) throw new OptionError(option, 'must be a list of ids')
  return new Set(parseTargets(given).ids)
}

interface Lists {
  readonly protect: ReadonlySet<string>
  readonly except: ReadonlySet<string>
}

/** A resource that was named: what a journal has sent of it was of another one where that had its id before. */
function sentAsItIs({ isSent, ...seen }: Candidate, kept: Kept): Candidate {
  forgetMadeAnew(kept, [{ id: seen.ref.id, ...(seen.fields && { fields: seen.fields }) }])
  return isSent && kept.states.has(seen.ref.id) ? { ...seen, isSent } : seen
}

/** Facts that decide whether something is to be deleted. */
interface Found {
  readonly gateways: ReadonlyMap<string, Gateway>
  readonly lists: Lists
  readonly regionId: string | undefined
  /** The plan that a journal was begun by, where it binds. */
  readonly planned: (ref: ResourceRef) => Planned | undefined
  /** Resources that this plan left by will. */
  readonly leftBefore: ReadonlyMap<string, unknown>
  /** The states of a journal. */
  readonly states: ReadonlyMap<string, DeletionState>
}

/** Says why something that was found is not to be deleted, if it is not. */
function leftOutOf(from: Candidate | Gateway, found: Found): (LeftOut & { readonly from: Candidate | Gateway })[] {
  const { ref, fields, error } = from
  const { gateways, lists, regionId } = found
  const state = found.states.get(ref.id)
  const leave = (reason: LeftOut['reason'], why: string) => {
    // The service works on it, or has done so, whatever is wanted now.
    const message = state && mayBeUnderway(state) ? `${why}, but its deletion was ${isAccepted(state) ? 'accepted' : 'sent'} before` : why
    return [{ ...idsOf(from), resource: ref.kind, reason, message, from }]
  }
  const ids = 'isWhole' in from ? [ref.id] : [ref.id, ref.parent?.id ?? '']
  if ('isWhole' in from && !from.isWhole) return []
  if (ids.some((id) => lists.except.has(id))) return leave('excepted', 'it is left out')
  if (ids.some((id) => lists.protect.has(id)))
    return leave('protected', `${lists.protect.has(ref.id) ? 'it' : 'its gateway'} is protected by its id`)
  if (fields && isProtected(ref.kind, fields)) return leave('protected', `it has the tag ${protectedTag}`)
  const parent = gateways.get(ref.parent?.id ?? '')
  if (parent?.fields && isProtected(parent.ref.kind, parent.fields)) return leave('protected', `its gateway has the tag ${protectedTag}`)
  if (fields && state && isEnded(state)) return leave('ended', thereAfter(state.phase))
  const planned = 'isWhole' in from ? undefined : found.planned(ref)
  if (planned && fields) {
    const before = planned.get(ref.id)
    if (!before && found.leftBefore.has(ref.id)) return leave('excepted', 'the teardown that the journal is of left it out')
    if (!before) return leave('unplanned', 'the plan that the journal is of does not name it')
    const change = changeOf(ref as DeletableRef, before, fields)
    if (change !== undefined) return leave('changed', change)
  }
  if ('isSent' in from && from.isSent) return []
  if (error !== undefined)
    return leave('unreadable', `it cannot be read: ${(error as Error).message}`).map((each) => ({ ...each, ...deniedOf(error) }))
  return fields ? [] : leave('absent', `there is none of this id${inRegion(regionId)}`)
}

function idsOf({ ref }: Candidate | Gateway): { readonly id: string; readonly gatewayId?: string } {
  return { id: ref.id, ...(ref.parent && { gatewayId: ref.parent.id }) }
}
