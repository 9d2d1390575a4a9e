import { resourceFacts } from '@vpn-gateway/core'
import { listAll, parentFilterOf } from './listing.ts'
import { type DeletableRef, deletableResources, isIdOf, type ResourceRef } from './resource-ref.ts'
import { type DeletionService, type Fields, isDeleted } from './service.ts'

/** A resource on a gateway, as a listing shows it. */
export interface Child {
  readonly ref: DeletableRef
  readonly fields: Fields
}

/** What is on a gateway, and whether the listings are shown to be complete. */
export interface Children {
  readonly children: readonly Child[]
  readonly isComplete: boolean
}

/** Lists what is on a gateway and can be deleted, by one listing of each kind; an entry of another gateway is left out. */
export async function listChildren(service: DeletionService, parent: ResourceRef, signal?: AbortSignal): Promise<Children> {
  const children: Child[] = []
  let isComplete = true
  for (const kind of deletableResources()) {
    const { id, parent: belongs } = resourceFacts(kind)
    const filter = parentFilterOf(kind, parent.id)
    if (filter === undefined || belongs?.resource !== parent.kind) continue
    const listing = await listAll(service, kind, filter, signal)
    isComplete &&= listing.isComplete
    for (const fields of listing.entries) {
      const isOurs = fields[belongs.field] === parent.id && isIdOf(kind, fields[id])
      if (isOurs && !isDeleted(kind, fields)) children.push({ ref: { kind, id: String(fields[id]), parent }, fields })
    }
  }
  return { children, isComplete }
}
