import assert from 'node:assert/strict'
import type { components, paths } from '@vpn-gateway/core/openapi'
import { createEmulator } from '@vpn-gateway/emulator'
import { handlers } from '@vpn-gateway/msw'
import { setupServer } from 'msw/node'
import { createOpenApiHttp } from 'openapi-msw'

const baseUrl = 'https://console.example/api/vpn-gateway'
const http = createOpenApiHttp<paths>({ baseUrl })

const read = http.get('/DescribeVpnGateway', ({ query, response }) =>
  response(200).json({ RequestId: 'of the handler', VpnGatewayId: query.get('VpnGatewayId'), Status: 'provisioning' }),
)
const refusal: components['schemas']['DeleteVpnConnectionError400'] = {
  RequestId: 'of the handler',
  Code: 'VpnGateway.Configuring',
  Message: 'The gateway is busy.',
}
const deletion = http.post('/DeleteVpnConnection', async ({ request, response }) => {
  const { VpnConnectionId } = await request.json()
  return VpnConnectionId === 'vco-1' ? response(400).json(refusal) : response(200).json({ RequestId: VpnConnectionId })
})

// @ts-expect-error a deletion is no GET
http.get('/DeleteVpnConnection', () => undefined)
// @ts-expect-error a status that there is not
http.get('/DescribeVpnGateway', ({ response }) => response(200).json({ RequestId: 'r', VpnGatewayId: 'vpn-1', Status: 'gone' }))

const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }], progression: 'manual' })
const server = setupServer(...handlers(emulator, { baseUrl }))

async function answerOf(path: string, body?: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${baseUrl}/${path}`, body && { method: 'POST', headers, body: JSON.stringify(body) })
  const { RequestId, Status, Code } = await response.json()
  return [response.status, Status ?? Code ?? RequestId]
}

server.listen({ onUnhandledRequest: 'error' })
try {
  // One handler answers its operation, and the emulator the others.
  server.use(read)
  assert.deepEqual(await answerOf('DescribeVpnGateway?VpnGatewayId=vpn-1'), [200, 'provisioning'])
  assert.deepEqual(await answerOf('DeleteVpnConnection', { VpnConnectionId: 'vco-9' }), [404, 'InvalidVpnConnectionInstanceId.NotFound'])

  server.resetHandlers()
  server.use(deletion)
  assert.deepEqual(await answerOf('DescribeVpnGateway?VpnGatewayId=vpn-1'), [200, 'active'])
  assert.deepEqual(await answerOf('DeleteVpnConnection', { VpnConnectionId: 'vco-1' }), [400, 'VpnGateway.Configuring'])
  assert.deepEqual(await answerOf('DeleteVpnConnection', { VpnConnectionId: 'vco-2' }), [200, 'vco-2'])
  assert.equal(emulator.ledger.tasks.length, 0)

  server.resetHandlers()
  await answerOf('DeleteVpnConnection', { VpnConnectionId: 'vco-1' })
  emulator.settle('vpn-1')
  assert.equal(emulator.has('vco-1'), false)
} finally {
  server.close()
}
console.log('openapi-msw: a handler answers its own operation')
