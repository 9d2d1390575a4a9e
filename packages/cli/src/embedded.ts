import type { Credentials } from '@vpn-gateway/core'
import { createEmulator, type Emulator } from '@vpn-gateway/emulator'
import { type EmulatorServer, serve } from '@vpn-gateway/emulator/node'

export const embeddedRegion = 'cn-hangzhou'

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
      { id: 'vpn-demo1', connections: ['vco-demo1', 'vco-demo2', 'vco-demo3'] },
      { id: 'vpn-demo2', servers: ['iss-demo1'] },
    ],
    progression: { timeMs: 1500 },
    updatingAfterMs: 200,
    credentials: [credentials],
  })
  return { emulator, server: await serve(emulator), credentials }
}
