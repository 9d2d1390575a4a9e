import { createEmulator, type Emulator, type EmulatorOptions } from '@vpn-gateway/emulator'
import type { Address, Backend, Fixture, Service } from '../service.ts'
import { serviceAt } from '../service-at.ts'

/** Resources of every emulated backend. */
export const emulatedFixture: Required<Fixture> = {
  regionId: 'cn-hangzhou',
  gateway: 'vpn-1',
  connection: 'vco-1',
  otherConnection: 'vco-2',
  server: 'iss-1',
  serverGateway: 'vpn-2',
  detachedConnection: 'vco-detached1',
  lockedConnection: 'vco-locked1',
}

/** Key that every emulated backend demands. */
export const emulatedKey = { accessKeyId: 'id', accessKeySecret: 'secret' }

/** Creates an emulator with that fixture, which demands signatures. */
export function emulate(options: EmulatorOptions = {}): Emulator {
  const { gateway, connection, otherConnection, server, serverGateway, detachedConnection, lockedConnection } = emulatedFixture
  return createEmulator({
    gateways: [
      { id: gateway, connections: [connection, otherConnection] },
      { id: serverGateway, servers: [server] },
      { servers: 1 },
      { connections: [lockedConnection], fields: { BusinessStatus: 'FinancialLocked' } },
    ],
    connections: [detachedConnection],
    progression: 'manual',
    credentials: [emulatedKey],
    ...options,
  })
}

/** Describes an emulator at an address, which says itself when a gateway is idle. */
export function emulatorAt(
  address: Omit<Address, 'credentials'>,
  { waitUntilIdle, close }: Pick<Service, 'waitUntilIdle' | 'close'>,
): Service {
  return { ...serviceAt({ ...address, credentials: emulatedKey }, emulatedFixture, async () => {}, close), waitUntilIdle }
}

/** Describes a backend that starts anew for each behaviour. */
export function emulatedBackend(
  name: string,
  open: (emulator: Emulator) => Promise<Service>,
  allows: Backend['allows'] = ['reads', 'asks for unknown operations', 'asks for dry runs', 'deletes'],
): Backend {
  return { name, allows, fixture: emulatedFixture, isShared: false, open: () => open(emulate()) }
}
