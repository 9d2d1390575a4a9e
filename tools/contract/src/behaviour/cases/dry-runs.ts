import { expect } from 'vitest'
import { absent, type Case } from '../service.ts'

/** Behaviours of dry runs. */
export const dryRuns: readonly Case[] = [
  {
    name: 'a dry run that passes says so and deletes nothing',
    needs: ['server'],
    async run({ client }, { server }) {
      expect(await client.deleteIpsecServer({ IpsecServerId: server, DryRun: 'true' })).toMatchObject({ dryRun: 'passed' })
      expect(await client.listIpsecServers({ IpsecServerId: [server] })).toMatchObject({ TotalCount: 1 })
    },
  },
  {
    name: 'a dry run that passes is answered with a code, in status 400',
    needs: ['server'],
    isOnWire: true,
    async run({ send, fixture: { regionId } }, { server }) {
      const { status, answer } = await send({ Action: 'DeleteIpsecServer', RegionId: regionId, IpsecServerId: server, DryRun: 'true' })
      expect([status, answer.Code]).toEqual([400, 'DryRunOperation'])
    },
  },
  {
    name: 'a dry run of what is absent finds it absent',
    async run({ client }) {
      const dryRun = client.deleteIpsecServer({ IpsecServerId: absent.server, DryRun: 'true' })
      await expect(dryRun).rejects.toMatchObject({ code: 'InvalidIpsecServerId.NotFound', kind: 'gone' })
    },
  },
]
