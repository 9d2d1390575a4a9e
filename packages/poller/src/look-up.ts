import { type ResourceFacts, resourceFacts } from '@vpn-gateway/core'
import { checkOptions } from './check-options.ts'
import type { PrepareOptions } from './engine/prepare.ts'
import { retry } from './retry/retry.ts'
import { listChildren } from './service/listing.ts'
import { observable, readResource } from './service/reader.ts'
import { type ResourceRef, withParent } from './service/resource-ref.ts'
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
  /** Everything that is on it and would go, where it is a gateway; left out where its listings are not complete. */
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
  checkOptions(options, ['regionId', 'signal'])
  const { refs, parents } = parseTargets([target])
  const { signal } = options
  const service = new DeletionService(client, retry(), options.regionId)
  const read = async (ref: ResourceRef) => {
    const fields = await readResource(service, ref, signal)
    return fields && { facts: resourceFacts(ref.kind), fields }
  }
  for (const ref of parents) {
    const found = await read(ref)
    if (!found) return undefined
    const listing = await listChildren(service, ref, signal)
    const children = listing.children.map((child) => ({ facts: resourceFacts(child.ref.kind), fields: child.fields }))
    return { ...found, ...(listing.isComplete && { children }) }
  }
  const [ref] = refs
  const found = ref && (await read(ref))
  const parent = found && withParent(ref, found.fields).parent
  // A caller that may delete a resource need not be allowed to read its gateway.
  const shown = parent && (await read(parent).catch((error) => void observable(error, signal)))
  return found && { ...found, ...(shown && { parent: shown }) }
}
