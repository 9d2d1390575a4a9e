import assert from 'node:assert/strict'
import { createEmulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import { setConfig } from './generated/.kubb/fetch.ts'
import { deleteVpnConnection, describeVpnGateway, describeVpnGateways } from './generated/index.ts'

/** Reads, lists and deletes by Kubb's own client, over a port. It has to be told that it sends JSON. */
export async function checkPreset(): Promise<void> {
  const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }, { id: 'vpn-2' }], progression: 'manual' })
  const server = await serve(emulator)
  setConfig({ baseURL: `${server.url}/api/vpn-gateway`, headers: { 'Content-Type': 'application/json' } })
  try {
    assert.equal((await describeVpnGateway({ VpnGatewayId: 'vpn-1' })).data.Status, 'active')
    assert.equal((await describeVpnGateways({ PageSize: 1 })).data.TotalCount, 2)
    assert.equal((await deleteVpnConnection({ VpnConnectionId: 'vco-1' })).status, 200)
    emulator.settle('vpn-1')
    assert.equal(emulator.has('vco-1'), false)
  } finally {
    await server.close()
  }
  console.log('kubb: its own client')
}
