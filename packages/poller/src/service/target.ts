import {
  type DeletableResource,
  type DeletionTarget,
  type OperationName,
  operationFacts,
  ParameterError,
  type ResourceFacts,
  resourceFacts,
  resourceNames,
} from '@vpn-gateway/core'
import { DeletionError } from '../errors.ts'

/** One resource to delete, with everything that the spec says of its deletion. */
export interface Subject {
  readonly resource: DeletableResource
  readonly id: string
  readonly facts: ResourceFacts
  readonly deleteBy: OperationName
  /** The operation that shows whether it is still there. */
  readonly observeBy: OperationName
}

/** The target that an id names by its prefix. @throws {ParameterError} where it is no id of a resource that can be deleted. */
export function targetOf(id: string): DeletionTarget {
  const resource = deletableResources().find((name) => id.startsWith(resourceFacts(name).prefix))
  if (resource === undefined) {
    const prefixes = deletableResources().map((name) => `${resourceFacts(name).prefix}… (${resourceFacts(name).title})`)
    throw new ParameterError('id', `must start with ${prefixes.join(' or ')}`)
  }
  return { [resourceFacts(resource).id]: id } as DeletionTarget
}

/** @throws {ParameterError} where the target does not name exactly one resource by a well-formed id. */
export function subjectOf(target: DeletionTarget): Subject {
  const named = Object.entries(Object(target) as DeletionTarget).filter(([, id]) => id !== undefined)
  const resource = deletableResources().find((name) => resourceFacts(name).id === named[0]?.[0])
  const ids = deletableResources().map((name) => resourceFacts(name).id)
  if (named.length !== 1 || resource === undefined) throw new ParameterError('target', `must have exactly one of ${ids.join(', ')}`)
  const facts = resourceFacts(resource)
  const deleteBy = facts.operations.delete
  const observeBy = facts.operations.read ?? facts.operations.list
  if (deleteBy === undefined || observeBy === undefined)
    throw new ParameterError('target', `must be a resource that can be deleted and read`)
  const id: unknown = named[0]?.[1]
  if (typeof id !== 'string' || !new RegExp(facts.pattern).test(id)) throw new ParameterError(facts.id, `must match ${facts.pattern}`)
  return { resource, id, facts, deleteBy, observeBy }
}

/**
 * The id of the parent that a resource names in its fields, if it has one.
 *
 * @throws {DeletionError} where what it names is no id: nothing could be watched there.
 */
export function parentIdOf({ id: idName, parent }: ResourceFacts, fields: Readonly<Record<string, unknown>>): string | undefined {
  if (!parent || parent.unless?.values.includes(String(fields[parent.unless.field]))) return undefined
  const id = fields[parent.field]
  if (typeof id !== 'string' || id === '') return undefined
  const { pattern, title } = resourceFacts(parent.resource)
  if (!new RegExp(pattern).test(id))
    throw new DeletionError('CannotObserve', String(fields[idName]), `what it names as its ${title} is no id`)
  return id
}

export function deletableResources(): DeletableResource[] {
  return resourceNames.filter((name): name is DeletableResource => {
    const by = resourceFacts(name).operations.delete
    return by !== undefined && operationFacts(by).longRunning !== undefined
  })
}
