import { beforeEach, describe, expect, test } from 'vitest'
import { serviceOfFile } from './service.ts'

const connections = Array.from({ length: 73 }, (_, at) => `vco-${at}`)
const { emulator, run } = await serviceOfFile({
  gateways: [{ id: 'vpn-1', connections }, { servers: ['iss-1'] }, { servers: ['iss-2'] }],
})
beforeEach(() => emulator.clearFaults())

describe('--all', () => {
  test('prints the entries of every page as one answer, without secrets', async () => {
    const { code, stdout } = await run('connections', '--all', '--output', 'json')
    const { TotalCount, VpnConnections, ...more } = JSON.parse(stdout)
    expect({ code, TotalCount, more }).toEqual({ code: 0, TotalCount: 73, more: {} })
    expect(new Set(VpnConnections.VpnConnection.map((entry: { VpnConnectionId: string }) => entry.VpnConnectionId)).size).toBe(73)
    expect(stdout).not.toMatch(/Psk|AuthKey|pgw6dy/)
  })

  test('prints them as text too', async () => {
    const { code, stdout } = await run('connections', '--all', '--vpn-gateway-id', 'vpn-1')
    expect({ code, first: stdout.split('\n')[0] }).toEqual({ code: 0, first: 'TotalCount: 73' })
    expect(stdout.match(/VpnConnectionId: vco-/g)).toHaveLength(73)
    expect(stdout).not.toMatch(/Psk|AuthKey|pgw6dy/)
  })

  test.each([
    ['gateways', 3, 'VpnGatewayId: '],
    ['servers', 2, 'IpsecServerId: '],
  ])('lists %s', async (name, count, field) => {
    const { code, stdout } = await run(name, '--all')
    expect({ code, count: stdout.split(field).length - 1 }).toEqual({ code: 0, count })
  })

  test.each(['short-page', 'no-total'] as const)('refuses a listing that is not complete (%s), and prints nothing of it', async (kind) => {
    emulator.inject('DescribeVpnConnections', { kind }, { rate: 1 })
    const { code, stdout, stderr } = await run('connections', '--all')
    expect({ code, stdout, stderr }).toEqual({
      code: 3,
      stdout: '',
      stderr:
        'vpngw: DescribeVpnConnections was answered with status 200 and pages that disagree with the total they announce, so that entries may be missing\n',
    })
  })

  test.each([
    ['connections', '--page-size', '--page-size <value>'],
    ['connections', '--page-number', '--page-number <value>'],
    ['servers', '--max-results', '--max-results <value>'],
    ['servers', '--next-token', '--next-token <value>'],
  ])('of %s is refused together with %s', async (name, flag, words) => {
    const { code, stderr } = await run(name, '--all', flag, '2')
    expect({ code, stderr }).toEqual({ code: 2, stderr: `vpngw: option '--all' cannot be used with option '${words}'\n` })
  })

  test('is no option of a read, nor of a listing without pages', async () => {
    for (const args of [['describe-vpn-gateway', 'vpn-1'], ['describe-regions']])
      expect(await run(...args, '--all')).toMatchObject({ code: 2, stderr: "vpngw: unknown option '--all'\n" })
  })
})
