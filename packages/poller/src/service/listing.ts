import { operationMetadata, type ParameterValues, type ResourceName, resourceMetadata } from '@vpn-gateway/core'
import { type DeletableRef, deletableResources, type Fields, isIdOf, type ResourceRef } from './resource-ref.ts'
import { type DeletionService, isDeleted, listingOf, type Page } from './service.ts'

/** Entries of a listing, as the service gave them, and whether they are shown to be all that there are. */
export interface Listing {
  readonly entries: readonly Fields[]
  readonly isComplete: boolean
}

/**
 * Reads a listing page by page, as large as the service makes them, and gives each entry once. It is complete by its own count, which stays the same, with
 * each entry once, with an id, and as the filters say.
 *
 * @param isEnough is given each page; where it says so the rest is not read
 */
export async function listAll(
  service: DeletionService,
  kind: ResourceName,
  filters: ParameterValues,
  signal?: AbortSignal,
  isEnough: (page: Page, pages: number) => boolean = () => false,
): Promise<Listing> {
  const { paging } = operationMetadata(listingOf(kind))
  const { id: idName } = resourceMetadata(kind)
  const size = paging && { [paging.size]: pageSizeOf(kind) }
  const listed: Fields[] = []
  const seen = new Set<unknown>()
  const totals = new Set<number | undefined>()
  let isSound = true
  for (let at: ParameterValues = {}, number = 1; ; number += 1) {
    const page = await service.list(kind, { ...filters, ...size, ...at }, signal)
    signal?.throwIfAborted()
    const { entries, total, cursor } = page
    const before = seen.size
    totals.add(total)
    for (const entry of entries) {
      const isNew = !seen.has(entry[idName])
      isSound &&= isNew && typeof entry[idName] === 'string' && heeds(kind, entry, filters)
      seen.add(entry[idName])
      if (isNew) listed.push(entry)
    }
    if (isEnough(page, number)) break
    if (paging?.token !== undefined && cursor !== undefined) at = { [paging.token]: cursor }
    else if (paging?.number !== undefined && total !== undefined && seen.size < total) at = { [paging.number]: number + 1 }
    else return { entries: listed, isComplete: isSound && (paging === undefined || (total === seen.size && totals.size === 1)) }
    // A page that brings nothing new, or more than the first one announced, leads nowhere.
    if (seen.size === before || number * pageSizeOf(kind) > ([...totals][0] ?? 0)) break
  }
  return { entries: listed, isComplete: false }
}

/** Says whether an entry has the ids that were asked for; a filter that was not heeded shows another. Entries need not show the other filters. */
function heeds(kind: ResourceName, entry: Fields, filters: ParameterValues): boolean {
  const { id, parent } = resourceMetadata(kind)
  return [id, parent?.field ?? id].every((name) => {
    const wanted = filters[name]
    return wanted === undefined || (Array.isArray(wanted) ? wanted.includes(entry[name] as string) : entry[name] === wanted)
  })
}

/** Gives the number of entries of a listing's largest page. */
export function pageSizeOf(kind: ResourceName): number {
  const { list } = resourceMetadata(kind).operations
  const metadata = list && operationMetadata(list)
  return (metadata?.paging && metadata.parameters[metadata.paging.size]?.maximum) ?? 1
}

/** Gives the number of ids that a listing takes at once; 0 where it does not take several. */
export function idsAtOnce(kind: ResourceName): number {
  const { id, operations } = resourceMetadata(kind)
  const rule = operations.list && operationMetadata(operations.list).parameters[id]
  return rule?.type === 'array' ? Math.min(rule.maxItems ?? Number.POSITIVE_INFINITY, pageSizeOf(kind)) : 0
}

/** The filter by which a listing shows what is on one parent, if it has one. */
export function parentFilterOf(kind: ResourceName, parentId: string): ParameterValues | undefined {
  const { parent, operations } = resourceMetadata(kind)
  const parameters = operations.list && operationMetadata(operations.list).parameters
  return parent && parameters && parent.field in parameters ? { [parent.field]: parentId } : undefined
}

export interface Child {
  readonly ref: DeletableRef
  readonly fields: Fields
}

/** Children of a gateway, and whether the listings are shown to be complete. */
export interface Children {
  readonly children: readonly Child[]
  readonly isComplete: boolean
}

/** Lists what is on a gateway and can be deleted, by one listing of each kind; an entry of another gateway is left out. */
export async function listChildren(service: DeletionService, parent: ResourceRef, signal?: AbortSignal): Promise<Children> {
  const children: Child[] = []
  let isComplete = true
  for (const kind of deletableResources()) {
    const { id, parent: belongs } = resourceMetadata(kind)
    const filter = parentFilterOf(kind, parent.id)
    if (filter === undefined || belongs?.resource !== parent.kind) continue
    const listing = await listAll(service, kind, filter, signal)
    isComplete &&= listing.isComplete
    for (const fields of listing.entries) {
      const isOurs = fields[belongs.field] === parent.id && isIdOf(kind, fields[id])
      isComplete &&= isOurs
      if (isOurs && !isDeleted(kind, fields)) children.push({ ref: { kind, id: String(fields[id]), parent }, fields })
    }
  }
  return { children, isComplete }
}
