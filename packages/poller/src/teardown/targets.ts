import { type DeletionTarget, OptionError, type ResourceName, type Resources, resourceMetadata } from '@vpn-gateway/core'
import { type DeletableRef, deletableResources, isIdOf, parseRef, type ResourceRef } from '../service/resource-ref.ts'

type ParentResource = { [R in ResourceName]: Resources[R]['child'] extends true ? never : R }[ResourceName]

/** Names a gateway on which everything is to be deleted, for example `{ VpnGatewayId: 'vpn-…' }`; it stays itself. */
export type EverythingOn = {
  [R in ParentResource]: { readonly [Id in Resources[R]['id']]: string }
}[ParentResource]

/** An id, or a resource by the parameter of its id: one to delete, or a gateway that is to be emptied. */
export type TeardownTarget = string | DeletionTarget | EverythingOn

/** Resources to delete: single ones, and everything on gateways; each once, in the order given. */
export interface Targets {
  readonly ids: readonly string[]
  readonly refs: readonly DeletableRef[]
  readonly parents: readonly ResourceRef[]
}

/** Gives the target that an id names by its prefix. @throws {ParameterError} where it is no id of a resource that can be deleted, nor of a gateway. */
export function teardownTargetOf(id: string): DeletionTarget | EverythingOn {
  return { [resourceMetadata(parseRef(`${id}`, kinds()).kind).id]: id } as DeletionTarget | EverythingOn
}

/** Says whether a value is an id of a resource that can be deleted, or of a gateway. */
export function isTargetId(value: unknown): value is string {
  return typeof value === 'string' && kinds().some((kind) => isIdOf(kind, value))
}

/** Says whether a value is an id of a gateway. */
export function isGatewayId(value: unknown): value is string {
  return parentKinds().some((kind) => isIdOf(kind, value))
}

/** Parses targets. @throws {ParameterError} for one that names nothing. */
export function parseTargets(given: readonly TeardownTarget[]): Targets {
  if (!Array.isArray(given)) throw new OptionError('targets', 'must be a list, or a plan')
  const refs = new Map(given.map((target) => parseRef(target, kinds())).map((ref) => [ref.id, ref]))
  const isChild = ({ kind }: ResourceRef): boolean => !parentKinds().includes(kind)
  const [children = [], parents = []] = [true, false].map((wanted) => [...refs.values()].filter((ref) => isChild(ref) === wanted))
  return { ids: [...refs.keys()], refs: children as DeletableRef[], parents }
}

function parentKinds(): ResourceName[] {
  return [...new Set(deletableResources().flatMap((name) => resourceMetadata(name).parent?.resource ?? []))]
}

function kinds(): ResourceName[] {
  return [...parentKinds(), ...deletableResources()]
}
