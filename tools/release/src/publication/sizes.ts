import { join } from 'node:path'
import { type BrowserSize, browserSize } from '@vpn-gateway/workspace/browser-size'
import { installLocked } from '@vpn-gateway/workspace/locked-install'
import { root } from '@vpn-gateway/workspace/packages'
import { type Check, type Packed, peers } from './check.ts'

/** A typical first use of a package in a browser, and how large it may be. */
export interface SizeLimit {
  readonly package: string
  readonly use: string
  readonly program: string
  /** Packages that another limit counts. */
  readonly external?: readonly string[]
  /** Most that a browser loads before the program runs, in kB of 1,000 bytes, minified and compressed; not set where it is only printed. */
  readonly atMostKb?: number
}

const deletion = `import { beginDelete, retry } from '@vpn-gateway/poller'
console.log(beginDelete, retry)`

const manyDeletions = `import { teardown } from '@vpn-gateway/poller'
console.log(teardown)`

/**
 * The limits of what a package itself brings. Core comes with the client, which everyone has who uses the poller: the poller's
 * limit leaves core out, and the whole is printed beside it.
 */
export const sizeLimits: readonly SizeLimit[] = [
  {
    package: '@vpn-gateway/client',
    use: 'one call',
    program: `import { createVpnGatewayClient } from '@vpn-gateway/client'
const client = createVpnGatewayClient({ endpoint: location.origin })
await client.deleteVpnConnection({ VpnConnectionId: 'vco-1' })`,
    atMostKb: 8,
  },
  {
    package: '@vpn-gateway/client',
    use: 'openapi-fetch over a proxy',
    program: `import { createOpenApiClient } from '@vpn-gateway/client/openapi'
const api = createOpenApiClient({ baseUrl: '/api' })
await api.POST('/DeleteVpnConnection', { body: { VpnConnectionId: 'vco-1' } })`,
    atMostKb: 3.3,
  },
  {
    package: '@vpn-gateway/poller',
    use: 'one deletion, without core',
    program: deletion,
    external: ['@vpn-gateway/core'],
    atMostKb: 11.1,
  },
  {
    package: '@vpn-gateway/poller',
    use: 'a teardown, without core',
    program: manyDeletions,
    external: ['@vpn-gateway/core'],
    atMostKb: 20,
  },
  { package: '@vpn-gateway/poller', use: 'one deletion with core', program: deletion },
  {
    package: '@vpn-gateway/poller',
    use: 'one deletion with core and the client',
    program: `${deletion}\nexport { createVpnGatewayClient } from '@vpn-gateway/client'`,
  },
  {
    package: '@vpn-gateway/msw',
    use: 'handlers of an emulator, without msw',
    program: `import { createEmulator } from '@vpn-gateway/emulator'
import { handlers } from '@vpn-gateway/msw'
import { setupWorker } from 'msw/browser'
await setupWorker(...handlers(createEmulator({ gateways: [{ connections: 2 }] }))).start()`,
    external: ['msw', 'msw/*'],
    atMostKb: 26,
  },
]

/** Measures what a browser loads for a use. Our packages are resolved beside the packed one, those of others in the workspace. */
export function sizeOf({ program, external = [] }: SizeLimit, { folder }: Packed): Promise<BrowserSize> {
  installLocked(peers)
  return browserSize(peers, { text: program, folder, nodePaths: [join(root, 'node_modules')], external })
}

/** A page loads little before its first use of a package. */
export const sizes: Check = {
  rule: 'size',
  async remedies(packed: Packed) {
    const remedies: string[] = []
    for (const limit of sizeLimits.filter((each) => each.package === packed.name && each.atMostKb !== undefined)) {
      const { first } = await sizeOf(limit, packed)
      if (first > (limit.atMostKb ?? 0) * 1000)
        remedies.push(
          `${limit.use} takes ${first} bytes, and may take ${limit.atMostKb} kB: import lazily what the first use does not need`,
        )
    }
    return remedies
  },
}
