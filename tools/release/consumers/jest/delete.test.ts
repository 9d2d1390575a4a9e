import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator, type Emulator } from '@vpn-gateway/emulator'
import { handlers } from '@vpn-gateway/msw'
import { beginDelete } from '@vpn-gateway/poller'
import { setupServer } from 'msw/node'

const emulator: Emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }], progression: { timeMs: 20 } })
const server = setupServer(...handlers(emulator))
beforeAll(() => server.listen())
beforeEach(() => emulator.reset())
afterAll(() => server.close())

test('a connection is gone in the end', async () => {
  const client = createVpnGatewayClient({ regionId: 'cn-hangzhou' })
  // The emulator is done after 20 ms: a test need not wait as long as for the service.
  const deletion = await beginDelete(client, { VpnConnectionId: 'vco-1' }, { backoff: { minMs: 5, maxMs: 20 } })
  await deletion.result()
  expect(emulator.has('vco-1')).toBe(false)
})

test('a refusal has its code', async () => {
  emulator.failNext('DeleteVpnConnection', 'VpnGateway.Configuring')
  const client = createVpnGatewayClient({ regionId: 'cn-hangzhou' })
  await expect(client.deleteVpnConnection({ VpnConnectionId: 'vco-1' })).rejects.toMatchObject({ kind: 'busy' })
})
