import { type ResourceMetadata, type ResourceName, resourceMetadata, resourceNames } from '@vpn-gateway/core'

/** Gives the kind of resource that an id names by its prefix. */
export function resourceOf(id: string): ResourceName | undefined {
  return resourceNames.find((name) => id.startsWith(resourceMetadata(name).prefix))
}

export function metadataOf(id: string): ResourceMetadata | undefined {
  const resource = resourceOf(id)
  return resource && resourceMetadata(resource)
}

/** Says whether an id is that of a gateway, which stands for what is on it, and is itself not deleted. */
export function isParent(id: string): boolean {
  const metadata = metadataOf(id)
  return metadata !== undefined && metadata.operations.delete === undefined
}
