import { expect, test } from 'vitest'
import { measured } from '../measured.ts'

const mega = 2 ** 20

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
