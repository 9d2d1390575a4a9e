import type { Credentials } from '@vpn-gateway/core'
import { createEmulator, type Emulator } from '@vpn-gateway/emulator'
import { type EmulatorServer, serve } from '@vpn-gateway/emulator/node'

export const embeddedRegion = 'cn-hangzhou'

const connections = ['vco-demo1', 'vco-demo2', 'vco-demo3']
const servers = ['iss-demo1']

/** Everything that can be deleted there. */
export const embeddedIds: readonly string[] = [...connections, ...servers]

/** The service in memory behind a real port, with a key of its own; it lives as long as the command. */
export interface Embedded {
  readonly emulator: Emulator
  readonly server: EmulatorServer
  readonly credentials: Credentials
}

export async function startEmbedded(): Promise<Embedded> {
  const credentials = { accessKeyId: 'embedded', accessKeySecret: crypto.randomUUID() }
  const emulator = createEmulator({
    regionId: embeddedRegion,
    gateways: [
      { id: 'vpn-demo1', fields: { Name: 'office', InternetIp: '47.22.0.10' }, connections },
      { id: 'vpn-demo2', fields: { Name: 'remote-access', InternetIp: '47.22.0.11' }, servers },
    ],
    progression: { timeMs: 1500 },
    updatingAfterMs: 200,
    credentials: [credentials],
  })
  return { emulator, server: await serve(emulator), credentials }
}
