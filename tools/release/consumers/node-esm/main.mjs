// The first examples of the READMEs, on the emulator; and everything that the packages export can be imported.
import assert from 'node:assert/strict'
import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createOpenApiClient } from '@vpn-gateway/client/openapi'
import { operationNames } from '@vpn-gateway/core'
import { operationErrors } from '@vpn-gateway/core/catalogue'
import { createEmulator, createVirtualClock } from '@vpn-gateway/emulator'
import { beginDelete, memoryJournal, planTeardown, resumeDelete, retry, teardown } from '@vpn-gateway/poller'

const imported = ['client/service-fetch', 'core/contract', 'core/openapi', 'core/signing', 'emulator/node', 'poller/node', 'msw'].map(
  (entry) => import(`@vpn-gateway/${entry}`),
)
const [, , typesAlone, ...entries] = await Promise.all(imported)
assert.deepEqual(Object.keys(typesAlone), [])
for (const entry of entries) assert.ok(Object.keys(entry).length > 0)
assert.ok(operationNames.length > 0 && Object.keys(operationErrors).length > 0)

const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' }
const clock = createVirtualClock()
const emulator = createEmulator({
  gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2', 'vco-3'] }],
  credentials: [credentials],
  clock,
})
const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', credentials, retry: retry(), fetch: emulator.fetch, clock })

const deletion = await beginDelete(client, { VpnConnectionId: 'vco-1' }, { clock })
const phases = []
for await (const { phase } of deletion) phases.push(phase)
await deletion.result()
assert.equal(phases.at(-1), 'gone')
assert.equal(emulator.has('vco-1'), false)

// What is loaded later: a deletion that is gone on with, the plan of a gateway, a teardown.
const second = await beginDelete(client, { VpnConnectionId: 'vco-2' }, { clock })
await (await resumeDelete(client, JSON.stringify(second), { clock })).result()
assert.equal((await planTeardown(client, ['vpn-1'], { clock })).deletions.length, 1)
const outcomes = await teardown(client, ['vpn-1'], { clock, journal: memoryJournal() }).report()
assert.deepEqual(outcomes.map(({ id, outcome }) => [id, outcome]).sort(), [
  ['vco-3', 'gone'],
  ['vpn-1', 'emptied'],
])

// The contract: signed, and over what stands for a proxy.
const forms = { signed: { regionId: 'cn-hangzhou', credentials }, proxied: { baseUrl: 'https://console.example/api' } }
for (const [form, options] of Object.entries(forms)) {
  emulator.reset()
  const api = createOpenApiClient({ ...options, fetch: emulator.fetch })
  const { data, error } = await api.POST('/DeleteVpnConnection', { body: { VpnConnectionId: 'vco-1' } })
  assert.deepEqual([typeof data?.RequestId, error], ['string', undefined], form)
  const absent = await api.GET('/DescribeVpnConnection', { params: { query: { VpnConnectionId: 'vco-none' } } })
  assert.equal(absent.error.Code, 'InvalidVpnConnectionInstanceId.NotFound', form)
}
console.log(`Node ${process.version} as ES module: all gone`)
