import { type Clock, type ErrorCode, type OperationName, OptionError } from '@vpn-gateway/core'
import { holdClock } from './clock/virtual-clock.ts'
import type { FaultKind } from './faults/fault-kinds.ts'
import type { FaultOptions, PlannedFault } from './faults/fault-plan.ts'
import { toResponse } from './http/answer.ts'
import { fromRequest } from './http/request.ts'
import type { EmulatorEvent, Ledger } from './model/ledger.ts'
import type { EmulatorOptions } from './options.ts'
import type { EmulatorSeed } from './seeds/seed.ts'
import { type EmulatorSnapshot, type ResourceView, Service } from './service.ts'

/** The service in memory: it answers requests, and tests read and change its state. */
export interface Emulator {
  /** Answers a request as the service would. Can be passed around without the emulator. */
  readonly fetch: (request: Request) => Promise<Response>
  readonly clock: Clock
  /** Record of everything that was done so far. */
  readonly ledger: Ledger
  /** Faults that are to come. */
  readonly faults: readonly PlannedFault[]
  /** Answers the next requests of an operation with an error that the spec documents for it. */
  failNext<Op extends OperationName>(operation: Op, code: ErrorCode<Op>, options?: { readonly times?: number }): void
  /** Plans a fault for requests of an operation: the next ones, some by chance, or those of one resource. */
  inject<Op extends OperationName>(operation: Op, fault: FaultKind<Op>, options?: FaultOptions): void
  /** Forgets the faults that are to come. */
  clearFaults(): void
  /** Ends the work under way on a gateway, named by its id or that of a child. */
  settle(id: string): void
  /** Gives everything that is there now. */
  resources(): ResourceView[]
  /** Says whether a resource of this id is there now. */
  has(id: string): boolean
  /**
   * Calls a listener with each request, task and change of a state as it happens, until the returned function is called.
   * Changes that time brings are emitted in time: a virtual clock moves on for them.
   */
  subscribe(listener: (event: EmulatorEvent) => void): () => void
  /** Gives everything that is there and under way now. */
  snapshot(): EmulatorSnapshot
  /** Makes everything as it was in a snapshot, but the time; tokens, faults and the ledger are forgotten. */
  restore(snapshot: EmulatorSnapshot): void
  /** Begins anew with other resources; tokens, faults and the ledger are forgotten. */
  seed(seed: EmulatorSeed): void
  /** Makes everything as it was at first, or after the last seed, but the time; tokens, faults and the ledger are forgotten. */
  reset(): void
}

/** Member by which the server reaches the service of an emulator; not enumerable, and no part of the interface. */
const serviceMember: unique symbol = Symbol('service')

/**
 * Creates the service in memory. Emulators share nothing.
 *
 * @example
 * const emulator = createEmulator({ gateways: [{ connections: 2 }] })
 * const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', fetch: emulator.fetch })
 *
 * @throws {OptionError} for a seed that the service could not hold.
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const service = new Service(options, copy)
  const { clock, ledger, faults } = service
  // The signal of a request that is collected follows no abort any more, and its answer would wait for ever.
  const answering = new Set<Request>()
  const emulator: Emulator = {
    clock,
    ledger,
    async fetch(request) {
      request.signal?.throwIfAborted()
      // In browsers it takes time to read a body; of a virtual clock it takes none.
      const release = holdClock(clock)
      answering.add(request)
      try {
        const read = await fromRequest(request).finally(release)
        return toResponse(await service.exchange(read, () => request.signal))
      } finally {
        answering.delete(request)
      }
    },
    failNext: (operation, code, options = {}) => faults.plan(operation, { kind: 'error', code }, options && { times: 1, ...options }),
    inject: (operation, fault, options) => faults.plan(operation, fault, options),
    clearFaults: () => faults.clear(),
    get faults() {
      return faults.all()
    },
    settle: (id) => service.settle(id),
    resources: () => Array.from(service.resources(), copy),
    has: (id) => service.has(id),
    subscribe: (listener) => service.subscribe(listener),
    snapshot: () => copy(service.snapshot()),
    restore: (snapshot) => service.restore(snapshot, copy),
    seed: (seed) => service.seed(seed, copy),
    reset: () => service.reset(),
  }
  return Object.defineProperty(emulator, serviceMember, { value: service })
}

/** Gives the service of an emulator. @throws {OptionError} for a value that is no emulator. */
export function serviceOf(emulator: Emulator): Service {
  const service = (Object(emulator) as { readonly [serviceMember]?: Service })[serviceMember]
  if (!service) throw new OptionError('emulator', 'must be one that createEmulator made')
  return service
}

/** Copies data of JSON; its texts, which nothing changes, are in memory once. */
function copy<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copy) as T
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copy(inner)])) as T
}
