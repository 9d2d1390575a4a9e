import { createEmulator } from '@vpn-gateway/emulator'
import { expectTypeOf } from 'vitest'
import { handlers, mock } from '../src/index.ts'

mock('DeleteVpnConnection', ({ parameters, fail }) => {
  expectTypeOf(parameters.VpnConnectionId).toEqualTypeOf<string>()
  return fail('VpnTask.CONFLICT')
})
mock('DescribeVpnGateway', async () => ({ VpnGatewayId: 'vpn-1', Status: 'active' }), { once: true, baseUrl: 'https://proxy.example' })
mock('DescribeRegions', () => ({}))
handlers(createEmulator(), { pick: ['DeleteVpnConnection', 'DeleteIpsecServer'] })

// @ts-expect-error a code that only the other operation documents
mock('DeleteVpnConnection', ({ fail }) => fail('OperationConflict'))
// @ts-expect-error no such field of the parameters
mock('DeleteVpnConnection', ({ parameters, fail }) => (parameters.IpsecServerId ? fail('Forbidden') : {}))
// @ts-expect-error a status that the spec does not know
mock('DescribeVpnGateway', () => ({ VpnGatewayId: 'vpn-1', Status: 'gone' }))
// @ts-expect-error a field is missing
mock('DescribeVpnGateway', () => ({ VpnGatewayId: 'vpn-1' }))
// @ts-expect-error no such operation
mock('DeleteVpnGateway', () => ({}))
// @ts-expect-error no such operation
handlers(createEmulator(), { pick: ['DeleteVpnGateway'] })
