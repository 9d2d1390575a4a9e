export type { SuiteCase } from './suites/case.ts'
export { credentialsSuite } from './suites/credentials.ts'
export { fetchSuite } from './suites/fetch.ts'
export { type JournalSubject, journalSuite } from './suites/journal.ts'
