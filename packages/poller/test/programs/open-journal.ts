import { setTimeout as sleep } from 'node:timers/promises'
import { openJournal } from '../../src/node.ts'

/** Opens a journal, keeps it as long as others may still come, and prints how that went. */
const journal = await openJournal(process.argv[2] ?? '').catch((error: Error) => error)
console.log(journal instanceof Error ? journal.name : 'opened')
if (!(journal instanceof Error)) {
  await sleep(3_000)
  await journal.close()
}
