import { operationFacts, type ParameterValues, type ResourceName, resourceFacts } from '@vpn-gateway/core'
import type { DeletionService, Fields, Page } from './service.ts'

/** The pages of a listing, as large as the service makes them, one after another. */
export async function* pagesOf(
  service: DeletionService,
  resource: ResourceName,
  filters: ParameterValues,
  signal?: AbortSignal,
): AsyncGenerator<Page, void, undefined> {
  const { list } = resourceFacts(resource).operations
  const paging = list && operationFacts(list).paging
  const size = pageSizeOf(resource)
  let seen = 0
  for (let place: ParameterValues | undefined = {}, number = 1; place !== undefined; number += 1) {
    const page: Page = await service.list(resource, { ...filters, ...(paging && { [paging.size]: size }), ...place }, signal)
    yield page
    seen += size
    place = undefined
    // A service that promises more and gives nothing would be asked for ever.
    if (page.isEmpty) return
    if (paging?.token !== undefined && page.nextToken !== undefined) place = { [paging.token]: page.nextToken }
    if (paging?.number !== undefined && seen < page.total) place = { [paging.number]: number + 1 }
  }
}

/** Every entry of a listing. */
export async function listAll(
  service: DeletionService,
  resource: ResourceName,
  filters: ParameterValues,
  signal?: AbortSignal,
): Promise<Fields[]> {
  const all: Fields[] = []
  for await (const { entries } of pagesOf(service, resource, filters, signal)) all.push(...entries)
  return all
}

/** How many entries the largest page of a listing has. */
export function pageSizeOf(resource: ResourceName): number {
  const { list } = resourceFacts(resource).operations
  const facts = list && operationFacts(list)
  return (facts?.paging && facts.parameters[facts.paging.size]?.maximum) ?? 1
}

/** How many ids a listing takes at once; 0 where it does not take several. */
export function idsAtOnce(resource: ResourceName): number {
  const { id, operations } = resourceFacts(resource)
  const rule = operations.list && operationFacts(operations.list).parameters[id]
  return rule?.type === 'array' ? Math.min(rule.maxItems ?? Number.POSITIVE_INFINITY, pageSizeOf(resource)) : 0
}

/** The parameter by which a listing shows what is on one parent, if it has one. */
export function parentFilterOf(resource: ResourceName): string | undefined {
  const { parent, operations } = resourceFacts(resource)
  const parameters = operations.list && operationFacts(operations.list).parameters
  return parent && parameters && parent.field in parameters ? parent.field : undefined
}
