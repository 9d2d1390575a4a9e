import { type DeletionTarget, isVpnGatewayError, type ResourceFacts, resourceFacts } from '@vpn-gateway/core'
import type { DeletionClient } from '../service/service.ts'
import { parentIdOf, subjectOf } from '../service/target.ts'
import type { BeginDeleteOptions } from './begin.ts'
import { serviceOf } from './settings.ts'

/** A resource as it is read, with what the spec says of its kind. */
export interface FoundResource {
  readonly facts: ResourceFacts
  readonly fields: Readonly<Record<string, unknown>>
}

/** What a target is, and the gateway it belongs to where it has one that may be read. */
export interface FoundTarget extends FoundResource {
  readonly parent?: FoundResource
}

/**
 * Looks a target up, for a person to recognise it before it is deleted. Nothing is given where there is none.
 *
 * @throws {ParameterError} for a target that names no resource.
 * @throws {ServiceError} where the caller may not read it.
 */
export async function lookUp(
  client: DeletionClient,
  target: DeletionTarget,
  options: Pick<BeginDeleteOptions, 'regionId' | 'signal'> = {},
): Promise<FoundTarget | undefined> {
  const { resource, id, facts } = subjectOf(target)
  const service = serviceOf(client, options)
  const fields = await service.observe(resource, id, options.signal)
  if (!fields) return undefined
  const parentId = parentIdOf(facts, fields)
  if (!facts.parent || parentId === undefined) return { facts, fields }
  const parent = await service.observe(facts.parent.resource, parentId, options.signal).catch((error) => {
    if (isVpnGatewayError(error)) return undefined
    throw error
  })
  return { facts, fields, ...(parent && { parent: { facts: resourceFacts(facts.parent.resource), fields: parent } }) }
}
