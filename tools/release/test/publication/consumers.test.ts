import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '@vpn-gateway/workspace/packages'
import { temporaryFolder } from '@vpn-gateway/workspace/temporary-folder'
import { afterAll, expect, test } from 'vitest'
import { consumerNames, runConsumer } from '../../src/publication/consumers.ts'
import { pack } from '../../src/publication/pack.ts'

const { path: folder, [Symbol.dispose]: remove } = temporaryFolder('consumers')
afterAll(remove)
const { tarballs } = await pack(folder)

// `npm run release:check` runs all of them; here, and at length in test/long, is shown that a failure is seen.
test('a page that esbuild bundles has nothing of Node', async () => {
  const { output, failed } = await runConsumer('esbuild', join(folder, 'esbuild'), tarballs)
  expect(output).toMatch(/^esbuild: \d+ bytes at first, \d+ with every later chunk, min \+ gzip; nothing of Node$/m)
  expect(failed).toBe(false)
})

test('something of Node in a bundle is found', async () => {
  const { output, failed } = await runConsumer('esbuild', join(folder, 'esbuild-process'), tarballs, (copy) =>
    appendFileSync(join(copy, 'page.js'), '\ndocument.title = process.env.HOME\n'),
  )
  expect(output).toContain('needs Node')
  expect(failed).toBe(true)
})

test('handlers that openapi-msw types by the contract answer one operation each', async () => {
  const { output, failed } = await runConsumer('openapi-msw', join(folder, 'openapi-msw'), tarballs)
  expect(failed, output).toBe(false)
})

test('every consumer has a lock file, and none of our packages in it', () => {
  expect(consumerNames().length).toBeGreaterThan(8)
  for (const name of consumerNames()) {
    const lock = join(root, 'tools/release/consumers', name, 'package-lock.json')
    expect(existsSync(lock), lock).toBe(true)
    expect(readFileSync(lock, 'utf8'), lock).not.toContain('@vpn-gateway/')
  }
})
