import {
  type OperationMetadata,
  type OperationName,
  operationMetadata,
  type ParameterValues,
  UnreadableAnswerError,
} from '@vpn-gateway/core'
import { listResources } from '@vpn-gateway/poller'
import { Option } from 'commander'
import type { Work } from './shared.ts'

/** Makes the option of a listing that has pages; it goes with no option that chooses one. */
export function allPagesOption({ resource, paging }: OperationMetadata, options: ReadonlyMap<string, Option>): Option | undefined {
  if (!resource || !paging) return undefined
  const pages = [paging.number, paging.token, paging.size].flatMap((name) => options.get(name ?? '')?.attributeName() ?? [])
  return new Option('--all', 'read every page, and print all entries as one answer').conflicts(pages)
}

/** Reads every page of a listing, as one answer. @throws {UnreadableAnswerError} where they are not all that there is. */
export async function readAllPages(operation: OperationName, filters: ParameterValues, { connection, signal }: Work): Promise<object> {
  const { resource, items = '', paging } = operationMetadata(operation)
  if (!resource || !paging) throw new Error(`${operation} has no pages`)
  const { entries, isComplete } = await listResources(connection.client, resource, filters, { signal })
  if (!isComplete)
    throw new UnreadableAnswerError(200, 'pages that disagree with the total they announce, so that entries may be missing', { operation })
  const nested = items.split('.').reduceRight<unknown>((value, field) => ({ [field]: value }), entries)
  return { [paging.total]: entries.length, ...(nested as object) }
}
