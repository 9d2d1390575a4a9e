import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const mega = 2 ** 20

async function measured(program: string, argument = '') {
  const path = fileURLToPath(new URL(`programs/${program}.ts`, import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '--conditions=@vpn-gateway/source', path, argument])
  return JSON.parse(stdout)
}

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
  ['texts of two bytes', 204],
  ['texts of escapes', 204],
  ['texts of two bytes, the last refused', 400],
  ['many resources', 204],
  ['many items of a snapshot', 204],
  ['resources of other fields each', 204],
  ['resources of other fields each, the last refused', 400],
  ['long texts in one resource', 400],
  ['many fields in one resource', 413],
  ['as many fields as there may be values', 413],
  ['texts that are too long', 413],
  ['names that are not known', 413],
  ['seeds of nothing', 400],
  ['lists in lists', 400],
  ['no JSON', 413],
])('a body of %s takes at most three times the bytes that it may have, and what is kept of it is in memory once', async (kind, status) => {
  const { statuses, bytes, grown, kept } = await measured('body-memory', kind)
  expect(statuses).toEqual([status, 200, 200])
  expect(grown - kept).toBeLessThan(3 * 64 * mega + 16 * mega)
  expect(kept).toBeLessThan(3 * bytes + 40 * mega)
})

test('a request that its caller gives up is in the ledger, whatever is collected meanwhile', async () => {
  expect(await measured('given-up')).toBe(10)
})
