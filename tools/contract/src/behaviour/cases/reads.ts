import { expect } from 'vitest'
import { absent, type Case } from '../service.ts'

/** Behaviours of reads and listings. */
export const reads: readonly Case[] = [
  {
    name: 'a gateway reads a status and whether it is locked',
    needs: ['gateway'],
    async run({ client }, { gateway }) {
      const read = await client.describeVpnGateway({ VpnGatewayId: gateway })
      expect(read.VpnGatewayId).toBe(gateway)
      expect(['init', 'provisioning', 'active', 'updating', 'deleting']).toContain(read.Status)
      expect(['Normal', 'FinancialLocked']).toContain(read.BusinessStatus)
    },
  },
  {
    name: 'a connection names its gateway',
    needs: ['gateway', 'connection'],
    async run({ client }, { gateway, connection }) {
      const read = await client.describeVpnConnection({ VpnConnectionId: connection })
      expect([read.VpnConnectionId, read.VpnGatewayId]).toEqual([connection, gateway])
    },
  },
  {
    name: 'a server is found by its id, and names its gateway',
    needs: ['server', 'serverGateway'],
    async run({ client }, { server, serverGateway }) {
      const { IpsecServers } = await client.listIpsecServers({ IpsecServerId: [server] })
      expect(IpsecServers?.map(({ IpsecServerId, VpnGatewayId }) => [IpsecServerId, VpnGatewayId])).toEqual([[server, serverGateway]])
    },
  },
  {
    name: 'what is absent is not found, by the code and status of each read',
    async run({ client }) {
      const noGateway = { name: 'ServiceError', status: 404, code: 'InvalidVpnGatewayInstanceId.NotFound' }
      const noConnection = { name: 'ServiceError', status: 404, code: 'InvalidVpnConnectionInstanceId.NotFound', kind: 'gone' }
      await expect(client.describeVpnGateway({ VpnGatewayId: absent.gateway })).rejects.toMatchObject(noGateway)
      await expect(client.describeVpnConnection({ VpnConnectionId: absent.connection })).rejects.toMatchObject(noConnection)
    },
  },
  {
    name: 'a server that is absent leaves its listing empty',
    async run({ client }) {
      const { IpsecServers, TotalCount } = await client.listIpsecServers({ IpsecServerId: [absent.server] })
      expect([IpsecServers ?? [], TotalCount]).toEqual([[], 0])
    },
  },
  {
    name: 'another region does not have it',
    needs: ['connection'],
    async run({ client, fixture: { regionId } }, { connection }) {
      const other = regionId === 'eu-central-1' ? 'eu-west-1' : 'eu-central-1'
      const read = client.describeVpnConnection({ VpnConnectionId: connection, RegionId: other })
      await expect(read).rejects.toMatchObject({ name: 'ServiceError' })
    },
  },
  {
    name: 'the regions hold this one',
    async run({ client, fixture: { regionId } }) {
      const { Regions } = await client.describeRegions()
      expect(Regions?.Region?.map(({ RegionId }) => RegionId)).toContain(regionId)
    },
  },
  {
    name: 'a connection that is attached elsewhere names no gateway',
    needs: ['detachedConnection'],
    async run({ client }, { detachedConnection }) {
      const { VpnGatewayId, AttachType } = await client.describeVpnConnection({ VpnConnectionId: detachedConnection })
      expect(VpnGatewayId ?? '').toBe('')
      expect(['CEN', 'NO_ASSOCIATED']).toContain(AttachType)
    },
  },
  {
    name: 'a listing keeps what its filters name',
    needs: ['gateway', 'connection', 'otherConnection'],
    async run({ client }, { gateway, connection }) {
      const listed = async (filter: { VpnConnectionId?: string; CustomerGatewayId?: string }) => {
        const { VpnConnections } = await client.describeVpnConnections({ VpnGatewayId: gateway, ...filter })
        return VpnConnections?.VpnConnection?.map(({ VpnConnectionId }) => VpnConnectionId) ?? []
      }
      expect(await listed({ VpnConnectionId: connection })).toEqual([connection])
      const { CustomerGatewayId = '' } = await client.describeVpnConnection({ VpnConnectionId: connection })
      expect(await listed({ CustomerGatewayId })).toContain(connection)
      expect(await listed({ CustomerGatewayId: absent.customerGateway })).toEqual([])
    },
  },
  {
    name: 'pages by token lead through the whole listing, and the last one has none',
    needs: ['server'],
    async run({ client }, { server }) {
      const all = (await client.listIpsecServers({ MaxResults: 20 })).IpsecServers?.map(({ IpsecServerId }) => IpsecServerId) ?? []
      expect(all).toContain(server)
      const walked: unknown[] = []
      for (let NextToken: string | undefined = ''; NextToken !== undefined && walked.length < all.length; ) {
        const page = await client.listIpsecServers({ MaxResults: 1, ...(NextToken !== '' && { NextToken }) })
        walked.push(...(page.IpsecServers ?? []).map(({ IpsecServerId }) => IpsecServerId))
        NextToken = page.NextToken || undefined
        if (walked.length === all.length) expect(NextToken).toBeUndefined()
      }
      expect(walked).toEqual(all)
    },
  },
  {
    name: 'pages of a listing are parts of the whole',
    needs: ['gateway', 'connection'],
    async run({ client }, { gateway, connection }) {
      const page = async (PageNumber: number, PageSize: number) => {
        const answer = await client.describeVpnConnections({ VpnGatewayId: gateway, PageNumber, PageSize })
        expect([answer.PageNumber, answer.PageSize]).toEqual([PageNumber, PageSize])
        return { total: answer.TotalCount, ids: answer.VpnConnections?.VpnConnection?.map(({ VpnConnectionId }) => VpnConnectionId) ?? [] }
      }
      const whole = await page(1, 50)
      expect(whole.ids).toContain(connection)
      expect(whole.total).toBe(whole.ids.length)
      const first = await page(1, 1)
      expect([first.total, first.ids.length]).toEqual([whole.total, 1])
      expect(whole.ids).toContain(first.ids[0])
      expect((await page(whole.ids.length + 1, 1)).ids).toEqual([])
    },
  },
]
