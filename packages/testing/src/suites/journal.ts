import { type Journal, type JournalEntry, teardown } from '@vpn-gateway/poller'
import { createScenario } from '../scenario.ts'
import { expectSame, type SuiteCase } from './case.ts'
import { childIds, childKind, deletion, parentId, regionId, seedOf } from './sample.ts'

/** A journal under test, at a place of its own: a file, a row, a key. */
export interface JournalSubject {
  /** Opens the journal at a place that nothing was written to. */
  open(): Promise<Journal>
  /** Opens the journal at the place of the last `open` once more, as another process would after the first one has ended. */
  reopen(): Promise<Journal>
}

const [one = '', two = ''] = childIds(2)
const targets: JournalEntry = { targets: [one, two], regionId }
const stateOf = (id: string, phase: 'sent' | 'accepted', clientToken: string): JournalEntry => ({
  state: { version: 2, resource: childKind, id, clientToken, phase, parentId, atMs: 1_700_000_000_000, afterMs: 1_000 },
})

/**
 * Gives what every journal must do, as a teardown relies on it: entries come back as they were, in their order, and what is kept
 * outlives the process.
 *
 * @example
 * for (const { name, run } of journalSuite({ open, reopen })) test(name, run)
 */
export function journalSuite(subject: JournalSubject): readonly SuiteCase[] {
  return [
    {
      name: 'a journal that nothing was written to gives no entries',
      async run() {
        expectSame('entries', await (await subject.open()).read(), [])
      },
    },
    {
      name: 'entries are given as they were, in the order in which they were appended',
      async run() {
        const journal = await subject.open()
        const entries = [targets, stateOf(one, 'sent', 'token-ä-1'), stateOf(one, 'accepted', 'token-ä-1')]
        for (const entry of entries) await journal.append(entry)
        expectSame('entries', await journal.read(), entries)
      },
    },
    {
      name: 'entries that are appended at once keep the order of the calls',
      async run() {
        const journal = await subject.open()
        const entries = [targets, ...childIds(50).map((id) => stateOf(id, 'sent', `token of ${id}`))]
        await Promise.all(entries.map((entry) => journal.append(entry)))
        expectSame('entries', await journal.read(), entries)
      },
    },
    {
      name: 'what is appended is kept before that resolves: the next process finds it',
      async run() {
        const journal = await subject.open()
        const entries = [targets, stateOf(one, 'sent', 'token-1')]
        for (const entry of entries) await journal.append(entry)
        expectSame('entries', await (await subject.reopen()).read(), entries)
      },
    },
    {
      name: 'a teardown that was ended is gone on with: everything goes, and no deletion is sent twice',
      async run() {
        const { emulator, client } = createScenario(seedOf(2))
        const stop = new AbortController()
        const first = teardown(client, [parentId], { journal: await subject.open(), signal: stop.signal })
        for await (const { phase } of first) if (phase === 'accepted') stop.abort(new Error('the process ended'))
        await first.report()
        const report = await teardown(client, [], { journal: await subject.reopen() }).report()
        const outcomes = Object.fromEntries(report.map(({ id, outcome }) => [id, outcome]))
        expectSame('outcomes', outcomes, { [parentId]: 'emptied', [one]: 'gone', [two]: 'gone' })
        expectSame('deletions', emulator.ledger.of(deletion[0]).length, 2)
      },
    },
  ]
}
