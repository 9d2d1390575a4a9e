import { createVpnGatewayClient } from '@vpn-gateway/client'
import { expectTypeOf } from 'vitest'
import { beginDelete, type DeletionPhase, planTeardown, retry, type TeardownPlan, teardown } from '../src/index.ts'

const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', retry: retry() })

const deletion = await beginDelete(client, { VpnConnectionId: 'vco-1' })
await beginDelete(client, { IpsecServerId: 'iss-1' }, { save: async () => {} })
for await (const progress of deletion) {
  expectTypeOf(progress.phase).toEqualTypeOf<DeletionPhase>()
  expectTypeOf(progress.gatewayStatus).toEqualTypeOf<string | undefined>()
}
teardown(client, ['vco-1', { IpsecServerId: 'iss-1' }])
const plan = await planTeardown(client, ['vco-1', { VpnGatewayId: 'vpn-1' }], { protect: ['vco-2'], checkRights: true })
expectTypeOf(plan).toEqualTypeOf<TeardownPlan>()
teardown(client, plan)
teardown(client, JSON.parse('{}') as TeardownPlan)

// @ts-expect-error a plan is not changed, but made anew
plan.deletions.push(...plan.deletions)
// @ts-expect-error misspelt
await planTeardown(client, ['vco-1'], { protects: ['vco-2'] })
// @ts-expect-error no plan
teardown(client, { targets: ['vco-1'] })
// @ts-expect-error misspelt
await beginDelete(client, { VpnConnectionID: 'vco-1' })
// @ts-expect-error one at a time
await beginDelete(client, { VpnConnectionId: 'vco-1', IpsecServerId: 'iss-1' })
// @ts-expect-error gateways are not deleted
await beginDelete(client, { VpnGatewayId: 'vpn-1' })
// @ts-expect-error no operation object can be awaited to its end
deletion.then
