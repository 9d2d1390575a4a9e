import { expect, test } from 'vitest'
import { vpngw } from './vpngw.ts'

/** The help of a command on one line. */
const helpOf = async (command: string) => (await vpngw([command, '--help'])).stdout.replace(/\s+/g, ' ')

test('the help of a teardown tells the defaults, and where its journal is', async () => {
  const help = await helpOf('teardown')
  for (const words of [
    '--timeout <seconds> longest wait for one deletion, and at the end once more for what is still at work (default: 1800)',
    '1 or 2 (default: 1)',
    'gateways to work on at once (default: all)',
    '(default: vpngw-teardown-<time>-<pid>.journal in this folder, removed once nothing is left to do)',
    '(default: that of the aliyun profile that the key comes from) (env: ALIBABA_CLOUD_REGION_ID)',
    'endpoint of the region to call, public by default;',
    '(choices: "default", "none"; default: "default", or "none" for an http endpoint when no key is set)',
  ])
    expect(help).toContain(words)
})

test('the help of a listing tells the size of a page, and that secrets of its answer are not printed', async () => {
  const help = await helpOf('connections')
  expect(help).toContain('--page-size <value> Entries per page. (default: 10)')
  expect(help).toContain('pre-shared keys in clear. vpngw does not print them.')
  expect(await helpOf('gateways')).not.toContain('does not print them')
})
