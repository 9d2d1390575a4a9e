import { createVpnGatewayClient } from '@vpn-gateway/client'
import { teardown } from '../../src/index.ts'
import { openJournal } from '../../src/node.ts'

/** Deletes what it is told, or goes on with what its journal tells, and prints each event. */
const [endpoint = '', path = '', ...ids] = process.argv.slice(2)
const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', endpoint })
const journal = await openJournal(path)
const run = teardown(client, ids, { journal, backoff: { minMs: 20, maxMs: 60 } })
for await (const { id, phase } of run) console.log(`${id} ${phase}`)
const outcomes = await run.report()
await journal.close()
console.log(JSON.stringify(outcomes))
