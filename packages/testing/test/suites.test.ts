import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Journal, memoryJournal } from '@vpn-gateway/poller'
import { openJournal } from '@vpn-gateway/poller/node'
import { credentialsSuite, fetchSuite, type JournalSubject, journalSuite, type SuiteCase } from '@vpn-gateway/testing/suites'
import { afterAll, describe, expect, test } from 'vitest'

// Our own go through the same suites; and each case fails for something that is wrong in just that.

const folder = mkdtempSync(join(tmpdir(), 'vpn-gateway-suites-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A journal in memory whose place outlives it. */
function inMemory(change: (journal: Journal) => Journal = (journal) => journal): JournalSubject {
  let kept = memoryJournal()
  return {
    async open() {
      kept = memoryJournal()
      return change(kept)
    },
    reopen: async () => change(kept),
  }
}

function inFiles(): JournalSubject {
  let count = 0
  let last: Awaited<ReturnType<typeof openJournal>> | undefined
  const again = async () => {
    await last?.close()
    last = await openJournal(join(folder, `${count}.journal`))
    return last
  }
  return {
    open() {
      count += 1
      return again()
    },
    reopen: again,
  }
}

const key = { accessKeyId: 'LTAI-suite', accessKeySecret: 'planted' }
const temporary = { ...key, securityToken: 'token' }

describe.each<[string, readonly SuiteCase[]]>([
  ['a journal in memory', journalSuite(inMemory())],
  ['a journal in a file', journalSuite(inFiles())],
  ["the runtime's fetch", fetchSuite((request) => fetch(request))],
  ['a key', credentialsSuite(key, key)],
  ['a function that gives a key', credentialsSuite(async () => key, key)],
  ['a provider of a temporary key', credentialsSuite({ getCredential: () => temporary }, temporary)],
])('%s', (_, cases) => {
  test.each(cases.map(({ name, run }) => [name, run] as const))('%s', (__, run) => run())
})

/** Names of the cases that fail; none of their messages may quote a secret. */
async function failuresOf(cases: readonly SuiteCase[]): Promise<string[]> {
  const failed: string[] = []
  for (const { name, run } of cases)
    await run().catch((error: Error) => {
      expect(error.message).not.toContain('planted')
      failed.push(name)
    })
  return failed
}

const nothingKept = (): Journal => {
  const own = memoryJournal()
  return { read: () => own.read(), append: (entry) => own.append(entry) }
}

test.each<[string, (journal: Journal) => Journal, RegExp]>([
  [
    'drops every second entry',
    (journal) => ({ ...nothingKept(), read: async () => (await journal.read()).filter((_, at) => at % 2 === 0) }),
    /order in which/,
  ],
  ['keeps nothing for the next process', nothingKept, /next process/],
  [
    'gives the newest first',
    (journal) => ({ append: (entry) => journal.append(entry), read: async () => [...(await journal.read())].reverse() }),
    /order of the calls/,
  ],
])('a journal that %s fails', async (_, change, name) => {
  expect((await failuresOf(journalSuite(inMemory(change)))).join('\n')).toMatch(name)
})

test.each<[string, (request: Request) => Promise<Response>, RegExp]>([
  ['drops headers', (request) => fetch(request.url, { method: request.method }), /headers arrive/],
  ['drops the body', (request) => fetch(request.url, { method: 'POST', headers: request.headers }), /body arrives/],
  ['makes a success of every answer', async (request) => new Response((await fetch(request)).body), /its status/],
  ['drops the headers of answers', async (request) => bare(await fetch(request)), /with its headers/],
  ['answers where nothing came', (request) => fetch(request).catch(() => new Response('')), /breaks/],
  [
    'heeds no abort',
    (request) => fetch(request.url, { ...request, signal: null, headers: request.headers, method: request.method }),
    /abort/,
  ],
  ['cuts long answers', async (request) => new Response((await (await fetch(request)).text()).slice(0, 9_000)), /comes whole/],
])('a fetch that %s fails in that', async (_, broken, name) => {
  expect((await failuresOf(fetchSuite(broken))).join('\n')).toMatch(name)
})

test('another key than the expected one fails, and its secret is not quoted', async () => {
  expect(await failuresOf(credentialsSuite({ ...key, accessKeySecret: 'planted-too' }, key))).toHaveLength(4)
})

/** An answer without its headers. */
function bare({ body, status }: Response): Response {
  return new Response(body, { status })
}
