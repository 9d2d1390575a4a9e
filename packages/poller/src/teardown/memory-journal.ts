import type { Journal, JournalEntry } from './journal.ts'

/** A journal for as long as the process lives: to pause a teardown and go on with it. */
export function memoryJournal(): Journal {
  const entries: JournalEntry[] = []
  return {
    read: async () => [...entries],
    append: async (entry) => void entries.push(entry),
  }
}
