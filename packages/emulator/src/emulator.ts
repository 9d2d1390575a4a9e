import {
  type Clock,
  type ErrorCode,
  isOperationName,
  type OperationName,
  OptionError,
  operationFacts,
  type ResourceName,
  resourceNames,
  systemClock,
} from '@vpn-gateway/core'
import { checkOptions } from './check-options.ts'
import { type Ledger, LedgerBook } from './ledger.ts'
import { Model, type ModelState } from './model/model.ts'
import { seed } from './model/seed.ts'
import { Timing } from './model/timing.ts'
import type { EmulatorOptions } from './options.ts'
import { createRandom } from './random.ts'
import { answer } from './service/answer.ts'
import { type FaultKind, type FaultOptions, FaultPlan } from './service/faults.ts'
import { portrait } from './service/portrait.ts'
import { operationNamed, readRequest, type ServiceRequest } from './service/request.ts'
import { SignatureCheck } from './service/signature.ts'
import { TokenMemory } from './service/tokens.ts'
import { holdClock } from './virtual-clock.ts'

/** What an emulator shows of one resource. */
export interface ResourceView {
  readonly id: string
  readonly resource: ResourceName
  readonly parentId: string | undefined
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
  /** Answers the next requests of an operation with an error that the spec documents for it. */
  failNext<Op extends OperationName>(operation: Op, code: ErrorCode<Op>, options?: { readonly times?: number }): void
  /** Lets something go wrong with requests of an operation: the next ones, some by chance, or those of one resource. */
  inject<Op extends OperationName>(operation: Op, fault: FaultKind<Op>, options?: FaultOptions): void
  /** Ends the work under way on a gateway. */
  settle(gatewayId: string): void
  /** Everything that is there now. */
  resources(): ResourceView[]
  /** Whether a resource of this id is there now. */
  has(id: string): boolean
  /** Everything that is there and under way now. */
  snapshot(): EmulatorSnapshot
  /** Makes everything as it was in a snapshot; tokens and faults are forgotten. */
  restore(snapshot: EmulatorSnapshot): void
  /** Makes everything as it was at first; tokens, faults and the ledger are forgotten. */
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
  const { clock = systemClock, regionId = 'cn-hangzhou', progression = { timeMs: 2000 } } = options
  const {
    credentials = [],
    requireTls = false,
    updatingAfterMs = 0,
    flappingReads = 0,
    tokens: tokenOptions = {},
    seed: drawSeed = 1,
  } = options
  const ledger = new LedgerBook()
  const model = new Model(clock, new Timing(progression, updatingAfterMs, flappingReads, drawSeed), ledger)
  seed(model, options, regionId)
  const first = model.state()
  const faults = new FaultPlan(createRandom(drawSeed))
  const tokens = new TokenMemory(clock, tokenOptions)
  const signatures = credentials.length > 0 ? new SignatureCheck(credentials, clock) : undefined
  const parts = { clock, model, faults, tokens, signatures, requireTls, ledger }

  const restore = (state: ModelState) => {
    model.restore(state)
    faults.clear()
    tokens.clear()
  }

  return {
    clock,
    ledger,
    async fetch(request) {
      let release = holdClock(clock)
      // A virtual clock goes on while an answer is delayed.
      const wait = async (ms: number) => {
        release()
        try {
          await (ms === Number.POSITIVE_INFINITY ? untilAborted(request.signal) : clock.sleep(ms, request.signal))
        } finally {
          release = holdClock(clock)
        }
      }
      try {
        const read = await readRequest(request)
        const noted = noteOf(read, clock.now())
        const response = await answer(parts, read, crypto.randomUUID().toUpperCase(), wait).catch((error) => {
          ledger.answered({ ...noted, status: 0 })
          throw error
        })
        ledger.answered({ ...noted, status: response.status, ...(await codeOf(response)) })
        response.headers.set('date', new Date(clock.now()).toUTCString())
        return response
      } finally {
        release()
      }
    },
    failNext: (operation, code, { times = 1 } = {}) => faults.plan(operation, { kind: 'error', code }, { times }),
    inject: (operation, fault, when) => faults.plan(operation, fault, when),
    settle: (gatewayId) => model.settle(gatewayId),
    resources: () =>
      resourceNames.flatMap((resource) =>
        model.all(resource).map((item) => ({ id: item.id, resource, parentId: item.parentId, fields: portrait(model, item) })),
      ),
    has: (id) => model.has(id),
    snapshot: () => ({ version: 1, ...model.state() }),
    restore(snapshot) {
      if (Object(snapshot).version !== 1) throw new OptionError('snapshot', 'must be one of an emulator, of version 1')
      restore(snapshot)
    },
    reset() {
      restore(first)
      ledger.clear()
    },
  }
}

/** What a ledger keeps of a request: parameters that the spec knows, and nothing of who signed it. */
function noteOf(
  request: ServiceRequest,
  atMs: number,
): { readonly atMs: number; readonly operation: OperationName | undefined; readonly parameters: Readonly<Record<string, string>> } {
  const name = operationNamed(request)
  const operation = name !== undefined && isOperationName(name) ? name : undefined
  const known = operation === undefined ? {} : operationFacts(operation).parameters
  const pairs = request.pairs.filter(([field]) => Object.hasOwn(known, field.split('.')[0] ?? ''))
  return { atMs, operation, parameters: Object.fromEntries(pairs) }
}

async function codeOf(response: Response): Promise<{ readonly code?: string }> {
  if (response.ok) return {}
  const text = await response.clone().text()
  const [, code] = /"Code":"([^"]+)"|<Code>([^<]+)</.exec(text)?.filter(Boolean) ?? []
  return code === undefined ? {} : { code }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
