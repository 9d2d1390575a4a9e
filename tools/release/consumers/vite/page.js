// A page that deletes one connection through the server of its own.
import { createVpnGatewayClient } from '@vpn-gateway/client'
import { beginDelete, retry, teardown } from '@vpn-gateway/poller'

const client = createVpnGatewayClient({ endpoint: location.origin, retry: retry() })
const deletion = await beginDelete(client, { VpnConnectionId: 'vco-1' })
for await (const { phase } of deletion) document.title = phase
if (location.hash) await teardown(client, [location.hash]).report()
