import { createVpnGatewayClient, type VpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator, createVirtualClock, type Emulator, type EmulatorOptions, type VirtualClock } from '@vpn-gateway/emulator'

/** Number of resources to delete. */
export interface Size {
  readonly gateways: number
  /** Connections on each gateway. */
  readonly connections: number
}

/** A service in virtual time, and a client of it whose requests are counted. */
export interface Scenario {
  readonly clock: VirtualClock
  readonly emulator: Emulator
  readonly client: VpnGatewayClient
  readonly connectionIds: readonly string[]
  readonly startedAtMs: number
  readonly counts: { calls: number; refusals: number; polls: number }
  /** Seeded numbers, for the policy. */
  readonly random: () => number
}

/** Progression of deletions in every trace: the durations are log-normal, and "updating" shows late. */
const service: EmulatorOptions = {
  progression: { medianMs: 20_000, sigma: 0.5 },
  updatingAfterMs: { minMs: 0, maxMs: 5_000 },
}

export function createScenario({ gateways, connections }: Size, seed: number, more: EmulatorOptions = {}): Scenario {
  const clock = createVirtualClock()
  const ids = Array.from({ length: gateways }, (_, gateway) => Array.from({ length: connections }, (_, at) => `vco-${gateway}x${at}`))
  const emulator = createEmulator({
    ...service,
    ...more,
    clock,
    seed,
    gateways: ids.map((connections, gateway) => ({ id: `vpn-${gateway}`, connections })),
  })
  const counts = { calls: 0, refusals: 0, polls: 0 }
  const client = createVpnGatewayClient({
    regionId: 'cn-hangzhou',
    clock,
    fetch: async (request) => {
      const response = await emulator.fetch(request)
      const isDeletion = request.url.includes('Action=Delete')
      counts.calls += 1
      if (request.url.includes('Action=DescribeVpnGateway&')) counts.polls += 1
      if (isDeletion && !response.ok) counts.refusals += 1
      return response
    },
  })
  return { clock, emulator, client, connectionIds: ids.flat(), startedAtMs: clock.now(), counts, random: seeded(seed) }
}

/** The longest time that one gateway worked, all its deletions together. */
export function longestWorkMs({ emulator }: Scenario): number {
  const works = new Map<string, number>()
  for (const { parentId = '', startedAtMs, endedAtMs = startedAtMs } of emulator.ledger.tasks)
    works.set(parentId, (works.get(parentId) ?? 0) + endedAtMs - startedAtMs)
  return Math.max(...works.values())
}

export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
