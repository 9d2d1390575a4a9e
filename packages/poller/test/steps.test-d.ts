import { createVpnGatewayClient } from '@vpn-gateway/client'
import { expectTypeOf } from 'vitest'
import {
  createDeletionReader,
  createRetryBudget,
  DeletionError,
  type DeletionErrorCode,
  type DeletionState,
  type GatewayEvidence,
  listResources,
  prepareDelete,
  type ResourceEvidence,
  resumeDelete,
  retry,
  stepDelete,
} from '../src/index.ts'

const client = createVpnGatewayClient({ regionId: 'cn-hangzhou' })

// Steps: what one gives is what the next takes, as data or as text.
const prepared = await prepareDelete(client, { VpnConnectionId: 'vco-1' }, { ensureGone: true })
expectTypeOf(prepared).toEqualTypeOf<DeletionState>()
const step = await stepDelete(client, prepared, { reader: createDeletionReader(client), confirmations: 2 })
expectTypeOf(step.afterMs).toEqualTypeOf<number>()
await stepDelete(client, JSON.stringify(step.state))
await resumeDelete(client, step.state, { resend: true, save: (state) => expectTypeOf(state).toEqualTypeOf<DeletionState>() })
// @ts-expect-error a state is not written by hand
await stepDelete(client, { id: 'vco-1' })
// @ts-expect-error one or two
await stepDelete(client, prepared, { confirmations: 3 })
// @ts-expect-error a state is not changed
prepared.phase = 'gone'

// Readings: each evidence is one of a closed list.
const reading = await createDeletionReader(client).gateway({ kind: 'VpnGateway', id: 'vpn-1' })
expectTypeOf(reading.gateway).toEqualTypeOf<GatewayEvidence>()
expectTypeOf(
  (await createDeletionReader(client).resource({ kind: 'VpnConnection', id: 'vco-1' })).resource,
).toEqualTypeOf<ResourceEvidence>()
// @ts-expect-error a gateway cannot be deleted
await createDeletionReader(client).resource({ kind: 'VpnGateway', id: 'vpn-1' })
const { entries, isComplete } = await listResources(client, 'VpnConnection', { VpnGatewayId: 'vpn-1' })
expectTypeOf(entries).items.toEqualTypeOf<Readonly<Record<string, unknown>>>()
expectTypeOf(isComplete).toEqualTypeOf<boolean>()

// Retry: calls share a budget, which shows its level.
const budget = createRetryBudget({ capacity: 10 })
expectTypeOf(budget.level).toEqualTypeOf<number>()
createVpnGatewayClient({
  regionId: 'cn-hangzhou',
  retry: retry({ budget, onRetry: ({ delayMs }) => expectTypeOf(delayMs).toEqualTypeOf<number>() }),
})
// @ts-expect-error misspelt
retry({ maxAttempt: 3 })

const caught: unknown = new Error()
if (caught instanceof DeletionError) {
  expectTypeOf(caught.code).toEqualTypeOf<DeletionErrorCode>()
  expectTypeOf(caught.isFinal).toEqualTypeOf<boolean>()
}
