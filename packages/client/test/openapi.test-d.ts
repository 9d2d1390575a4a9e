import type { VpnGateway } from '@vpn-gateway/core'
import { expectTypeOf } from 'vitest'
import { createOpenApiClient } from '../src/openapi.ts'

const api = createOpenApiClient({ baseUrl: 'https://console.example/api' })

const removed = await api.POST('/DeleteIpsecServer', { body: { IpsecServerId: 'iss-1', DryRun: 'true' } })
expectTypeOf(removed.data?.dryRun).toEqualTypeOf<'passed' | undefined>()
const read = await api.GET('/DescribeVpnGateway', { params: { query: { VpnGatewayId: 'vpn-1' } } })
expectTypeOf(read.data?.Status).toEqualTypeOf<VpnGateway['Status'] | undefined>()

// The codes of its operation are offered, and any other may come.
type Code = NonNullable<typeof removed.error>['Code']
expectTypeOf<Extract<Code, 'VpnGateway.Configuring'>>().toEqualTypeOf<'VpnGateway.Configuring'>()
expectTypeOf<Extract<Code, 'VpnTask.CONFLICT'>>().toBeNever()
expectTypeOf<'Another.Code'>().toExtend<Code>()

// @ts-expect-error the body lacks the id
void api.POST('/DeleteVpnConnection', { body: {} })
// @ts-expect-error a deletion is no GET
void api.GET('/DeleteVpnConnection', {})
// @ts-expect-error a list of objects is one of texts
void api.GET('/DescribeVpnGateways', { params: { query: { Tag: [{ Key: 'a' }] } } })
// @ts-expect-error the address of a proxy is a text
createOpenApiClient({ baseUrl: 1 })
