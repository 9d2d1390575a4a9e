import { createEmulator } from '../src/index.ts'

const emulator = createEmulator({
  gateways: [{ connections: 2 }, { id: 'vpn-1', servers: ['iss-1'] }],
  connections: [{ fields: { AttachType: 'CEN' } }],
})
emulator.failNext('DeleteVpnConnection', 'VpnGateway.Configuring', { times: 2 })
emulator.failNext('DeleteIpsecServer', 'Throttling.User')

// @ts-expect-error not documented for this operation
emulator.failNext('DeleteVpnConnection', 'OperationConflict')
// @ts-expect-error no such operation
emulator.failNext('DeleteVpnGateway', 'InternalError')
// @ts-expect-error no such kind of resource
createEmulator({ gateways: [{ tunnels: 2 }] })
