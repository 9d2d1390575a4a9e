import { fileURLToPath } from 'node:url'
import { testBundle } from '@vpn-gateway/workspace/test-bundle'

/** Puts the sources of the command line into one file, once for all tests, which start it hundreds of times. */
export async function setup(): Promise<() => void> {
  // The explorer finds its page beside itself.
  const { file, remove } = await testBundle(fileURLToPath(new URL('..', import.meta.url)), 'bin.ts', ['@vpn-gateway/explorer'])
  process.env.VPNGW_BUNDLE = file
  return remove
}
