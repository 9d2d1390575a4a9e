// Compiled by each compiler, strictly, with the declarations of the packages checked too.
import { createVpnGatewayClient, isServiceError } from '@vpn-gateway/client'
import { createEmulator, createVirtualClock } from '@vpn-gateway/emulator'
import { type EmulatorServer, serve } from '@vpn-gateway/emulator/node'
import { handlers, mock } from '@vpn-gateway/msw'
import { beginDelete, type DeletionState, type Outcome, retry, teardown } from '@vpn-gateway/poller'
import { type FileJournal, openJournal } from '@vpn-gateway/poller/node'
import { setupServer } from 'msw/node'

const clock = createVirtualClock()
const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }], clock })
const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', retry: retry(), fetch: emulator.fetch, clock })
const kept: DeletionState[] = []

const deletion = await beginDelete(client, { VpnConnectionId: 'vco-1' }, { save: (state) => kept.push(state), clock })
for await (const { phase, gatewayStatus } of deletion) console.log(phase.length, gatewayStatus?.toUpperCase())
const journal: FileJournal = await openJournal('journal')
const outcomes: readonly Outcome[] = await teardown(client, ['vpn-1'], { clock, journal }).report()
for (const outcome of outcomes) if (outcome.outcome === 'failed') console.log(outcome.error, outcome.isFinal)

try {
  const { Status } = await client.describeVpnGateway({ VpnGatewayId: 'vpn-1' })
  console.log(Status)
} catch (error) {
  if (!isServiceError(error, 'DescribeVpnGateway')) throw error
  console.log(error.code, error.kind)
}

const server = setupServer(...handlers(emulator))
server.use(mock('DeleteVpnConnection', ({ fail }) => fail('VpnGateway.Configuring'), { once: true }))
const port: EmulatorServer = await serve(emulator)
console.log(port)

// What is wrong does not compile: the declarations say something.
// @ts-expect-error a misspelt parameter
await client.deleteVpnConnection({ VpnConnectionID: 'vco-1' })
// @ts-expect-error a missing parameter
await client.deleteVpnConnection({})
// @ts-expect-error an id of nothing that can be deleted
await beginDelete(client, { VpnGatewayId: 'vpn-1' })
// @ts-expect-error a code that the operation does not have
mock('DeleteVpnConnection', ({ fail }) => fail('NoSuchCode'))
