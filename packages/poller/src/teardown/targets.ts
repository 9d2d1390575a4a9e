import { type DeletionTarget, ParameterError, type ResourceName, type Resources, resourceFacts } from '@vpn-gateway/core'
import type { Parent } from '../service/parent.ts'
import { deletableResources, type Subject, subjectOf, targetOf } from '../service/target.ts'

type ParentResource = { [R in ResourceName]: Resources[R]['child'] extends true ? never : R }[ResourceName]

/** Names a gateway on which everything is to be deleted, for example `{ VpnGatewayId: 'vpn-…' }`; it stays itself. */
export type EverythingOn = {
  [R in ParentResource]: { readonly [Id in Resources[R]['id']]: string }
}[ParentResource]

/** An id, or a resource by the parameter of its id: one to delete, or a gateway that is to be emptied. */
export type TeardownTarget = string | DeletionTarget | EverythingOn

/** What is to be deleted: single resources, and everything on gateways; each once, in the order given. */
export interface Targets {
  readonly ids: readonly string[]
  readonly subjects: readonly Subject[]
  readonly parents: readonly Parent[]
}

/**
 * The target that an id names by its prefix.
 *
 * @throws {ParameterError} where it is no id of a resource that can be deleted, nor of a gateway.
 */
export function teardownTargetOf(id: string): DeletionTarget | EverythingOn {
  const parent = parentFromId(id)
  if (parent) return { [resourceFacts(parent.resource).id]: id } as EverythingOn
  const target = targetOf(id)
  subjectOf(target)
  return target
}

/** @throws {ParameterError} for a target that names nothing. */
export function targetsOf(given: readonly TeardownTarget[]): Targets {
  const subjects = new Map<string, Subject>()
  const parents = new Map<string, Parent>()
  const ids = new Set<string>()
  for (const target of given) {
    const parent = typeof target === 'string' ? parentFromId(target) : parentFromTarget(target)
    const named = parent ?? subjectOf(typeof target === 'string' ? targetOf(target) : (target as DeletionTarget))
    if (parent) parents.set(parent.id, parent)
    else subjects.set(named.id, named as Subject)
    ids.add(named.id)
  }
  return { ids: [...ids], subjects: [...subjects.values()], parents: [...parents.values()] }
}

function parentKinds(): ResourceName[] {
  return [...new Set(deletableResources().flatMap((name) => resourceFacts(name).parent?.resource ?? []))]
}

function parentFromId(id: string): Parent | undefined {
  const resource = parentKinds().find((name) => id.startsWith(resourceFacts(name).prefix))
  return resource && checked({ resource, id })
}

function parentFromTarget(target: object): Parent | undefined {
  const [[field, id] = [], ...others] = Object.entries(Object(target)).filter(([, value]) => value !== undefined)
  const resource = parentKinds().find((name) => resourceFacts(name).id === field)
  return resource && others.length === 0 ? checked({ resource, id: id as string }) : undefined
}

function checked(parent: Parent): Parent {
  const { id, pattern } = resourceFacts(parent.resource)
  if (typeof parent.id !== 'string' || !new RegExp(pattern).test(parent.id)) throw new ParameterError(id, `must match ${pattern}`)
  return parent
}
