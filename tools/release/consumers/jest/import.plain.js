// A page under test that imports the packages is no reason for another environment.
import * as client from '@vpn-gateway/client'
import * as emulator from '@vpn-gateway/emulator'
import * as poller from '@vpn-gateway/poller'

test('the packages can be imported', () => {
  expect([client.createVpnGatewayClient, emulator.createEmulator, poller.beginDelete].map((each) => typeof each)).toEqual([
    'function',
    'function',
    'function',
  ])
})
