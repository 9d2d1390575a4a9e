// A source file that becomes CommonJS: from TypeScript 5.8 on it may `require` ES modules, as Node does.
import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator } from '@vpn-gateway/emulator'
import { handlers } from '@vpn-gateway/msw'
import { beginDelete } from '@vpn-gateway/poller'

const emulator = createEmulator({ gateways: [{ connections: 1 }] })
const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', fetch: emulator.fetch })
export const begun: Promise<string> = beginDelete(client, { VpnConnectionId: 'vco-1' }).then(({ phase }) => phase)
export const count: number = handlers(emulator).length

// @ts-expect-error a missing parameter
client.deleteVpnConnection({})
