import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator } from '@vpn-gateway/emulator'

// Prints how many of ten requests, given up by their caller while the garbage is collected, the ledger has.
const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }] })
const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', fetch: emulator.fetch, attemptTimeoutMs: 500 })
emulator.inject('DescribeVpnConnection', { kind: 'timeout' }, { times: 10 })
const collecting = setInterval(() => globalThis.gc?.(), 50)
await Promise.all(Array.from({ length: 10 }, () => client.describeVpnConnection({ VpnConnectionId: 'vco-1' }).catch(() => {})))
await new Promise(setImmediate)
clearInterval(collecting)
console.log(JSON.stringify(emulator.ledger.requests.length))
