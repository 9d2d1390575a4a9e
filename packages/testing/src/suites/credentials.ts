import { type CredentialsSource, createRawClient } from '@vpn-gateway/core'
import { createEmulator } from '@vpn-gateway/emulator'
import { expectSame, type SuiteCase } from './case.ts'
import { read, regionId, seedOf } from './sample.ts'

/** The key that a source is expected to give. */
export interface ExpectedKey {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken?: string
}

/**
 * Gives what every source of credentials must do: its key signs what the service accepts, each time it is asked, also at once.
 *
 * @param source what is given to a client as `credentials`
 * @param expected the key that it gives; no message quotes its secret
 *
 * @example
 * for (const { name, run } of credentialsSuite(provider, { accessKeyId: 'id', accessKeySecret: 'secret' })) test(name, run)
 */
export function credentialsSuite(source: CredentialsSource, expected: ExpectedKey): readonly SuiteCase[] {
  const signing = (name: string, version: 'v3' | 'v1', calls: (call: () => Promise<unknown>) => Promise<unknown>): SuiteCase => ({
    name,
    async run() {
      const { fetch, ledger } = createEmulator({ ...seedOf(1), credentials: [expected] })
      const client = createRawClient({ regionId, credentials: source, signing: version, fetch })
      await calls(() => client.call(...read))
      const refused = ledger.requests.filter(({ status }) => status !== 200)
      expectSame('refused requests', refused.length, 0)
    },
  })
  return [
    signing('its key signs a call that the service accepts', 'v3', (call) => call()),
    signing('its key signs by the older signature too', 'v1', (call) => call()),
    signing('it is asked again for each call, and gives a key each time', 'v3', async (call) => {
      for (let times = 0; times < 3; times += 1) await call()
    }),
    signing('it is asked for many calls at once', 'v3', (call) => Promise.all(Array.from({ length: 20 }, call))),
  ]
}
