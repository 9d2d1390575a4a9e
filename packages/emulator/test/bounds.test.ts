import { expect, test } from 'vitest'
import { createEmulator } from '../src/index.ts'
import { LedgerBook } from '../src/ledger.ts'
import { serve } from '../src/node.ts'

test('the ledger forgets the older half of what is too much', () => {
  const book = new LedgerBook(() => {})
  const { requests, tasks, states } = book.shown(() => {})
  for (let atMs = 0; atMs < 200_001; atMs += 1) {
    book.answered({ atMs, operation: undefined, parameters: {}, status: 200 })
    book.changed({ atMs, id: 'vpn-1', state: 'active' })
    book.begin('vco-1', 'vpn-1', atMs)
  }
  for (const kept of [requests, tasks, states]) expect(kept.length).toBe(100_001)
  expect([requests[0]?.atMs, requests.at(-1)?.atMs]).toEqual([100_000, 200_000])
})

test('streams of events are bounded, and there is room again when others end', async () => {
  const server = await serve(createEmulator())
  const gone = new AbortController()
  const open = (signal?: AbortSignal) => fetch(`${server.url}/_emulator/events`, { ...(signal && { signal }) })
  const streams = await Promise.all(Array.from({ length: 100 }, () => open(gone.signal)))
  expect(streams.map(({ status }) => status)).toEqual(Array.from({ length: 100 }, () => 200))
  expect((await open()).status).toBe(503)
  gone.abort()
  await expect.poll(async () => (await open(AbortSignal.timeout(1000))).status).toBe(200)
  await server.close()
})
