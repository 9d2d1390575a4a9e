import { type DeletionTarget, type ResourceName, type Resources, resourceFacts } from '@vpn-gateway/core'
import { checkRef, type DeletableRef, deletableResources, parseTarget, type ResourceRef, targetOf } from '../service/resource-ref.ts'

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
  readonly refs: readonly DeletableRef[]
  readonly parents: readonly ResourceRef[]
}

/**
 * Gives the target that an id names by its prefix.
 *
 * @throws {ParameterError} where it is no id of a resource that can be deleted, nor of a gateway.
 */
export function teardownTargetOf(id: string): DeletionTarget | EverythingOn {
  const parent = parentFromId(id)
  if (parent) return { [resourceFacts(parent.kind).id]: id } as EverythingOn
  const target = targetOf(id)
  parseTarget(target)
  return target
}

/** Parses targets. @throws {ParameterError} for one that names nothing. */
export function parseTargets(given: readonly TeardownTarget[]): Targets {
  const refs = new Map<string, DeletableRef>()
  const parents = new Map<string, ResourceRef>()
  const ids = new Set<string>()
  for (const target of given) {
    const parent = typeof target === 'string' ? parentFromId(target) : parentFromTarget(target)
    if (parent) parents.set(parent.id, parent)
    const ref = parent ?? parseTarget(typeof target === 'string' ? targetOf(target) : (target as DeletionTarget))
    if (!parent) refs.set(ref.id, ref as DeletableRef)
    ids.add(ref.id)
  }
  return { ids: [...ids], refs: [...refs.values()], parents: [...parents.values()] }
}

function parentKinds(): ResourceName[] {
  return [...new Set(deletableResources().flatMap((name) => resourceFacts(name).parent?.resource ?? []))]
}

function parentFromId(id: string): ResourceRef | undefined {
  const kind = parentKinds().find((name) => id.startsWith(resourceFacts(name).prefix))
  return kind && checkRef({ kind, id })
}

function parentFromTarget(target: object): ResourceRef | undefined {
  const [[field, id] = [], ...others] = Object.entries(Object(target)).filter(([, value]) => value !== undefined)
  const kind = parentKinds().find((name) => resourceFacts(name).id === field)
  return kind && others.length === 0 ? checkRef({ kind, id: id as string }) : undefined
}
