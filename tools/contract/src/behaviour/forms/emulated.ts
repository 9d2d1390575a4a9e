import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator, type Emulator, type EmulatorOptions } from '@vpn-gateway/emulator'
import { sendPairs } from '../send.ts'
import type { Form, Line, Service, World } from '../service.ts'

/** What every emulated form holds. */
export const emulatedWorld: Required<World> = {
  regionId: 'cn-hangzhou',
  gateway: 'vpn-1',
  connection: 'vco-1',
  otherConnection: 'vco-2',
  server: 'iss-1',
  serverGateway: 'vpn-2',
  freeConnection: 'vco-free1',
  lockedConnection: 'vco-locked1',
}

const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' }

/** An emulator with that world, which demands signatures. */
export function emulate(options: EmulatorOptions = {}): Emulator {
  const { gateway, connection, otherConnection, server, serverGateway, freeConnection, lockedConnection } = emulatedWorld
  return createEmulator({
    gateways: [
      { id: gateway, connections: [connection, otherConnection] },
      { id: serverGateway, servers: [server] },
      { servers: 1 },
      { connections: [lockedConnection], fields: { BusinessStatus: 'FinancialLocked' } },
    ],
    connections: [freeConnection],
    progression: 'manual',
    credentials: [credentials],
    ...options,
  })
}

/** The service at the end of a line. */
export function serviceAt(line: Omit<Line, 'credentials'>, { settled, close }: Pick<Service, 'settled' | 'close'>): Service {
  const { fetch, endpoint } = line
  const { regionId } = emulatedWorld
  return {
    world: emulatedWorld,
    client: createVpnGatewayClient({ fetch, endpoint, regionId, credentials }),
    send: (pairs, manner) => sendPairs({ ...line, credentials }, pairs, manner),
    settled,
    close,
  }
}

/** A form that begins anew for each behaviour. */
export function emulatedForm(
  name: string,
  open: (emulator: Emulator) => Promise<Service>,
  allows: Form['allows'] = ['reads', 'asks for unknown operations', 'asks for dry runs', 'deletes'],
): Form {
  return { name, allows, world: emulatedWorld, isShared: false, open: () => open(emulate()) }
}
