import { type Edit, realDocument } from '../edit.ts'

/** A change to the spec, what is found, and what that asks for while the packages are at 0.1.0. */
export interface Case {
  readonly edit: Edit
  /** Names of differences with their places. */
  readonly found: readonly string[]
  /** The packages that need a minor. */
  readonly minor: string
  /** Those that need a patch; every other package needs nothing. */
  readonly patch: string
}

export type Cases = Readonly<Record<string, Case>>

export const everyone = 'cli client core emulator msw poller'
export const butPoller = 'cli client core emulator msw'

export const remove = 'DeleteIpsecServer'
export const read = 'DescribeVpnGateway'
export const list = 'DescribeVpnConnections'

export const gateway: readonly string[] = ['components', 'schemas', 'VpnGateway']

type Access = { readonly resource?: string; readonly verb: string; readonly items?: string }
type Path = { readonly post: { readonly operationId: string; readonly 'x-access': Access } }

/** A difference of one field of gateways, at every operation of the spec that answers with them. */
export function ofGateways(difference: string, field: string): string[] {
  const operations = Object.values(realDocument().paths as Record<string, Path>).map(({ post }) => post)
  return operations.flatMap(({ operationId, 'x-access': { resource, verb, items } }) => {
    if (resource !== 'VpnGateway' || (verb !== 'read' && verb !== 'list')) return []
    return [`${difference}: ${operationId} answer ${verb === 'list' ? `${items}[].` : ''}${field}`]
  })
}

export const code = (name: string): string[] => ['components', 'examples', name]

export const resource = (name: string, ...keys: string[]): string[] => ['x-resources', name, ...keys]
