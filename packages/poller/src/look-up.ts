import { isVpnGatewayError, type ResourceFacts, resourceFacts } from '@vpn-gateway/core'
import type { BeginDeleteOptions } from './deletion/begin.ts'
import { serviceOf } from './deletion/settings.ts'
import { later } from './load-later.ts'
import type { DeletionClient } from './service/service.ts'
import { parentIdOf } from './service/target.ts'
import { type TeardownTarget, targetsOf } from './teardown/targets.ts'

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
  options: Pick<BeginDeleteOptions, 'regionId' | 'signal'> = {},
): Promise<FoundTarget | undefined> {
  const { subjects, parents } = targetsOf([target])
  const [named] = [...subjects, ...parents]
  if (!named) return undefined
  const { resource, id } = named
  const facts = resourceFacts(resource)
  const service = serviceOf(client, options)
  const fields = await service.observe(resource, id, options.signal)
  if (!fields) return undefined
  if (parents.length > 0) {
    const { foundOn } = await later()
    const children = await foundOn(service, named, options.signal)
    return { facts, fields, children: children.map((child) => ({ facts: resourceFacts(child.resource), fields: child.fields })) }
  }
  const parentId = parentIdOf(facts, fields)
  if (!facts.parent || parentId === undefined) return { facts, fields }
  const parent = await service.observe(facts.parent.resource, parentId, options.signal).catch((error) => {
    if (isVpnGatewayError(error)) return undefined
    throw error
  })
  return { facts, fields, ...(parent && { parent: { facts: resourceFacts(facts.parent.resource), fields: parent } }) }
}
