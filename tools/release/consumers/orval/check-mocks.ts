import assert from 'node:assert/strict'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import {
  getAlibabaCloudVPNGatewayRemovalOfIPsecVPNConnectionsAndIPsecServersMock as allHandlers,
  getDeleteVpnConnectionMockHandler,
  getDescribeVpnGatewayMockHandler,
} from './generated/contract.msw.ts'
import { deleteIpsecServer, deleteVpnConnection, describeVpnGateway } from './generated/contract.ts'
import type { Target } from './generated-client.ts'

// msw replaces the global `fetch` when it listens.
const target: Target = { baseUrl: 'https://console.example/api/vpn-gateway', fetch: (input, init) => globalThis.fetch(input, init) }
const read = () => describeVpnGateway({ VpnGatewayId: 'vpn-1' }, { target })
const deletion = () => deleteVpnConnection({ VpnConnectionId: 'vco-1' }, {}, { target })
const otherDeletion = () => deleteIpsecServer({ IpsecServerId: 'iss-1' }, {}, { target })

/** Answers requests of the generated client by the generated msw handlers: a read and a deletion have handlers of their own. */
export async function checkMocks(): Promise<void> {
  const gateway = { RequestId: 'of the read', VpnGatewayId: 'vpn-1', Status: 'updating' } as const
  const readHandler = getDescribeVpnGatewayMockHandler(gateway)
  const deletionHandler = getDeleteVpnConnectionMockHandler({ RequestId: 'of the deletion' })
  const leftToOthers = http.all('*', () => HttpResponse.json({}, { status: 501 }))
  const server = setupServer(readHandler, deletionHandler, leftToOthers)
  server.listen()
  try {
    assert.deepEqual((await read()).data, gateway)
    assert.deepEqual((await deletion()).data, { RequestId: 'of the deletion' })
    assert.equal((await otherDeletion()).status, 501)
    server.resetHandlers(deletionHandler, leftToOthers)
    assert.deepEqual([(await read()).status, (await deletion()).status], [501, 200])
    server.resetHandlers(readHandler, leftToOthers)
    assert.deepEqual([(await read()).status, (await deletion()).status], [200, 501])

    server.resetHandlers(...allHandlers(), leftToOthers)
    for (const call of [read, deletion, otherDeletion]) {
      const { status, data } = await call()
      assert.deepEqual([status, typeof data.RequestId], [200, 'string'])
    }
  } finally {
    server.close()
  }
  console.log('orval: msw handlers')
}
