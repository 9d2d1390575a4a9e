import { type OperationName, operationMetadata, resourceMetadata } from '@vpn-gateway/core'
import type { EmulatorOptions } from '@vpn-gateway/emulator'

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
