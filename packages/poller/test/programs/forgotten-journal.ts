// forgotten-journal.ts PATH: a teardown whose journal nobody closes, as in a first example, with all memory collected after it.

import { setTimeout } from 'node:timers/promises'
import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator } from '@vpn-gateway/emulator'
import { teardown } from '../../src/index.ts'
import { openJournal } from '../../src/node.ts'

const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }], progression: 'immediate' })
const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', fetch: emulator.fetch })

async function removeAll(): Promise<string> {
  const backoff = { minMs: 1, maxMs: 5 }
  const run = teardown(client, ['vco-1', 'vpn-1'], { journal: await openJournal(process.argv[2] ?? ''), backoff })
  return (await run.report()).map(({ outcome }) => outcome).join(' ')
}

console.log(await removeAll())
for (let round = 0; round < 5; round += 1) {
  globalThis.gc?.()
  await setTimeout(20)
}
