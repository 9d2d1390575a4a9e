import { isVpnGatewayError, type ResourceName, resourceFacts } from '@vpn-gateway/core'
import { listAll, pageSizeOf, parentFilterOf } from '../service/listing.ts'
import type { DeletionService } from '../service/service.ts'

/**
 * Which of some resources on one parent are still there: by a listing of what is on it, or one by one where that takes
 * fewer requests.
 *
 * @param others about how many more are on the parent
 */
export async function stillThere(
  service: DeletionService,
  resource: ResourceName,
  parentId: string,
  ids: readonly string[],
  others: number,
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  const filter = parentFilterOf(resource)
  const pages = Math.max(Math.ceil(others / pageSizeOf(resource)), 1)
  if (filter !== undefined && pages <= ids.length) {
    const entries = await listAll(service, resource, { [filter]: parentId }, signal).catch((error) => {
      // Who may not list may still be allowed to read.
      if (isVpnGatewayError(error) && error.name === 'ServiceError' && error.kind === 'stop') return undefined
      throw error
    })
    if (entries) return new Set(entries.map((fields) => String(fields[resourceFacts(resource).id])))
  }
  const found = new Set<string>()
  for (const id of ids) if (await service.observe(resource, id, signal)) found.add(id)
  return found
}
