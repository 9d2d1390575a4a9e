// The emulator behind the runtime's own server, which takes its `fetch` as it is; and behind a port of the emulator's own.
import assert from 'node:assert/strict'
import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import { teardown } from '@vpn-gateway/poller'

const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' }
const ownServer = {
  Bun({ fetch }) {
    const server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch })
    return { url: server.url.origin, close: () => server.stop(true) }
  },
  Deno({ fetch }) {
    const server = Deno.serve({ hostname: '127.0.0.1', port: 0, onListen() {} }, fetch)
    return { url: `http://127.0.0.1:${server.addr.port}`, close: () => server.shutdown() }
  },
}
const name = 'Bun' in globalThis ? 'Bun' : 'Deno'
for (const [what, serverOf] of [
  [`${name}'s server`, ownServer[name]],
  ["the emulator's port", serve],
]) {
  const gateways = [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }]
  const emulator = createEmulator({ gateways, credentials: [credentials], progression: { timeMs: 20 } })
  const server = await serverOf(emulator)
  const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', endpoint: server.url, credentials })
  const outcomes = await teardown(client, ['vpn-1'], { backoff: { minMs: 10, maxMs: 50 } }).report()
  assert.deepEqual(outcomes.map(({ outcome }) => outcome).sort(), ['emptied', 'gone', 'gone'])
  await server.close()
  console.log(`${what}: all gone`)
}
