import { operationMetadata, operationNames, resourceMetadata, resourceNames } from '@vpn-gateway/core'
import openapi from '@vpn-gateway/core/openapi.rpc.json' with { type: 'json' }
import type { EmulatorOptions } from '@vpn-gateway/emulator'

/** The ids that the spec's examples of parameters name, by the parameter. */
const ids = new Map<string, string>(
  Object.values(openapi.paths)
    .flatMap(({ post }) => post.parameters as readonly { name?: string; required?: boolean; example?: unknown }[])
    .filter(
      ({ name, required, example }) => required === true && resourceNames.some((each) => resourceMetadata(each).id === name) && example,
    )
    .map(({ name, example }) => [String(name), String(example)]),
)

/** A service that holds everything that the samples name: each child on a parent of its own. */
export const emulated: EmulatorOptions = {
  progression: { timeMs: 50 },
  ...Object.fromEntries(
    resourceNames
      .filter((name) => resourceMetadata(name).parent === undefined)
      .map((root) => {
        const children = resourceNames.filter((name) => resourceMetadata(name).parent?.resource === root)
        const own = ids.get(resourceMetadata(root).id)
        const parents = children.map((child) => ({ [resourceMetadata(child).plural]: [ids.get(resourceMetadata(child).id) ?? {}] }))
        return [resourceMetadata(root).plural, [...(own === undefined ? [] : [{ id: own }]), ...parents]]
      }),
  ),
}

/** The operations whose deletion goes on in the background. */
export const deletions: readonly string[] = operationNames.filter((name) => operationMetadata(name).longRunning !== undefined)
