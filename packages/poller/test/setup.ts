import { createVpnGatewayClient, type VpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator, createVirtualClock, type Emulator, type EmulatorOptions, type VirtualClock } from '@vpn-gateway/emulator'
import type { DeletionState } from '../src/index.ts'

interface Call {
  readonly action: string
  readonly refused: boolean
  readonly token: string | null
  readonly gateway: string | null
  /** Number of ids that a listing was asked for. */
  readonly ids: number
  readonly size: string | null
}

interface Setup {
  readonly clock: VirtualClock
  readonly emulator: Emulator
  readonly client: VpnGatewayClient
  readonly calls: Call[]
  readonly of: (action: string) => Call[]
}

/** Client and emulator on one virtual clock, and a count of what was asked. */
export function setup(options: EmulatorOptions): Setup {
  const clock = createVirtualClock()
  const emulator = createEmulator({ progression: { timeMs: 20_000 }, updatingAfterMs: 3_000, ...options, clock })
  const calls: Call[] = []
  const client = createVpnGatewayClient({
    regionId: 'cn-hangzhou',
    clock,
    fetch: async (request) => {
      const response = await emulator.fetch(request)
      const { searchParams } = new URL(request.url)
      calls.push({
        action: searchParams.get('Action') ?? '',
        refused: !response.ok,
        token: searchParams.get('ClientToken'),
        gateway: searchParams.get('VpnGatewayId'),
        ids: [...searchParams.keys()].filter((name) => /Id\.\d+$/.test(name)).length,
        size: searchParams.get('PageSize'),
      })
      return response
    },
  })
  const of = (action: string) => calls.filter((call) => call.action === action)
  return { clock, emulator, client, calls, of }
}

/** Numbers that look random and are the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

/** A state of a deletion as an earlier process kept it. */
export function sampleState(fields: Partial<DeletionState>): DeletionState {
  const ids = { resource: 'VpnConnection', id: 'vco-1', parentId: 'vpn-1', clientToken: 'token-1' } as const
  return { version: 2, ...ids, phase: 'found', atMs: 0, afterMs: 0, ...fields }
}
