import { expect } from 'vitest'
import { absent, type Case, type SendOptions } from '../service.ts'

/** A request that is wrong in itself, and the code that says so. */
function refuses(name: string, pairs: Readonly<Record<string, string>>, code: RegExp): Case {
  return {
    name: `a request with ${name} is refused`,
    isOnWire: true,
    async run({ send, fixture: { regionId } }) {
      const { status, answer } = await send({ RegionId: regionId, ...pairs })
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
      expect(answer.Code).toMatch(code)
    },
  }
}

/** Behaviours of requests as such: methods, formats, refusals. */
export const requests: readonly Case[] = [
  {
    ...refuses('an unknown operation', { Action: 'UnknownOperation' }, /^InvalidAction\.NotFound$/),
    effect: 'asks for unknown operations',
  },
  refuses('another version', { Action: 'DescribeRegions', Version: '1999-01-01' }, /^NoSuchVersion$|^InvalidVersion/),
  refuses('a parameter missing', { Action: 'DescribeVpnGateway' }, /^Missing/),
  refuses('another format', { Action: 'DescribeRegions', Format: 'YAML' }, /^InvalidParameter\.Format$|^InvalidFormat/),
  refuses('a page that is too large', { Action: 'DescribeVpnConnections', PageSize: '51' }, /^(Invalid|Illegal)/),
  refuses('an unknown page token', { Action: 'ListIpsecServers', NextToken: absent.pageToken }, /^(Invalid|Illegal)/),
  {
    name: 'GET, POST with a query and POST with a form are one',
    needs: ['gateway'],
    isOnWire: true,
    async run({ send, fixture: { regionId } }, { gateway }) {
      const all: SendOptions[] = [{ method: 'GET' }, { method: 'POST' }, { method: 'POST', in: 'form' }]
      for (const options of all) {
        const { status, answer } = await send({ Action: 'DescribeVpnGateway', RegionId: regionId, VpnGatewayId: gateway }, options)
        expect([status, answer.VpnGatewayId]).toEqual([200, gateway])
      }
    },
  },
  {
    name: 'an answer in XML has the operation as its root',
    isOnWire: true,
    async run({ send }) {
      const { status, type, text } = await send({ Action: 'DescribeRegions', Format: 'XML' })
      expect(status).toBe(200)
      expect(type).toContain('xml')
      expect(text).toMatch(/<DescribeRegionsResponse>[\s\S]*<RegionId>[\s\S]*<\/DescribeRegionsResponse>/)
    },
  },
  {
    name: 'a refusal in XML is an Error with a Code',
    isOnWire: true,
    async run({ send, fixture: { regionId } }) {
      const pairs = { Action: 'DescribeVpnGateway', RegionId: regionId, VpnGatewayId: absent.gateway }
      const { type, text } = await send({ ...pairs, Format: 'XML' })
      expect(type).toContain('xml')
      expect(text).toMatch(/<Error>[\s\S]*<Code>InvalidVpnGatewayInstanceId\.NotFound<\/Code>[\s\S]*<\/Error>/)
    },
  },
]
