import { browserSize } from '@vpn-gateway/workspace/browser-size'
import type { Measured, Site } from '../measure.ts'

const oneCall = `
import { createVpnGatewayClient } from '@vpn-gateway/client'
const client = createVpnGatewayClient({ endpoint: location.origin })
await client.deleteVpnConnection({ VpnConnectionId: 'vco-1' })
`

/** Measures the first chunk that a browser loads for one call, minified and compressed. */
export async function measureBundle(site: Site): Promise<Measured> {
  const { first, all } = await browserSize(site.compilers, { text: oneCall, folder: site.consumer })
  return {
    name: 'browser bundle of one call, first chunk, min + gzip',
    against: 'kB',
    ours: first / 1000,
    // It imports Node's own modules: no bundler makes a browser bundle of it.
    official: undefined,
    bar: { atMost: 8 },
    aim: 6,
    values: { ours: `${first} bytes`, 'with every later chunk': `${all} bytes` },
  }
}
