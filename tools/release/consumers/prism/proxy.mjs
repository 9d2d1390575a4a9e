// Prism between a client and an emulator: whatever passes has to be valid by the contract, in both directions.
import assert from 'node:assert/strict'
import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import { beginDelete } from '@vpn-gateway/poller'
import { startPrism } from './prism.mjs'

const gateways = [
  { id: 'vpn-1', connections: ['vco-1', 'vco-2'] },
  { id: 'vpn-2', servers: ['iss-1'] },
]
const emulator = createEmulator({ gateways, progression: { timeMs: 1_000 } })
const server = await serve(emulator)
const prism = await startPrism('proxy', server.url, '--errors')

let passed = 0
/** Asserted at the end: a poller goes on after a read that failed. */
const violations = []
const client = createVpnGatewayClient({
  proxy: prism.url,
  fetch: async (request) => {
    const answer = await fetch(request)
    const found = answer.headers.get('sl-violations')
    if (found !== null) violations.push(`${request.url}: ${found}`)
    passed += 1
    return answer
  },
})
const quick = { backoff: { minMs: 20, maxMs: 100 } }

const deletion = await beginDelete(client, { VpnConnectionId: 'vco-1' }, quick)
// Refusals are answers of the contract too.
await assert.rejects(client.deleteVpnConnection({ VpnConnectionId: 'vco-2' }), { kind: 'busy' })
const phases = []
for await (const { phase } of deletion) phases.push(phase)
await assert.rejects(client.describeVpnConnection({ VpnConnectionId: 'vco-1' }), { kind: 'gone' })
assert.equal((await client.deleteIpsecServer({ IpsecServerId: 'iss-1', DryRun: 'true' })).dryRun, 'passed')
await (await beginDelete(client, { IpsecServerId: 'iss-1' }, quick)).result()
await client.describeVpnGateways({})
await client.describeVpnConnections({ Tag: [{ Key: 'team', Value: 'network' }] })
await client.listIpsecServers({})
await client.describeRegions({})

assert.deepEqual(violations, [])
assert.ok(phases.includes('updating') && phases.at(-1) === 'gone', phases.join())
assert.deepEqual(
  ['vco-1', 'vco-2', 'iss-1'].filter((id) => emulator.has(id)),
  ['vco-2'],
)
assert.equal(emulator.ledger.requests.length, passed, 'each request passed Prism')
prism.close()
await server.close()
console.log(`prism proxy: two deletions in ${passed} requests, no violation`)
