import assert from 'node:assert/strict'
import { type Config, createClient } from './generated/axios/client/index.ts'
import {
  deleteIpsecServer,
  deleteVpnConnection,
  describeVpnGateway,
  describeVpnGateways,
  listIpsecServers,
} from './generated/axios/sdk.gen.ts'
import type { GeneratedClient } from './generated-client.ts'

/** Calls by the client over axios. */
export function createOverAxios(config: Config): GeneratedClient {
  const client = createClient(config)
  return {
    async gatewayStatus(VpnGatewayId) {
      const { data } = await describeVpnGateway({ client, query: { VpnGatewayId } })
      assert.ok(data)
      return data.Status
    },
    async serverIds(IpsecServerId) {
      const { data } = await listIpsecServers({ client, query: { IpsecServerId } })
      return (data?.IpsecServers ?? []).map((server) => server.IpsecServerId)
    },
    async gatewayIds(tag) {
      const { data } = await describeVpnGateways({ client, query: { Tag: [tag] } })
      return (data?.VpnGateways?.VpnGateway ?? []).map((gateway) => gateway.VpnGatewayId)
    },
    async deleteConnection(VpnConnectionId, key) {
      const { data } = await deleteVpnConnection({ client, headers: { 'Idempotency-Key': key }, body: { VpnConnectionId } })
      assert.ok(data)
      return data.RequestId
    },
    async dryRun(IpsecServerId) {
      return (await deleteIpsecServer({ client, body: { IpsecServerId, DryRun: 'true' } })).data?.dryRun
    },
    async refusedDeletion(VpnConnectionId) {
      const { error, status } = await deleteVpnConnection({ client, body: { VpnConnectionId } })
      return { status, code: error?.Code }
    },
    async incompleteDeletion() {
      // @ts-expect-error the body lacks the id
      const { error, status } = await deleteVpnConnection({ client, body: {} })
      return { status, code: error?.Code }
    },
  }
}
