import { operationMetadata, type ResourceName, resourceMetadata } from '@vpn-gateway/core'
import { printable } from '@vpn-gateway/core/catalogue'
import type { Fields } from '../service/resource-ref.ts'

/** The fields of a resource that may be shown or stored: those that the spec knows, and that are no secrets. */
export function printableFields(kind: ResourceName, fields: Fields): Fields {
  const { read, list } = resourceMetadata(kind).operations
  const { items = '' } = list ? operationMetadata(list) : {}
  // A listing and a read call some fields otherwise.
  const listed = list && items.split('.').reduce<unknown>((at, field) => Object(at)[field], printable(list, answerOf(items, fields)))
  const { RequestId: _, ...own } = Object(read && printable(read, fields)) as Fields
  return { ...(Array.isArray(listed) ? (listed[0] as Fields) : {}), ...own }
}

/** An answer of a listing that has one entry. */
function answerOf(items: string, entry: Fields): unknown {
  return items.split('.').reduceRight<unknown>((inner, field) => ({ [field]: inner }), [entry])
}
