import {
  type DeleteVpnConnection400,
  type DeleteVpnConnection404,
  deleteIpsecServer,
  deleteVpnConnection,
  describeVpnGateway,
  describeVpnGateways,
  listIpsecServers,
} from './generated/index.ts'
import type { GeneratedClient, Refusal, Target } from './generated-client.ts'
import { createSender, RefusedError } from './send.ts'

/** Calls by the generated functions, which send by a client of ours. */
export function createClient(target: Target): GeneratedClient {
  const client = createSender(target)
  return {
    async gatewayStatus(VpnGatewayId) {
      return (await describeVpnGateway({ VpnGatewayId }, { client })).data.Status
    },
    async serverIds(IpsecServerId) {
      const { data } = await listIpsecServers({ IpsecServerId }, { client })
      return (data.IpsecServers ?? []).map((server) => server.IpsecServerId)
    },
    async gatewayIds(tag) {
      const { data } = await describeVpnGateways({ Tag: [tag] }, { client })
      return (data.VpnGateways?.VpnGateway ?? []).map((gateway) => gateway.VpnGatewayId)
    },
    async deleteConnection(VpnConnectionId, key) {
      return (await deleteVpnConnection({ VpnConnectionId }, { 'Idempotency-Key': key }, { client })).data.RequestId
    },
    async dryRun(IpsecServerId) {
      return (await deleteIpsecServer({ IpsecServerId, DryRun: 'true' }, {}, { client })).data.dryRun
    },
    refusedDeletion: (VpnConnectionId) => refusalOf(deleteVpnConnection({ VpnConnectionId }, {}, { client })),
    // @ts-expect-error the body lacks the id
    incompleteDeletion: () => refusalOf(deleteVpnConnection({}, {}, { client })),
  }
}

/** Gives what the service refused a call with. */
async function refusalOf(call: Promise<{ status: number }>): Promise<Refusal> {
  try {
    return { status: (await call).status, code: undefined }
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error
    const { Code } = error.answer as DeleteVpnConnection400 | DeleteVpnConnection404
    return { status: error.status, code: Code }
  }
}
