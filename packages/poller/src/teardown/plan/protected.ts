import { type ResourceName, resourceFacts, valuesAt } from '@vpn-gateway/core'
import { DeletionError } from '../../errors.ts'
import type { Fields } from '../../service/resource-ref.ts'

/** The tag that keeps a resource from being deleted by a teardown, whatever its value. */
export const protectedTag = 'vpngw:protected'

/** Says whether a resource has the tag that protects it. */
export function isProtected(kind: ResourceName, fields: Fields): boolean {
  const { tags } = resourceFacts(kind)
  const keys = tags?.fields.flatMap((field) => valuesAt(fields, `${field}.${tags.key}`)) ?? []
  return keys.includes(protectedTag)
}

/** The error of a resource that is protected. */
export function protectedError(id: string): DeletionError {
  return new DeletionError('Protected', id, `not sent: it, or its gateway, has the tag ${protectedTag}`)
}
