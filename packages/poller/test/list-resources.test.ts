import type { VpnGatewayClient } from '@vpn-gateway/client'
import { expect, test } from 'vitest'
import { listResources } from '../src/index.ts'
import { optionError, setup } from './setup.ts'

const many = {
  gateways: [
    { id: 'vpn-1', connections: Array.from({ length: 120 }, (_, at) => `vco-${at}`) },
    { id: 'vpn-2', servers: ['iss-1'] },
  ],
}
const idsOf = (entries: readonly Readonly<Record<string, unknown>>[], name: string) => new Set(entries.map((entry) => entry[name]))

test('every page is read, and each entry given once', async () => {
  const { client, of } = setup(many)
  const { entries, isComplete } = await listResources(client, 'VpnConnection')
  expect({ isComplete, length: entries.length, different: idsOf(entries, 'VpnConnectionId').size }).toEqual({
    isComplete: true,
    length: 120,
    different: 120,
  })
  expect(of('DescribeVpnConnections')).toHaveLength(3)
})

test('filters are those of the listing, also ones that no entry shows', async () => {
  const { client } = setup(many)
  expect(await listResources(client, 'VpnGateway', { Status: 'active', IncludeReservationData: true })).toMatchObject({
    isComplete: true,
    entries: [{}, {}],
  })
  expect(await listResources(client, 'IpsecServer', { IpsecServerId: ['iss-1'] })).toMatchObject({
    isComplete: true,
    entries: [{ IpsecServerId: 'iss-1' }],
  })
  expect(await listResources(client, 'VpnConnection', { VpnGatewayId: 'vpn-2' })).toEqual({ isComplete: true, entries: [] })
})

type Page = { VpnConnections: { VpnConnection: { VpnConnectionId: string }[] }; TotalCount: number; PageNumber: number }

/** A client whose pages of connections are changed; `pages` counts them. */
function changed(change: (page: Page, number: number) => unknown): { client: VpnGatewayClient; pages: () => number } {
  const { client } = setup(many)
  let read = 0
  const describeVpnConnections = async (parameters: { PageNumber?: number }) => {
    read += 1
    return change((await client.describeVpnConnections(parameters as never)) as unknown as Page, parameters.PageNumber ?? 1)
  }
  return { client: { ...client, describeVpnConnections } as never, pages: () => read }
}

test.each<[string, Parameters<typeof changed>[0]]>([
  ['changes its total', (page, number) => ({ ...page, TotalCount: 120 + number })],
  ['has no total', ({ TotalCount: _, ...page }) => page],
  ['has a short page', (page) => ({ ...page, VpnConnections: { VpnConnection: page.VpnConnections.VpnConnection.slice(1) } })],
])('a listing that %s is not complete', async (_, change) => {
  expect(await listResources(changed(change).client, 'VpnConnection')).toMatchObject({ isComplete: false })
})

test('a listing that repeats a page, or brings ever more, is left', async () => {
  let first: Page | undefined
  const repeating = changed((page) => (first ??= page))
  expect(await listResources(repeating.client, 'VpnConnection')).toMatchObject({ isComplete: false })
  expect(repeating.pages()).toBe(2)
  const endless = changed((page, number) => {
    const VpnConnection = Array.from({ length: 50 }, (_, at) => ({ VpnConnectionId: `vco-${number}x${at}` }))
    return { ...page, VpnConnections: { VpnConnection }, TotalCount: number * 50 + 60 }
  })
  expect(await listResources(endless.client, 'VpnConnection')).toMatchObject({ isComplete: false })
  expect(endless.pages()).toBeLessThanOrEqual(4)
})

test('a page is no filter, and what is no resource is refused', async () => {
  const { client } = setup(many)
  await expect(listResources(client, 'VpnConnection', { PageNumber: 2 })).rejects.toMatchObject(optionError('filters'))
  await expect(listResources(client, 'Tunnel' as never)).rejects.toMatchObject(optionError('resource'))
})
