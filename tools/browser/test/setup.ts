import { createVpnGatewayClient, type VpnGatewayClient, type VpnGatewayClientOptions } from '@vpn-gateway/client'
import { type Clock, systemClock } from '@vpn-gateway/core'
import { createEmulator, type Emulator, type EmulatorOptions } from '@vpn-gateway/emulator'
import { retry } from '@vpn-gateway/poller'

export const regionId = 'cn-hangzhou'
export const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' }

/** The system's time at a hundred times its pace. Every duration of the service and of the poller is its real one. */
export const quickClock: Clock = {
  now: () => systemClock.now() * 100,
  sleep: (ms, signal) => systemClock.sleep(ms / 100, signal),
}

/** An emulator on the quick clock. */
export function quickEmulator(options: EmulatorOptions): Emulator {
  return createEmulator({ progression: { timeMs: 20_000 }, updatingAfterMs: 1_000, ...options, clock: quickClock })
}

/** A client on the quick clock, which gives a real answer as long as ever. */
export function quickClient(options: Partial<VpnGatewayClientOptions> = {}): VpnGatewayClient {
  return createVpnGatewayClient({ regionId, retry: retry(), attemptTimeoutMs: 1_000_000, ...options, clock: quickClock })
}
