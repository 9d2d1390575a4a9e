import { type ParameterValues, resourceMetadata, resourceNames } from '@vpn-gateway/core'
import type { ResourceView } from '@vpn-gateway/emulator'

const idParameters = [...new Set(resourceNames.map((name) => resourceMetadata(name).id))]

/** The ids of the resources that parameters name. */
export function idsIn(parameters: ParameterValues): string[] {
  return idParameters.flatMap((name) => (parameters[name] === undefined ? [] : [String(parameters[name])]))
}

const busyStates = new Set(resourceNames.map((name) => resourceMetadata(name).status?.busy))

/** Says whether a state is that of a busy resource. */
export function isBusy(state: string): boolean {
  return busyStates.has(state)
}

/** Names that a person knows a resource by, besides its id. */
export function namesOf({ resource, fields }: ResourceView): string[] {
  return resourceMetadata(resource)
    .identity.map((field) => fields[field])
    .filter((value) => typeof value === 'string' && value !== '') as string[]
}
