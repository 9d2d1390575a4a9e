import { beginDelete } from '@vpn-gateway/poller'
import { createScenario } from '@vpn-gateway/testing'

const meta = { title: 'Delete button' }

export default meta

/** The component gets the client of a scenario: the story needs no server and no worker. */
export const Deletes = {
  render() {
    const { client } = createScenario({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }] })
    const button = document.createElement('button')
    button.textContent = 'Delete'
    button.addEventListener('click', async () => {
      const deletion = await beginDelete(client, { VpnConnectionId: 'vco-1' })
      for await (const { phase } of deletion) button.textContent = phase
    })
    return button
  },
}
