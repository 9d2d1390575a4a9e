const { createVpnGatewayClient } = require('@vpn-gateway/client')
const { beginDelete } = require('@vpn-gateway/poller')
const { createScenario, expectGone } = require('@vpn-gateway/testing')
const { setupServer } = require('msw/node')

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
