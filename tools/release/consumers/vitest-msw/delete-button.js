import { createVpnGatewayClient } from '@vpn-gateway/client'
import { beginDelete } from '@vpn-gateway/poller'

/** A button that deletes a connection, and says how it goes. */
export function deleteButton(VpnConnectionId, clock) {
  const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', clock })
  const button = document.createElement('button')
  button.textContent = 'Delete'
  button.ended = new Promise((end) => {
    button.addEventListener('click', async () => {
      try {
        const deletion = await beginDelete(client, { VpnConnectionId }, { clock })
        for await (const { phase } of deletion) button.textContent = phase
      } catch (error) {
        button.textContent = `not deleted: ${error.code}`
      }
      end()
    })
  })
  return button
}
