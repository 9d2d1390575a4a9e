// Deletes a connection of an emulator by each backend, waits until it says that it is gone, and has a refusal answered.
import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator, createVirtualClock } from '@vpn-gateway/emulator'
import { createDeletions, type Deletions } from './deletions.ts'
import { createApp as createExpress } from './express.ts'
import { createApp as createFastify } from './fastify.ts'
import { createApp as createHono } from './hono.ts'

const backends: Record<string, (deletions: Deletions) => RequestListener | Promise<RequestListener>> = {
  express: createExpress,
  async fastify(deletions) {
    const app = createFastify(deletions)
    await app.ready()
    return app.routing
  },
  hono: (deletions) => getRequestListener(createHono(deletions).fetch),
}

for (const [name, listenerOf] of Object.entries(backends)) {
  const clock = createVirtualClock()
  const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }], clock })
  const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', fetch: emulator.fetch, clock })
  const server = createServer(await listenerOf(createDeletions(client)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const ask = async (path: string, method = 'GET') => {
    const response = await fetch(base + path, { method })
    return [response.status, await response.json()] as const
  }
  assert.deepEqual(await ask('/connections/vco-1/deletion'), [404, {}])
  const [status] = await ask('/connections/vco-1', 'DELETE')
  assert.equal(status, 202)
  for (let phase = ''; phase !== 'gone'; ) [, { phase }] = await ask('/connections/vco-1/deletion')
  assert.equal(emulator.has('vco-1'), false)
  emulator.failNext('DeleteVpnConnection', 'Forbidden')
  assert.deepEqual(await ask('/connections/vco-2', 'DELETE'), [422, { code: 'Forbidden' }])
  server.close()
  server.closeAllConnections()
  console.log(`${name}: gone, and refused`)
}
