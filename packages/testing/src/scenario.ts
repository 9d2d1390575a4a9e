import { createVpnGatewayClient, type VpnGatewayClient, type VpnGatewayClientOptions } from '@vpn-gateway/client'
import { createEmulator, createVirtualClock, type Emulator, type EmulatorOptions, type VirtualClock } from '@vpn-gateway/emulator'
import { type HandlersOptions, handlers } from '@vpn-gateway/msw'
import type { HttpHandler } from 'msw'

/** Options of a scenario: those of its emulator, and of its client. */
export interface ScenarioOptions extends Omit<EmulatorOptions, 'clock'> {
  /** Options of the client besides its address and clock. @defaultValue the region cn-hangzhou, and no credentials */
  readonly client?: Omit<VpnGatewayClientOptions, 'clock' | 'fetch' | 'endpoint' | 'network' | 'proxy'> | undefined
}

/** A service, a client of it and a time of their own, for one test or for one file of them. */
export interface Scenario {
  readonly emulator: Emulator
  /** The time of the emulator and of the client: what waits takes none, and `advance` lets some pass. */
  readonly clock: VirtualClock
  /** Calls the emulator directly. What the poller begins with it waits in the time of the scenario. */
  readonly client: VpnGatewayClient
  /**
   * Makes msw handlers of the emulator, for code that has a client of its own. Such a client lives in real time, and the time of the
   * scenario moves on with it, from one request to the next.
   */
  handlers(options?: HandlersOptions): HttpHandler[]
}

/**
 * Makes a service with resources, and a client of it, in a virtual time: a deletion that takes seconds of the service takes
 * milliseconds of a test.
 *
 * @example
 * const { client, emulator } = createScenario({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }] })
 * await (await beginDelete(client, { VpnConnectionId: 'vco-1' })).result()
 * expectGone(emulator, 'vco-1')
 *
 * @throws {OptionError} for a seed that the service could not hold, and for options of the client that cannot be used.
 */
export function createScenario({ client: given = {}, ...options }: ScenarioOptions = {}): Scenario {
  const clock = createVirtualClock()
  const emulator = createEmulator({ ...options, clock })
  const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', ...given, clock, fetch: emulator.fetch })
  return { emulator, clock, client, handlers: (where) => handlers({ fetch: inRealTime(emulator.fetch, clock) }, where) }
}

/** Answers after so much virtual time as has really passed since the answer before. */
function inRealTime(fetch: Emulator['fetch'], clock: VirtualClock): Emulator['fetch'] {
  let answeredAt = performance.now()
  return async (request) => {
    const passedMs = performance.now() - answeredAt
    answeredAt += passedMs
    // Where a test has put timers of its own in the place of these meanwhile, the time starts anew.
    await clock.advance(Math.max(passedMs, 0))
    return fetch(request)
  }
}
