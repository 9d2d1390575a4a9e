import { type OperationName, operationMetadata, resourceMetadata } from '@vpn-gateway/core'
import type { EmulatorOptions } from '@vpn-gateway/emulator'

/** One of the official clients. */
export interface PeerClient {
  readonly name: string
  /** Calls an operation. @returns the decoded answer, in the names of the wire @throws an error with the `code` of a refusal */
  call(operation: OperationName, parameters: Readonly<Record<string, string | string[]>>): Promise<Record<string, unknown>>
}

interface Key {
  readonly accessKeyId: string
  readonly accessKeySecret: string
}

/** The parts that are used of packages without types for this compiler. */
type Loose = Record<string, never> & { readonly default: Record<string, never> }
type Constructor = new (options: unknown) => Record<string, (...args: unknown[]) => Promise<Record<string, unknown>>>

/** The official SDK: V3 signatures over POST, one call each. */
export function officialSdk(require: NodeJS.Require, url: string, key: Key): PeerClient {
  const sdk = require('@alicloud/vpc20160428') as Loose
  const { $OpenApiUtil } = require('@alicloud/openapi-core') as { $OpenApiUtil: { Config: new (options: unknown) => unknown } }
  const Client = sdk.default as unknown as Constructor
  const client = new Client(new $OpenApiUtil.Config({ ...key, endpoint: new URL(url).host, protocol: 'HTTP', regionId: 'cn-hangzhou' }))
  return {
    name: 'the official SDK',
    async call(operation, parameters) {
      const Request = sdk[`${operation}Request`] as unknown as new (fields: unknown) => unknown
      const fields = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [lowerFirst(name), value]))
      const answer = await client[operationMetadata(operation).method]?.(new Request(fields))
      const { body } = answer as { body: { toMap(): Record<string, unknown> } }
      return body.toMap()
    },
  }
}

/** The older core SDK: V1 signatures over GET, or over POST with a form. */
export function popCore(require: NodeJS.Require, url: string, key: Key, method: 'GET' | 'POST'): PeerClient {
  const { RPCClient } = require('@alicloud/pop-core') as { RPCClient: Constructor }
  const client = new RPCClient({ ...key, endpoint: url, apiVersion: '2016-04-28' })
  return {
    name: `pop-core over ${method}`,
    call: async (operation, parameters) => (await client.request?.(operation, parameters, { method })) ?? {},
  }
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

const ids: Record<string, string> = { VpnGateway: 'vpn-1', VpnConnection: 'vco-1', IpsecServer: 'iss-1' }

/** Seed of every emulator of these tests. */
export const scenario: EmulatorOptions = {
  gateways: [
    { id: 'vpn-1', connections: ['vco-1'] },
    { id: 'vpn-2', servers: ['iss-1'] },
  ],
}

/** Gives the least that an operation requires, and a list where it takes one. */
export function parametersOf(operation: OperationName): Record<string, string | string[]> {
  const { parameters, resource, verb } = operationMetadata(operation)
  const region = 'RegionId' in parameters && { RegionId: 'cn-hangzhou' }
  if (!resource) return { ...region }
  const { id } = resourceMetadata(resource)
  const value = ids[resource] ?? ''
  return { ...region, [id]: verb === 'list' && parameters[id]?.type === 'array' ? [value] : value }
}
