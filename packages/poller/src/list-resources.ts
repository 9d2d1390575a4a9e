import { OptionError, operationMetadata, type ParameterValues, type ResourceName, resourceMetadata, resourceNames } from '@vpn-gateway/core'
import { checkOptions } from './check-options.ts'
import type { PrepareOptions } from './engine/prepare.ts'
import { retry } from './retry/retry.ts'
import { type Listing, listAll } from './service/listing.ts'
import { type DeletionClient, DeletionService, listingOf } from './service/service.ts'

/**
 * Lists every resource of a kind, page by page. The listing is complete where its pages agree with the number of entries that
 * each of them announces; otherwise entries may be missing. It reads no more pages than the first one announces. Entries hold everything that the service
 * answers, also pre-shared keys.
 *
 * @param filters parameters of the listing besides those of its pages
 *
 * @example
 * const { entries, isComplete } = await listResources(client, 'VpnConnection', { VpnGatewayId: 'vpn-…' })
 *
 * @throws {OptionError} for what is no resource that can be listed, and for a filter that is a page.
 * @throws {ServiceError} where the caller may not list it.
 */
export async function listResources(
  client: DeletionClient,
  resource: ResourceName,
  filters: ParameterValues = {},
  options: Pick<PrepareOptions, 'regionId' | 'signal'> = {},
): Promise<Listing> {
  checkOptions(options, ['regionId', 'signal'])
  const listed = resourceNames.filter((name) => resourceMetadata(name).operations.list !== undefined)
  if (!listed.includes(resource)) throw new OptionError('resource', `must be one of ${listed.join(', ')}`)
  const { number, token, size } = operationMetadata(listingOf(resource)).paging ?? {}
  const page = Object.keys(filters).find((name) => [number, token, size].includes(name))
  if (page !== undefined) throw new OptionError('filters', `must not have ${page}: every page is read`)
  return listAll(new DeletionService(client, retry(), options.regionId), resource, filters, options.signal)
}
