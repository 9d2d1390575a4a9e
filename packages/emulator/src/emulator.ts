import {
  type Clock,
  checkParameters,
  type ErrorCode,
  isOperationName,
  isVpnGatewayError,
  type OperationName,
  operationFacts,
  type ParameterError,
  type ResourceName,
  resourceNames,
  service,
  systemClock,
} from '@vpn-gateway/core'
import { parseParameters } from '@vpn-gateway/core/catalogue'
import { checkOptions } from './check-options.ts'
import { type Ledger, LedgerBook } from './ledger.ts'
import { Model } from './model/model.ts'
import { seed } from './model/seed.ts'
import { Timing } from './model/timing.ts'
import type { EmulatorOptions } from './options.ts'
import { FaultPlan } from './service/faults.ts'
import { carryOut } from './service/operations.ts'
import { portrait } from './service/portrait.ts'
import { Refusal, refusal } from './service/refusal.ts'
import { formatNamed, operationNamed, readRequest, type ServiceRequest, versionNamed } from './service/request.ts'
import { SignatureCheck } from './service/signature.ts'
import { TokenMemory } from './service/tokens.ts'
import { toXml } from './service/xml.ts'
import { holdClock } from './virtual-clock.ts'

/** What an emulator shows of one resource. */
export interface ResourceView {
  readonly id: string
  readonly resource: ResourceName
  readonly parentId: string | undefined
  /** What reads show of it now. */
  readonly fields: Readonly<Record<string, unknown>>
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
  /** Ends the work under way on a gateway. */
  settle(gatewayId: string): void
  /** Everything that is there now. */
  resources(): ResourceView[]
  /** Whether a resource of this id is there now. */
  has(id: string): boolean
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
  const { credentials = [], requireTls = false, updatingAfterMs = 0, flappingReads = 0 } = options
  const ledger = new LedgerBook()
  const model = new Model(clock, new Timing(progression, updatingAfterMs, flappingReads, options.seed ?? 1), ledger)
  seed(model, options, regionId)
  const faults = new FaultPlan()
  const tokens = new TokenMemory()
  const signatures = credentials.length > 0 ? new SignatureCheck(credentials, clock) : undefined

  async function answer(request: ServiceRequest, requestId: string): Promise<Response> {
    const format = formatNamed(request)
    const operation = operationNamed(request)
    try {
      if (requireTls && !request.isTls) throw refusal(undefined, 'tls-required')
      if (!format) throw refusal(undefined, 'format-unknown')
      if (!['GET', 'POST'].includes(request.method) || request.path !== '/') throw refusal(undefined, 'operation-unknown')
      if (!operation || !isOperationName(operation))
        throw refusal(undefined, operation ? 'operation-unknown' : 'parameter-missing', { values: [service.operationParameter] })
      if ((versionNamed(request) ?? service.version) !== service.version) throw refusal(undefined, 'version-unknown')
      await signatures?.verify(request)
      return respond(200, `${operation}Response`, { ...perform(operation, request, requestId) }, format)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { code, status } = error.documented
      const recommend = `https://next.api.aliyun.com/troubleshoot?q=${code}`
      return respond(
        status,
        'Error',
        { RequestId: requestId, HostId: request.host, Code: code, Message: error.message, Recommend: recommend },
        format ?? 'json',
      )
    }
  }

  function perform(operation: OperationName, request: ServiceRequest, requestId: string): object {
    const planned = faults.take(operation)
    if (planned) throw planned
    const { parameters: rules, idempotencyParameter } = operationFacts(operation)
    const parameters = parseParameters(rules, request.pairs)
    try {
      checkParameters(operation, parameters)
    } catch (error) {
      if (!isVpnGatewayError(error)) throw error
      throw refusalOfParameter(operation, error as ParameterError, parameters)
    }
    const token = idempotencyParameter && parameters[idempotencyParameter]
    const known = typeof token === 'string' ? tokens.recall(operation, token, parameters) : undefined
    if (known) return known
    const done = { ...carryOut(model, operation, parameters), RequestId: requestId }
    if (typeof token === 'string') tokens.remember(operation, token, parameters, done)
    return done
  }

  const view = () =>
    resourceNames.flatMap((resource) =>
      model.all(resource).map((item) => ({ id: item.id, resource, parentId: item.parentId, fields: portrait(model, item) })),
    )

  return {
    clock,
    ledger,
    async fetch(request) {
      const release = holdClock(clock)
      try {
        const response = await answer(await readRequest(request), crypto.randomUUID().toUpperCase())
        response.headers.set('date', new Date(clock.now()).toUTCString())
        return response
      } finally {
        release()
      }
    },
    failNext: (operation, code, { times = 1 } = {}) => faults.plan(operation, code, times),
    settle: (gatewayId) => model.settle(gatewayId),
    resources: view,
    has: (id) => model.has(id),
  }
}

function refusalOfParameter(operation: OperationName, { parameter, rule }: ParameterError, parameters: object): Refusal {
  const { idempotencyParameter } = operationFacts(operation)
  if (parameter === idempotencyParameter) return refusal(operation, 'token-malformed')
  const missing = rule === 'is required' && !Object.hasOwn(parameters, parameter)
  return refusal(operation, missing ? 'parameter-missing' : 'parameter-invalid', { values: [parameter] })
}

function respond(status: number, root: string, value: object, format: 'json' | 'xml'): Response {
  const text = format === 'json' ? JSON.stringify(value) : toXml(root, value)
  return new Response(text, { status, headers: { 'content-type': `application/${format};charset=utf-8` } })
}
