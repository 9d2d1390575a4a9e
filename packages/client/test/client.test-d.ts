import type { VpnGateway } from '@vpn-gateway/core'
import { expectTypeOf } from 'vitest'
import { createVpnGatewayClient, type ErrorCode, isServiceError, isVpnGatewayError, NetworkError } from '../src/index.ts'

const client = createVpnGatewayClient({ regionId: 'cn-hangzhou' })

expectTypeOf(client.deleteVpnConnection({ VpnConnectionId: 'vco-1' })).resolves.toEqualTypeOf<
  { RequestId: string } & { alreadyGone?: true }
>()
expectTypeOf((await client.deleteIpsecServer({ IpsecServerId: 'iss-1', DryRun: 'true' })).dryRun).toEqualTypeOf<'passed' | undefined>()
expectTypeOf((await client.describeVpnGateway({ VpnGatewayId: 'vpn-1' })).Status).toEqualTypeOf<VpnGateway['Status']>()
expectTypeOf((await client.listIpsecServers()).IpsecServers?.[0]?.OnlineClientCount).toEqualTypeOf<number | undefined>()
client.describeRegions()
client.describeVpnConnections({ Tag: [{ Key: 'team', Value: 'network' }], PageSize: 50 })

// @ts-expect-error this operation has no region
client.describeRegions({ RegionId: 'cn-hangzhou' })
// @ts-expect-error misspelt
client.deleteVpnConnection({ VpnConnectionID: 'vco-1' })
// @ts-expect-error missing
client.deleteVpnConnection({})
// @ts-expect-error missing altogether
client.deleteVpnConnection()
// @ts-expect-error this operation has no dry run
client.deleteVpnConnection({ VpnConnectionId: 'vco-1', DryRun: 'true' })
// @ts-expect-error a text on the wire
client.deleteIpsecServer({ IpsecServerId: 'iss-1', DryRun: true })
// @ts-expect-error not the caller's to write
client.deleteVpnConnection({ VpnConnectionId: 'vco-1', Action: 'DeleteVpnConnection' })
// @ts-expect-error no such operation
client.deleteVpnGateway
// @ts-expect-error a region, an address or a proxy is needed
createVpnGatewayClient({})
createVpnGatewayClient({ proxy: '/api/vpn-gateway' })
createVpnGatewayClient({ endpoint: 'http://127.0.0.1:4010' })
// @ts-expect-error both parts of a key
createVpnGatewayClient({ credentials: { accessKeyId: 'id' } })

expectTypeOf<'VpnGateway.Configuring'>().toExtend<ErrorCode<'DeleteVpnConnection'>>()
expectTypeOf<'OperationConflict'>().not.toExtend<ErrorCode<'DeleteVpnConnection'>>()
expectTypeOf<'Throttling.User'>().toExtend<ErrorCode>()

const caught: unknown = new Error()
if (isVpnGatewayError(caught)) expectTypeOf(caught.kind).toEqualTypeOf<'busy' | 'throttled' | 'transient' | 'gone' | 'passed' | 'stop'>()

if (isServiceError(caught, 'DeleteVpnConnection')) {
  expectTypeOf(caught.operation).toEqualTypeOf<'DeleteVpnConnection' | undefined>()
  caught.hasCode('VpnGateway.Configuring', 'Throttling.User')
  // @ts-expect-error a code that only the other operation documents
  caught.hasCode('OperationConflict')
  // @ts-expect-error misspelt
  caught.hasCode('VpnGateway.configuring')
  // A code that nobody documents yet can be asked for, and is a text.
  if (caught.code === 'Never.Seen') expectTypeOf(caught.code).toExtend<string>()
}
if (isServiceError(caught)) caught.hasCode('OperationConflict', 'VpnGateway.Configuring')
if (caught instanceof NetworkError) expectTypeOf(caught.code).toEqualTypeOf<'NetworkFailure'>()
