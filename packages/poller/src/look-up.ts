import { isVpnGatewayError, type ResourceFacts, resourceFacts } from '@vpn-gateway/core'
import type { PrepareOptions } from './engine/prepare.ts'
import { retry } from './retry/retry.ts'
import { listChildren } from './service/children.ts'
import { readResource } from './service/reader.ts'
import { type DeletableRef, type ResourceRef, withParent } from './service/resource-ref.ts'
import { type DeletionClient, DeletionService } from './service/service.ts'
import { parseTargets, type TeardownTarget } from './teardown/targets.ts'

/** A resource as it is read, with what the spec says of its kind. */
export interface FoundResource {
  readonly facts: ResourceFacts
  readonly fields: Readonly<Record<string, unknown>>
}

/** What a target is, and the gateway it belongs to where it has one that may be read. */
export interface FoundTarget extends FoundResource {
  readonly parent?: FoundResource
  /** What is on it and would go, where it is a gateway. */
  readonly children?: readonly FoundResource[]
}

/**
 * Looks a target up, for a person to recognise it before it is deleted. Nothing is given where there is none.
 *
 * @throws {ParameterError} for a target that names no resource.
 * @throws {ServiceError} where the caller may not read it.
 */
export async function lookUp(
  client: DeletionClient,
  target: TeardownTarget,
  options: Pick<PrepareOptions, 'regionId' | 'signal'> = {},
): Promise<FoundTarget | undefined> {
  const { refs, parents } = parseTargets([target])
  const [ref]: readonly ResourceRef[] = [...refs, ...parents]
  if (!ref) return undefined
  const { signal } = options
  const service = new DeletionService(client, retry(), options.regionId)
  const fields = await readResource(service, ref, signal)
  if (!fields) return undefined
  const found = { facts: resourceFacts(ref.kind), fields }
  if (parents.length > 0) {
    const { children } = await listChildren(service, ref, signal)
    return { ...found, children: children.map((child) => ({ facts: resourceFacts(child.ref.kind), fields: child.fields })) }
  }
  const { parent } = withParent(ref as DeletableRef, fields)
  const parentFields = parent && (await readResource(service, parent, signal).catch(unreadable))
  return { ...found, ...(parentFields && { parent: { facts: resourceFacts(parent.kind), fields: parentFields } }) }
}

/** Whoever may delete a resource need not be allowed to read its gateway. */
function unreadable(error: unknown): undefined {
  if (!isVpnGatewayError(error)) throw error
}
