import assert from 'node:assert/strict'
import { deleteIpsecServer, deleteVpnConnection, describeVpnGateway, describeVpnGateways, listIpsecServers } from './generated/contract.ts'
import type { GeneratedClient, Target } from './generated-client.ts'

/** Calls by the generated client, which sends by the mutator. */
export function createClient(target: Target): GeneratedClient {
  return {
    async gatewayStatus(VpnGatewayId) {
      const answer = await describeVpnGateway({ VpnGatewayId }, { target })
      assert.equal(answer.status, 200)
      return answer.data.Status
    },
    async serverIds(IpsecServerId) {
      const answer = await listIpsecServers({ IpsecServerId }, { target })
      assert.equal(answer.status, 200)
      return (answer.data.IpsecServers ?? []).map((server) => server.IpsecServerId)
    },
    async gatewayIds(tag) {
      const answer = await describeVpnGateways({ Tag: [tag] }, { target })
      assert.equal(answer.status, 200)
      return (answer.data.VpnGateways?.VpnGateway ?? []).map((gateway) => gateway.VpnGatewayId)
    },
    async deleteConnection(VpnConnectionId, key) {
      const answer = await deleteVpnConnection({ VpnConnectionId }, { 'Idempotency-Key': key }, { target })
      assert.equal(answer.status, 200)
      return answer.data.RequestId
    },
    async dryRun(IpsecServerId) {
      const answer = await deleteIpsecServer({ IpsecServerId, DryRun: 'true' }, {}, { target })
      assert.equal(answer.status, 200)
      return answer.data.dryRun
    },
    async refusedDeletion(VpnConnectionId) {
      const answer = await deleteVpnConnection({ VpnConnectionId }, {}, { target })
      return { status: answer.status, code: answer.status === 200 ? undefined : answer.data.Code }
    },
    async incompleteDeletion() {
      // @ts-expect-error the body lacks the id
      const answer = await deleteVpnConnection({}, {}, { target })
      return { status: answer.status, code: answer.status === 200 ? undefined : answer.data.Code }
    },
  }
}
