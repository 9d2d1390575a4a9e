import { type DeletableResource, type DeletionTarget, resourceFacts } from '@vpn-gateway/core'
import { listAll, parentFilterOf } from './listing.ts'
import type { Parent } from './parent.ts'
import type { DeletionService, Fields } from './service.ts'
import { deletableResources, type Subject, subjectOf } from './target.ts'

/** Every resource on a parent that can be deleted, by listings of what is on it. */
export async function subjectsOn(service: DeletionService, parent: Parent, signal?: AbortSignal): Promise<Subject[]> {
  return (await foundOn(service, parent, signal)).map(({ resource, fields }) => {
    const { id } = resourceFacts(resource)
    return subjectOf({ [id]: fields[id] } as DeletionTarget)
  })
}

/** The same as it is read. */
export async function foundOn(
  service: DeletionService,
  parent: Parent,
  signal?: AbortSignal,
): Promise<{ readonly resource: DeletableResource; readonly fields: Fields }[]> {
  const found: { resource: DeletableResource; fields: Fields }[] = []
  for (const resource of deletableResources()) {
    const filter = parentFilterOf(resource)
    if (filter === undefined || resourceFacts(resource).parent?.resource !== parent.resource) continue
    for (const fields of await listAll(service, resource, { [filter]: parent.id }, signal)) found.push({ resource, fields })
  }
  return found
}
