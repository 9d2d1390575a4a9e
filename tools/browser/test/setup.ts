import { createVpnGatewayClient, type VpnGatewayClient, type VpnGatewayClientOptions } from '@vpn-gateway/client'
import { createEmulator, type Emulator, type EmulatorOptions } from '@vpn-gateway/emulator'
import { retry } from '@vpn-gateway/poller'
import { quickClock } from './quick-clock.ts'

export const regionId = 'cn-hangzhou'
export const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' }

/** An emulator on the quick clock. */
export function quickEmulator(options: EmulatorOptions): Emulator {
  return createEmulator({ progression: { timeMs: 20_000 }, updatingAfterMs: 1_000, ...options, clock: quickClock })
}

/** A client on the quick clock, which gives a real answer as long as ever. */
export function quickClient(options: Partial<VpnGatewayClientOptions> = {}): VpnGatewayClient {
  return createVpnGatewayClient({ regionId, retry: retry(), attemptTimeoutMs: 1_000_000, ...options, clock: quickClock })
}
