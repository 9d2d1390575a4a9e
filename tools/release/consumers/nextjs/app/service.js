import { createVpnGatewayClient } from '@vpn-gateway/client'
import { beginDelete } from '@vpn-gateway/poller'

const states = new Map()

/** Begins a deletion on the server, which holds the keys; it goes on after the answer. */
export async function startDeletion(id) {
  const accessKeyId = process.env.ACCESS_KEY_ID
  const accessKeySecret = process.env.ACCESS_KEY_SECRET
  const client = createVpnGatewayClient({
    regionId: 'cn-hangzhou',
    endpoint: process.env.VPN_ENDPOINT,
    credentials: { accessKeyId, accessKeySecret },
  })
  const save = (state) => void states.set(id, state)
  const deletion = await beginDelete(client, { VpnConnectionId: id }, { save, backoff: { minMs: 20, maxMs: 100 } })
  deletion.result().catch(console.error)
}

export const phaseOf = (id) => states.get(id)?.phase
