import assert from 'node:assert/strict'
import createClient from 'openapi-fetch'
import type { paths } from './generated/openapi.ts'
import { checkOverPort, checkOverServiceFetch, type GeneratedClient, type Target } from './generated-client.ts'

function create(target: Target): GeneratedClient {
  const api = createClient<paths>(target)
  return {
    async gatewayStatus(VpnGatewayId) {
      const { data } = await api.GET('/DescribeVpnGateway', { params: { query: { VpnGatewayId } } })
      assert.ok(data)
      return data.Status
    },
    async serverIds(IpsecServerId) {
      const { data } = await api.GET('/ListIpsecServers', { params: { query: { IpsecServerId } } })
      return (data?.IpsecServers ?? []).map((server) => server.IpsecServerId)
    },
    async gatewayIds(tag) {
      const { data } = await api.GET('/DescribeVpnGateways', { params: { query: { Tag: [tag] } } })
      return (data?.VpnGateways?.VpnGateway ?? []).map((gateway) => gateway.VpnGatewayId)
    },
    async deleteConnection(VpnConnectionId, key) {
      const header = { 'Idempotency-Key': key }
      const { data } = await api.POST('/DeleteVpnConnection', { params: { header }, body: { VpnConnectionId } })
      assert.ok(data)
      return data.RequestId
    },
    async dryRun(IpsecServerId) {
      return (await api.POST('/DeleteIpsecServer', { body: { IpsecServerId, DryRun: 'true' } })).data?.dryRun
    },
    async refusedDeletion(VpnConnectionId) {
      const { error, response } = await api.POST('/DeleteVpnConnection', { body: { VpnConnectionId } })
      return { status: response.status, code: error?.Code }
    },
    async incompleteDeletion() {
      // @ts-expect-error the body lacks the id
      const { error, response } = await api.POST('/DeleteVpnConnection', { body: {} })
      return { status: response.status, code: error?.Code }
    },
  }
}

await checkOverPort('openapi-fetch', create)
await checkOverServiceFetch('openapi-fetch', create)
