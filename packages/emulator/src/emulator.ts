import {
  type Clock,
  type ErrorCode,
  type OperationName,
  OptionError,
  type ResourceName,
  resourceNames,
  systemClock,
} from '@vpn-gateway/core'
import { checkOptions, checkSeedFile } from './check-options.ts'
import { holdClock } from './clock/virtual-clock.ts'
import { copied } from './copied.ts'
import { createExchange, type Exchange, noteExchange } from './exchange.ts'
import type { FaultKind } from './faults/fault-kinds.ts'
import { type FaultOptions, FaultPlan, type PlannedFault } from './faults/fault-plan.ts'
import { SignatureCheck } from './gate/signature.ts'
import { TokenMemory } from './gate/tokens.ts'
import { fromRequest, toResponse } from './http/web.ts'
import { type EmulatorEvent, type Ledger, LedgerBook } from './model/ledger.ts'
import { Model, type ModelState } from './model/model.ts'
import { Timing } from './model/timing.ts'
import { View } from './model/view.ts'
import { portrait } from './operations/represent.ts'
import type { EmulatorOptions, WorldSeed } from './options.ts'
import { checkSnapshot } from './seeds/check-snapshot.ts'
import { seeded } from './seeds/seed.ts'
import { Watchers } from './subscribers.ts'

/** What an emulator shows of one resource. */
export interface ResourceView {
  readonly id: string
  readonly resource: ResourceName
  readonly parentId: string | undefined
  readonly regionId: string
  /** What reads show of it now. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** Everything that an emulator holds, as data of JSON. */
export interface EmulatorSnapshot extends ModelState {
  readonly version: 1
}

/** The service in memory: it answers requests, and tests look into it. */
export interface Emulator {
  /** Answers a request as the service would. Can be passed around without the emulator. */
  readonly fetch: (request: Request) => Promise<Response>
  readonly clock: Clock
  /** What was done so far. */
  readonly ledger: Ledger
  /** Faults that are to come. */
  readonly faults: readonly PlannedFault[]
  /** Answers the next requests of an operation with an error that the spec documents for it. */
  failNext<Op extends OperationName>(operation: Op, code: ErrorCode<Op>, options?: { readonly times?: number }): void
  /** Lets something go wrong with requests of an operation: the next ones, some by chance, or those of one resource. */
  inject<Op extends OperationName>(operation: Op, fault: FaultKind<Op>, options?: FaultOptions): void
  /** Forgets the faults that are to come. */
  clearFaults(): void
  /** Ends the work under way on a gateway, named by its id or that of what is on it. */
  settle(id: string): void
  /** Everything that is there now. */
  resources(): ResourceView[]
  /** Whether a resource of this id is there now. */
  has(id: string): boolean
  /**
   * Is told of each request, task and change of a state as it happens, until the returned function is called. What time
   * does is told in time: a virtual clock moves on for it.
   */
  subscribe(listener: (event: EmulatorEvent) => void): () => void
  /** Everything that is there and under way now. */
  snapshot(): EmulatorSnapshot
  /** Makes everything as it was in a snapshot, but the time; tokens, faults and the ledger are forgotten. */
  restore(snapshot: EmulatorSnapshot): void
  /** Begins anew with other resources; tokens, faults and the ledger are forgotten. */
  seed(world: WorldSeed): void
  /** Makes everything as it was at first, or after the last seed, but the time; tokens, faults and the ledger are forgotten. */
  reset(): void
}

/**
 * The service in memory. Emulators share nothing.
 *
 * @example
 * const emulator = createEmulator({ gateways: [{ connections: 2 }] })
 * const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', fetch: emulator.fetch })
 *
 * @throws {OptionError} for a seed that the service could not hold.
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  checkOptions(options)
  const { clock = systemClock, regionId = 'cn-hangzhou', progression = { timeMs: 2000 }, seed: drawSeed = 1 } = options
  const { credentials = [], requireTls = false, updatingAfterMs = 0, flappingReads = 0, beyondAssumptions = {} } = options
  const timing = new Timing({ progression, updatingAfterMs, flappingReads, beyondAssumptions, seed: drawSeed })
  const watchers = new Watchers(clock)
  const book = new LedgerBook((event) => watchers.tell(event))
  const model = new Model(clock, timing, book)
  const view = new View(model, timing, clock)
  const faults = new FaultPlan(drawSeed)
  const tokens = new TokenMemory(clock, options.tokens ?? {})
  const signatures = credentials.length > 0 ? new SignatureCheck(credentials, clock) : undefined
  const exchange = createExchange({ clock, model, view, faults, tokens, signatures, requireTls }, book)
  const scratch = () => new Model(clock, timing, new LedgerBook(() => {}))
  /** Nothing that the caller has is kept, and nothing that is kept gets to the caller. */
  let first = seeded(scratch(), options, regionId, copied)
  model.restore(first)

