// Signs, deletes and tears down against an emulator in the worker itself.
import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createOpenApiClient } from '@vpn-gateway/client/openapi'
import { createEmulator, createVirtualClock } from '@vpn-gateway/emulator'
import { beginDelete, retry, teardown } from '@vpn-gateway/poller'

// biome-ignore lint/style/noDefaultExport: what a worker is, its runtime finds under this name.
export default {
  async fetch() {
    const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' }
    const clock = createVirtualClock()
    const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }], credentials: [credentials], clock })
    const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', credentials, retry: retry(), fetch: emulator.fetch, clock })
    const deletion = await beginDelete(client, { VpnConnectionId: 'vco-1' }, { clock })
    const { phase } = await deletion.result()
    const [outcome] = await teardown(client, ['vco-2'], { clock }).report()
    const left = emulator.has('vco-1') || emulator.has('vco-2')
    const byContract = []
    for (const options of [{ regionId: 'cn-hangzhou', credentials }, { baseUrl: 'https://console.example/api' }]) {
      emulator.reset()
      const api = createOpenApiClient({ ...options, fetch: emulator.fetch })
      byContract.push((await api.POST('/DeleteVpnConnection', { body: { VpnConnectionId: 'vco-1' } })).response.status)
    }
    emulator.reset()
    const proxied = createVpnGatewayClient({ proxy: 'https://console.example/api', fetch: emulator.fetch, clock })
    byContract.push((await proxied.describeVpnGateway({ VpnGatewayId: 'vpn-1' })).Status)
    return Response.json({ phase, outcome: outcome.outcome, left, byContract })
  },
}
