import { createVpnGatewayClient, type VpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator, createVirtualClock, type Emulator, type EmulatorOptions, type VirtualClock } from '@vpn-gateway/emulator'
import { expect } from 'vitest'
import {
  type BeginDeleteOptions,
  beginDelete,
  type Deletion,
  type DeletionClient,
  type DeletionState,
  type DeletionStep,
  type Journal,
  memoryJournal,
  type Outcome,
  type PlanOptions,
  planTeardown,
  prepareDelete,
  type StepOptions,
  stepDelete,
  type TeardownEvent,
  type TeardownOptions,
  type TeardownPlan,
  type TeardownTarget,
  teardown,
} from '../src/index.ts'

interface Call {
  readonly action: string
  readonly refused: boolean
  readonly token: string | null
  readonly gateway: string | null
  /** Number of ids that a listing was asked for. */
  readonly ids: number
  readonly size: string | null
}

/** Ids of the children of each gateway. */
type Children = Readonly<Record<string, readonly string[]>>
type Time = { readonly clock: VirtualClock; readonly random: () => number }
type Targets = readonly TeardownTarget[] | TeardownPlan

export interface Setup {
  readonly clock: VirtualClock
  readonly emulator: Emulator
  readonly client: VpnGatewayClient
  readonly journal: Journal
  readonly calls: Call[]
  readonly of: (action: string) => Call[]
  /** Options for a clock, and for random numbers that are the same in every run. */
  readonly inTime: (seed?: number) => Time
  /** The same, and for the journal. */
  readonly onRecord: (seed?: number) => Time & { readonly journal: Journal }
  /** Puts other gateways in the place of all. */
  readonly reseed: (children: Children) => void
  readonly prepare: () => Promise<DeletionState>
  readonly begin: (options?: BeginDeleteOptions, client?: DeletionClient) => Promise<Deletion>
  readonly planOf: (targets: readonly TeardownTarget[], options?: PlanOptions, client?: DeletionClient) => Promise<TeardownPlan>
  readonly reportOf: (targets: Targets, options?: TeardownOptions, client?: DeletionClient) => Promise<readonly Outcome[]>
  /** Runs a teardown on the journal, and ends it once an event says so. */
  readonly endedAt: (
    targets: Targets,
    isEnough: (event: TeardownEvent) => boolean,
    more?: TeardownOptions,
    client?: DeletionClient,
  ) => Promise<readonly Outcome[]>
  /** Steps a deletion to its end, from its text each time, and rests after each step. */
  readonly stepOn: (
    from: DeletionState,
    optionsOf?: (at: number) => StepOptions,
    client?: DeletionClient,
  ) => AsyncGenerator<DeletionStep & { at: number }>
}

export const target = { VpnConnectionId: 'vco-1' }

export const gatewaysOf = (children: Children): { id: string; connections: string[]; servers: string[] }[] =>
  Object.entries(children).map(([id, on]) => ({
    id,
    connections: on.filter((child) => child.startsWith('vco-')),
    servers: on.filter((child) => child.startsWith('iss-')),
  }))

/** Client and emulator on one virtual clock, a journal, and a count of what was asked. */
export function setup({ children, ...options }: EmulatorOptions & { readonly children?: Children } = {}): Setup {
  const clock = createVirtualClock()
  const own = children && { gateways: gatewaysOf(children) }
  const emulator = createEmulator({ progression: { timeMs: 20_000 }, updatingAfterMs: 3_000, ...own, ...options, clock })
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
  const journal = memoryJournal()
  const inTime = (seed = 1): Time => ({ clock, random: seeded(seed) })
  const onRecord: Setup['onRecord'] = (seed) => ({ ...inTime(seed), journal })
  return {
    ...{ clock, emulator, client, journal, calls, inTime, onRecord },
    of: (action) => calls.filter((call) => call.action === action),
    reseed: (anew) => emulator.seed({ gateways: gatewaysOf(anew) }),
    prepare: () => prepareDelete(client, target, { clock }),
    begin: (given, by = client) => beginDelete(by, target, { ...inTime(), ...given }),
    planOf: (targets, given, by = client) => planTeardown(by, targets, { ...inTime(), ...given }),
    reportOf: (targets, given, by = client) => teardown(by, targets, { ...inTime(), ...given }).report(),
    async endedAt(targets, isEnough, more, by = client) {
      const stop = new AbortController()
      const run = teardown(by, targets, { ...onRecord(), signal: stop.signal, ...more })
      for await (const event of run) if (isEnough(event)) stop.abort(new Error('interrupted'))
      return run.report()
    },
    async *stepOn(from, optionsOf = () => inTime(), by = client) {
      for (let [state, at] = [from, 0]; state.phase !== 'gone' && state.phase !== 'failed'; at += 1) {
        const step = await stepDelete(by, JSON.stringify(state), optionsOf(at))
        state = step.state
        await clock.sleep(step.afterMs)
        yield { ...step, at }
      }
    },
  }
}

/** A scenario in which a deletion is accepted. */
export async function begun(world: Parameters<typeof setup>[0], options?: BeginDeleteOptions): Promise<Setup & { deletion: Deletion }> {
  const scenario = setup(world)
  return { ...scenario, deletion: await scenario.begin(options) }
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

/** Gives all that is told. */
export async function all<T>(events: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const event of events) list.push(event)
  return list
}

/** Resolves when a deletion has come to a phase. */
export async function until(events: AsyncIterable<{ phase: string }>, wanted: string): Promise<void> {
  for await (const { phase } of events) if (phase === wanted) return
}

/** Gives the outcome of each id. */
export const ends = (report: readonly { id: string; outcome: string }[]): Record<string, string> =>
  Object.fromEntries(report.map(({ id, outcome }) => [id, outcome]))
export const outcomesOf = (report: readonly { outcome: string }[]): string[] => report.map(({ outcome }) => outcome)
/** The refusal of an option, for `toThrow` and `toMatchObject`. */
export const optionError = (option: string, more: object = {}): Error => expect.objectContaining({ name: 'OptionError', option, ...more })
/** A line for each outcome: its id, what became of it, the code of its error, and which of its flags are set. */
export const linesOf = (report: readonly Outcome[]): string[] =>
  report.map((each) => {
    const { id, outcome, error, ...flags } = each as { id: string; outcome: string; error?: { code?: string } }
    return [id, outcome, error?.code ?? [], ...Object.entries(flags).flatMap(([flag, isSet]) => (isSet ? flag : []))].flat().join(' ')
  })