  /** What changes the course of things from outside, and what it begins is told in time. */
  const change = (doIt: () => void) => {
    doIt()
    watchers.lookAhead(model)
  }
  const begin = (state: ModelState) =>
    change(() => {
      for (const forgotten of [faults, tokens, book, signatures]) forgotten?.clear()
      timing.restart()
      watchers.tell({ type: 'reset', atMs: clock.now() })
      model.restore(state)
    })
  const answer: Exchange = async (request, callerGone) => {
    try {
      return await exchange(request, callerGone)
    } finally {
      watchers.lookAhead(model)
    }
  }

  const restore = (state: ModelState) => {
    // What cannot be is found before anything is lost.
    scratch().restore(state)
    begin(state)
  }
  const seed = (world: WorldSeed, kept: <T>(value: T) => T) => {
    first = seeded(scratch(), checkSeedFile(world), regionId, kept)
    begin(first)
  }

  const inside: EmulatorInside = {
    *views() {
      model.catchUp()
      for (const item of resourceNames.flatMap((resource) => model.inventory.list(resource))) {
        const { id, resource, parentId, regionId } = item
        if (model.inventory.get(id) === item) yield { id, resource, parentId, regionId, fields: portrait(view, item) }
      }
    },
    snapshot: () => ({ version: 1, ...model.state() }),
    seed: (world) => seed(world, (value) => value),
    restore(snapshot) {
      checkSnapshot(snapshot)
      restore(snapshot)
    },
  }

  const emulator: Emulator = {
    clock,
    ledger: book.shown(() => model.catchUp()),
    async fetch(request) {
      // In browsers it takes time to read a body; of a virtual clock it takes none.
      const release = holdClock(clock)
      const read = await fromRequest(request).finally(release)
      return toResponse(await answer(read, () => request.signal))
    },
    failNext: (operation, code, options = {}) => faults.plan(operation, { kind: 'error', code }, options && { times: 1, ...options }),
    inject: (operation, fault, when) => faults.plan(operation, fault, when),
    clearFaults: () => faults.clear(),
    get faults() {
      return faults.all()
    },
    settle: (id) => change(() => model.settle(id)),
    resources: () => Array.from(inside.views(), copied),
    has: (id) => {
      model.catchUp()
      return model.inventory.get(id) !== undefined
    },
    subscribe: (listener) => watchers.add(model, listener),
    snapshot: () => copied(inside.snapshot()),
    restore(snapshot) {
      checkSnapshot(snapshot)
      const { items, tasks } = snapshot
      restore(copied({ items, tasks }))
    },
    seed: (world) => seed(world, copied),
    reset: () => begin(first),
  }
  noteExchange(emulator, answer)
  insides.set(emulator, inside)
  return emulator
}

/** Doors of an emulator without copies: what they give is not to be changed, and what they take nothing else may have. */
export interface EmulatorInside extends Pick<Emulator, 'snapshot' | 'seed' | 'restore'> {
  /** Everything that is there now, one by one; what goes meanwhile is left out. */
  views(): Iterable<ResourceView>
}

const insides = new WeakMap<Emulator, EmulatorInside>()

/** @throws {OptionError} for what is no emulator. */
export function insideOf(emulator: Emulator): EmulatorInside {
  const inside = insides.get(emulator)
  if (!inside) throw new OptionError('emulator', 'must be one that createEmulator made')
  return inside
}
