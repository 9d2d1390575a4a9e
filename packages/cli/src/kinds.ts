import { type ResourceFacts, resourceFacts, resourceNames } from '@vpn-gateway/core'

/** Gives the facts of the kind of resource that an id names by its prefix. */
export function factsOf(id: string): ResourceFacts | undefined {
  const resource = resourceNames.find((name) => id.startsWith(resourceFacts(name).prefix))
  return resource && resourceFacts(resource)
}

/** Says whether an id is that of a gateway, which stands for what is on it, and is itself not deleted. */
export function isParent(id: string): boolean {
  const facts = factsOf(id)
  return facts !== undefined && facts.operations.delete === undefined
}
