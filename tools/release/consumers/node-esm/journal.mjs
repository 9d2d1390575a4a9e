// A teardown with a journal in a file, as the README has it but never closed: the process ends by itself, and another goes on.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator, createVirtualClock } from '@vpn-gateway/emulator'
import { teardown } from '@vpn-gateway/poller'
import { openJournal } from '@vpn-gateway/poller/node'

const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' }
const clock = createVirtualClock()
const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }], credentials: [credentials], clock })
const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', credentials, fetch: emulator.fetch, clock })

const folder = mkdtempSync(join(tmpdir(), 'consumer-journal-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const journal = join(folder, 'teardown.jsonl')
const outcomes = await teardown(client, ['vpn-1'], { clock, journal: await openJournal(journal) }).report()
assert.deepEqual(new Set(outcomes.map(({ outcome }) => outcome)), new Set(['gone', 'emptied']))

// A file handle that is collected while it is open ends the process.
const collect = globalThis.gc ?? (() => globalThis.Bun.gc(true))
for (let round = 0; round < 5; round += 1) {
  collect()
  await new Promise((resolve) => setImmediate(resolve))
}
console.log('a journal that was never closed: no harm')
