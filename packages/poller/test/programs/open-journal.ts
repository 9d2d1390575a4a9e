import { text } from 'node:stream/consumers'
import { openJournal } from '../../src/node.ts'

/** Opens a journal, prints how that went, and keeps it until its stdin ends. */
const journal = await openJournal(process.argv[2] ?? '').catch((error: Error) => error)
console.log(journal instanceof Error ? journal.name : 'opened')
await text(process.stdin)
if (!(journal instanceof Error)) await journal.close()
