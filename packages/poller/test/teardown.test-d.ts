import { createVpnGatewayClient } from '@vpn-gateway/client'
import { expectTypeOf } from 'vitest'
import {
  type Journal,
  JournalError,
  memoryJournal,
  type Outcome,
  parsePlan,
  type TeardownPlan,
  teardown,
  teardownTargetOf,
} from '../src/index.ts'
import { openJournal } from '../src/node.ts'

const client = createVpnGatewayClient({ regionId: 'cn-hangzhou' })

// Outcomes: each has the fields of its end, and no others.
const [outcome] = await teardown(client, ['vpn-1'], { journal: memoryJournal(), timeoutMs: 60_000 }).report()
expectTypeOf(outcome).toEqualTypeOf<Outcome | undefined>()
if (outcome?.outcome === 'unknown') expectTypeOf(outcome.isSent).toEqualTypeOf<boolean>()
if (outcome?.outcome === 'failed') expectTypeOf(outcome.isFinal).toEqualTypeOf<boolean>()
// @ts-expect-error only what failed or is not known has an error
if (outcome?.outcome === 'gone') outcome.error
for await (const event of teardown(client, [teardownTargetOf('vco-1')])) expectTypeOf(event.error).toEqualTypeOf<unknown>()
// @ts-expect-error misspelt
teardown(client, ['vco-1'], { gatewaysAtOne: 2 })

// Journals: that of a file closes at the end of its scope, and is one like any other.
await using file = await openJournal('teardown.journal')
expectTypeOf(file).toExtend<Journal>()
const caught: unknown = new Error()
if (caught instanceof JournalError) expectTypeOf(caught.outcomes).toEqualTypeOf<readonly Outcome[]>()

// Plans come from files as whatever they are.
expectTypeOf(await parsePlan(JSON.parse('{}') as unknown)).toEqualTypeOf<TeardownPlan>()
