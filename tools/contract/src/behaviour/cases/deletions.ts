import { expect } from 'vitest'
import type { Case } from '../service.ts'

/** Behaviours of deletions, in an order for one fixture. */
export const deletions: readonly Case[] = [
  {
    name: 'a token that is too long is refused',
    needs: ['connection'],
    isOnWire: true,
    async run({ send, client, fixture: { regionId } }, { connection }) {
      const token = 'x'.repeat(65)
      const { answer } = await send({ Action: 'DeleteVpnConnection', RegionId: regionId, VpnConnectionId: connection, ClientToken: token })
      expect(answer.Code).toMatch(/^(Illegal|Invalid).*ClientToken/)
      await client.describeVpnConnection({ VpnConnectionId: connection })
    },
  },
  {
    name: 'a locked gateway refuses',
    needs: ['lockedConnection'],
    async run({ client }, { lockedConnection }) {
      const deletion = client.deleteVpnConnection({ VpnConnectionId: lockedConnection })
      await expect(deletion).rejects.toMatchObject({ code: 'VpnGateway.FinancialLocked', kind: 'stop' })
    },
  },
  {
    name: 'a deletion is accepted with a request id alone, keeps its gateway from others, and ends with the connection absent',
    needs: ['gateway', 'connection', 'otherConnection'],
    async run({ client, waitUntilIdle }, { gateway, connection, otherConnection }) {
      const accepted = await client.deleteVpnConnection({ VpnConnectionId: connection })
      expect(accepted).toEqual({ RequestId: expect.any(String) })
      const other = client.deleteVpnConnection({ VpnConnectionId: otherConnection })
      await expect(other).rejects.toMatchObject({ code: 'VpnGateway.Configuring', kind: 'busy' })
      await waitUntilIdle(gateway)
      expect((await client.describeVpnGateway({ VpnGatewayId: gateway })).Status).toBe('active')
      await expect(client.describeVpnConnection({ VpnConnectionId: connection })).rejects.toMatchObject({ kind: 'gone' })
      await expect(client.deleteVpnConnection({ VpnConnectionId: connection })).rejects.toMatchObject({ kind: 'gone', status: 404 })
      expect(await client.describeVpnConnection({ VpnConnectionId: otherConnection })).toMatchObject({ VpnGatewayId: gateway })
    },
  },
  {
    name: 'the same token gets the same answer and does nothing twice; with other parameters it is refused',
    needs: ['gateway', 'connection', 'otherConnection'],
    async run({ client, waitUntilIdle }, { gateway, otherConnection, connection }) {
      const ClientToken = crypto.randomUUID()
      const first = await client.deleteVpnConnection({ VpnConnectionId: otherConnection, ClientToken })
      expect(await client.deleteVpnConnection({ VpnConnectionId: otherConnection, ClientToken })).toEqual(first)
      const other = client.deleteVpnConnection({ VpnConnectionId: connection, ClientToken })
      await expect(other).rejects.toMatchObject({ code: 'IdempotentParameterMismatch' })
      await waitUntilIdle(gateway)
      expect(await client.deleteVpnConnection({ VpnConnectionId: otherConnection, ClientToken })).toEqual(first)
    },
  },
  {
    name: 'the deletion of a server empties its listing',
    needs: ['server', 'serverGateway'],
    async run({ client, waitUntilIdle }, { server, serverGateway }) {
      await client.deleteIpsecServer({ IpsecServerId: server })
      await waitUntilIdle(serverGateway)
      expect(await client.listIpsecServers({ IpsecServerId: [server] })).toMatchObject({ TotalCount: 0 })
      await expect(client.deleteIpsecServer({ IpsecServerId: server })).rejects.toMatchObject({ kind: 'gone' })
    },
  },
]
