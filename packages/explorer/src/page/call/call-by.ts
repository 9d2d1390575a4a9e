import type { VpnGatewayClient } from '@vpn-gateway/client'
import { type OperationName, operationMetadata, type ParameterValue } from '@vpn-gateway/core'

/** Calls an operation by its name, which only a form knows: what it is given is checked by the client. */
export function callBy(
  client: VpnGatewayClient,
  operation: OperationName,
  parameters: Readonly<Record<string, ParameterValue>>,
): Promise<unknown> {
  const method = Reflect.get(client, operationMetadata(operation).method) as (given: typeof parameters) => Promise<unknown>
  return method(parameters)
}
