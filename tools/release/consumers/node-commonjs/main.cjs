// The same from CommonJS: Node loads ES modules by `require` from 22.12 on.
const assert = require('node:assert/strict')
const { createVpnGatewayClient } = require('@vpn-gateway/client')
const { createEmulator, createVirtualClock } = require('@vpn-gateway/emulator')
const { serve } = require('@vpn-gateway/emulator/node')
const { beginDelete, retry, teardown } = require('@vpn-gateway/poller')

for (const entry of ['core', 'core/catalogue', 'core/signing', 'core/openapi.json', 'poller/node', 'msw', 'cli/package.json'])
  assert.ok(Object.keys(require(`@vpn-gateway/${entry}`)).length > 0)

async function main() {
  const clock = createVirtualClock()
  const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }], clock })
  const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', retry: retry(), fetch: emulator.fetch, clock })
  await (await beginDelete(client, { VpnConnectionId: 'vco-1' }, { clock })).result()
  await teardown(client, ['vco-2'], { clock }).report()
  assert.equal(emulator.has('vco-1') || emulator.has('vco-2'), false)
  assert.equal(typeof serve, 'function')
  console.log(`Node ${process.version} as CommonJS: all gone`)
}

main()
