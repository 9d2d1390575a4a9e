import type { Credentials } from '@vpn-gateway/core'
import type { EmulatorOptions, EmulatorSeed } from '@vpn-gateway/emulator'
import type { EmulatorServer, ServeOptions } from '@vpn-gateway/emulator/node'

export const embeddedRegion = 'cn-hangzhou'

const connections = ['vco-demo1', 'vco-demo2', 'vco-demo3']
const servers = ['iss-demo1']

/** Everything that can be deleted there. */
export const embeddedIds: readonly string[] = [...connections, ...servers]

const gateways = [
  { id: 'vpn-demo1', fields: { Name: 'office', InternetIp: '47.22.0.10' }, connections },
  { id: 'vpn-demo2', fields: { Name: 'remote-access', InternetIp: '47.22.0.11' }, servers },
]

/** Where the page is, under the address of the emulator. */
const explorerPath = '/_explorer/'

/** The service in memory with the page beside it; slow enough to be watched, and open to any key. */
export async function startExplorer(port: number, seed?: EmulatorSeed): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { siteFolder } = await import('@vpn-gateway/explorer')
  const options = { progression: { timeMs: 15_000 }, updatingAfterMs: 1000 }
  const server = await serveEmulator(options, { port, pages: { [explorerPath]: await siteFolder() } }, seed)
  return { url: `${server.url}${explorerPath}`, close: () => server.close() }
}

/** The service in memory behind a real port, with a key of its own; it lives as long as the command. */
export async function startEmbedded(): Promise<{ readonly server: EmulatorServer; readonly credentials: Credentials }> {
  const credentials = { accessKeyId: 'embedded', accessKeySecret: crypto.randomUUID() }
  return { server: await serveEmulator({ progression: { timeMs: 1500 }, updatingAfterMs: 200, credentials: [credentials] }), credentials }
}

/** Starts the service in memory. It is loaded by then: what calls the real one starts sooner without it. */
async function serveEmulator(options: EmulatorOptions, at?: ServeOptions, seed?: EmulatorSeed): Promise<EmulatorServer> {
  const [{ createEmulator }, { serve }] = await Promise.all([import('@vpn-gateway/emulator'), import('@vpn-gateway/emulator/node')])
  const emulator = createEmulator({ regionId: embeddedRegion, gateways, ...options })
  if (seed) emulator.seed(seed)
  return serve(emulator, at)
}
