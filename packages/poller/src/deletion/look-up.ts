import { isVpnGatewayError, type ResourceFacts, resourceFacts } from '@vpn-gateway/core'
import { listAll, parentFilterOf } from '../service/listing.ts'
import type { DeletionClient, DeletionService } from '../service/service.ts'
import { parentIdOf } from '../service/target.ts'
import { childrenOf, type TeardownTarget, targetsOf } from '../teardown/targets.ts'
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
  if (parents.length > 0) return { facts, fields, children: await whatIsOn(service, named, options.signal) }
  const parentId = parentIdOf(facts, fields)
  if (!facts.parent || parentId === undefined) return { facts, fields }
  const parent = await service.observe(facts.parent.resource, parentId, options.signal).catch((error) => {
    if (isVpnGatewayError(error)) return undefined
    throw error
  })
  return { facts, fields, ...(parent && { parent: { facts: resourceFacts(facts.parent.resource), fields: parent } }) }
}

async function whatIsOn(
  service: DeletionService,
  { resource, id }: { readonly resource: Parameters<typeof childrenOf>[0]; readonly id: string },
  signal: AbortSignal | undefined,
): Promise<FoundResource[]> {
  const found: FoundResource[] = []
  for (const child of childrenOf(resource)) {
    const filter = parentFilterOf(child)
    if (filter === undefined) continue
    for (const fields of await listAll(service, child, { [filter]: id }, signal)) found.push({ facts: resourceFacts(child), fields })
  }
  return found
}
