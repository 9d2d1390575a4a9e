import { expect, test } from 'vitest'
import { measured } from './measured.ts'

const mega = 2 ** 20

test('a body in chunks of a byte takes little more memory than its bytes', async () => {
  const bytes = 1_000_000
  const { status, grown } = await measured('small-chunks', `${bytes}`)
  expect(status).toBe('200')
  expect(grown).toBeLessThan(3 * bytes + 16 * mega)
})

test.each(['a', '+', 'a+', '%41+'])('a form of as many %s as a body may have takes at most three times its bytes', async (unit) => {
  const { statuses, grown } = await measured('body-memory', unit)
  expect(statuses).toEqual([200, 200, 200])
  expect(grown).toBeLessThan(3 * mega + 16 * mega)
})

test('streams of events that are not read take no more memory together than one', async () => {
  const none = await measured('events-memory', '0')
  const most = await measured('events-memory', '100')
  expect(most.grown - none.grown).toBeLessThan(3 * 4 * mega + 16 * mega)
})

test.each([
  ['texts of one byte', 204],
  ['no JSON', 413],
])('a body of %s takes at most three times the bytes that it may have', async (kind, status) => {
  const { statuses, grown, kept } = await measured('body-memory', kind)
  expect(statuses).toEqual([status, 200, 200])
  expect(grown - kept).toBeLessThan(3 * 64 * mega + 16 * mega)
})

test('a request that its caller gives up is in the ledger, whatever is collected meanwhile', async () => {
  expect(await measured('given-up')).toBe(10)
})
