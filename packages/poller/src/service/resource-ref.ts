import type { DeletableResource, ResourceName } from '@vpn-gateway/core'
import { operationMetadata, ParameterError, resourceMetadata, resourceNames } from '@vpn-gateway/core'
import { DeletionError } from '../errors.ts'

/** An answer, or an entry of one, by the names of its fields. */
export type Fields = Readonly<Record<string, unknown>>

/** One resource: what it is, and what it belongs to where that is known. */
export interface ResourceRef<Kind extends ResourceName = ResourceName> {
  readonly kind: Kind
  readonly id: string
  readonly parent?: ResourceRef
}

/** A resource that can be deleted. */
export type DeletableRef = ResourceRef<DeletableResource>

/** Parses an id, or an object with the one parameter of an id. @throws {ParameterError} where that names no resource of these kinds. */
export function parseRef<Kind extends ResourceName>(target: unknown, kinds: readonly Kind[]): ResourceRef<Kind> {
  const [[name, id] = [], ...others] =
    typeof target === 'string' ? [[undefined, target]] : Object.entries(Object(target)).filter(([, value]) => value !== undefined)
  const kind = kinds.find((kind) =>
    name === undefined ? String(id).startsWith(resourceMetadata(kind).prefix) : resourceMetadata(kind).id === name,
  )
  if (typeof target === 'string' && kind === undefined)
    throw new ParameterError(
      'id',
      `must start with ${kinds.map((kind) => `${resourceMetadata(kind).prefix}… (${resourceMetadata(kind).title})`).join(' or ')}`,
    )
  if (kind === undefined || others.length > 0)
    throw new ParameterError('target', `must have exactly one of ${kinds.map((kind) => resourceMetadata(kind).id).join(', ')}`)
  if (!isIdOf(kind, id)) throw new ParameterError(resourceMetadata(kind).id, `must match ${resourceMetadata(kind).pattern}`)
  return { kind, id }
}

/** Says whether a value is an id of a kind of resource; those of the service have some twenty characters. */
export function isIdOf(kind: ResourceName, id: unknown): id is string {
  return typeof id === 'string' && id.length <= 128 && new RegExp(resourceMetadata(kind).pattern).test(id)
}

/** Adds the parent that the fields of a resource name, if they name one. @throws {DeletionError} where what they name is no id. */
export function withParent(ref: DeletableRef, fields: Fields): DeletableRef {
  const { parent } = resourceMetadata(ref.kind)
  if (!parent || parent.unless?.values.some((value) => isSame(fields[parent.unless?.field ?? ''], value))) return ref
  const id = fields[parent.field]
  if (!isIdOf(parent.resource, id))
    throw new DeletionError('CannotObserve', ref.id, `what it names as its ${resourceMetadata(parent.resource).title} is no id`)
  return { ...ref, parent: { kind: parent.resource, id } }
}

/** Says whether a field has a value of the spec; the service is not strict about case. */
export function isSame(field: unknown, value: string): boolean {
  return typeof field === 'string' && field.trim().toLowerCase() === value.toLowerCase()
}

/** Lists the kinds of resources that can be deleted in the background, and observed. */
export function deletableResources(): DeletableResource[] {
  return resourceNames.filter((name): name is DeletableResource => {
    const { delete: by, read, list } = resourceMetadata(name).operations
    return by !== undefined && operationMetadata(by).longRunning !== undefined && (read ?? list) !== undefined
  })
}
