import { type ResourceFacts, type ResourceName, resourceFacts } from '@vpn-gateway/core'
import { DeletionError } from '../errors.ts'
import type { DeletionService } from './service.ts'

/** The parent of a resource, which shows the work on what belongs to it. */
export interface Parent {
  readonly resource: ResourceName
  readonly id: string
}

/** How a parent stands: free, at work, or neither. */
export interface ParentStatus {
  readonly parent: 'settled' | 'busy' | 'other'
  /** The status as it was read. */
  readonly shown: string
}

/** The parent that a resource of this kind has under this id. */
export function parentOf({ parent }: ResourceFacts, parentId: string | undefined): Parent | undefined {
  return parent && parentId !== undefined ? { resource: parent.resource, id: parentId } : undefined
}

/**
 * @param forId the resource on whose behalf it is read
 * @throws {DeletionError} `ParentVanished` or `ParentLocked`.
 */
export async function readParent(
  service: DeletionService,
  { resource, id }: Parent,
  forId: string,
  signal?: AbortSignal,
): Promise<ParentStatus> {
  const { title, status, locked } = resourceFacts(resource)
  const fields = await service.observe(resource, id, signal)
  if (!fields) throw new DeletionError('ParentVanished', forId, `the ${title} ${id} does not exist any more`)
  if (locked && fields[locked.field] === locked.value)
    throw new DeletionError('ParentLocked', forId, `the ${title} ${id} is locked (${locked.value})`)
  const shown = String(fields[status?.field ?? ''])
  return { parent: shown === status?.settled ? 'settled' : shown === status?.busy ? 'busy' : 'other', shown }
}
