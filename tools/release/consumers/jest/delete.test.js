import { createVpnGatewayClient } from '@vpn-gateway/client'
import { beginDelete } from '@vpn-gateway/poller'
import { createScenario, expectGone } from '@vpn-gateway/testing'
import { setupServer } from 'msw/node'

const { client, emulator, handlers } = createScenario({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }] })
const server = setupServer(...handlers())
beforeAll(() => server.listen())
beforeEach(() => emulator.reset())
afterAll(() => server.close())

test('a connection is gone in the end', async () => {
  // In the time of the scenario the wait takes milliseconds.
  const deletion = await beginDelete(client, { VpnConnectionId: 'vco-1' })
  await deletion.result()
  expectGone(emulator, 'vco-1')
})

test('code with a client of its own gets a refusal with its code', async () => {
  emulator.failNext('DeleteVpnConnection', 'VpnGateway.Configuring')
  const own = createVpnGatewayClient({ regionId: 'cn-hangzhou' })
  await expect(own.deleteVpnConnection({ VpnConnectionId: 'vco-1' })).rejects.toMatchObject({ kind: 'busy' })
})
