import {
  type Clock,
  checkParameters,
  isOperationName,
  isVpnGatewayError,
  type OperationName,
  operationFacts,
  type ParameterError,
  type ParameterValues,
  service,
} from '@vpn-gateway/core'
import { parseParameters } from '@vpn-gateway/core/catalogue'
import type { LedgerBook } from '../ledger.ts'
import type { Model } from '../model/model.ts'
import type { FaultKind, FaultPlan } from './faults.ts'
import { carryOut } from './operations.ts'
import { errorsOf, Refusal, refusal } from './refusal.ts'
import { formatNamed, operationNamed, type ServiceRequest, versionNamed } from './request.ts'
import type { SignatureCheck } from './signature.ts'
import type { TokenMemory } from './tokens.ts'
import { toXml } from './xml.ts'

/** What the service is made of. */
export interface ServiceParts {
  readonly clock: Clock
  readonly model: Model
  readonly faults: FaultPlan
  readonly tokens: TokenMemory
  readonly signatures: SignatureCheck | undefined
  readonly requireTls: boolean
  readonly ledger: LedgerBook
}

/** The connection broke; over a port it really does. */
export class ConnectionReset extends TypeError {
  override readonly name = 'ConnectionReset'
  override readonly message = 'the emulator was told to break this connection'
}

/** How a request is answered, and what waits on the way: time that passes there is not the service's. */
export type Wait = (ms: number) => Promise<void>

/** Answers one request, with what was planned to go wrong. */
export async function answer(parts: ServiceParts, request: ServiceRequest, requestId: string, wait: Wait): Promise<Response> {
  const format = formatNamed(request) ?? 'json'
  let operation: OperationName | undefined
  try {
    operation = await admitted(parts, request)
    const fault = parts.faults.take(operation, request.pairs)
    const perform = (hasBegun = false) =>
      respond(
        200,
        `${operation}Response`,
        { ...carriedOut(parts, operation as OperationName, request, requestId, fault, hasBegun) },
        format,
      )
    return await withFault(parts, operation, request, fault, perform, wait)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return errorResponse(error, request, requestId, format)
  }
}

/** An answer of success, as the service writes it. */
export function successResponse(operation: OperationName, answer: object, format: 'json' | 'xml'): Response {
  return respond(200, `${operation}Response`, answer, format)
}

/** A refusal, as the service writes it. */
export function errorResponse(refused: Refusal, request: ServiceRequest, requestId: string, format: 'json' | 'xml'): Response {
  const { code, status } = refused.documented
  const recommend = `https://next.api.aliyun.com/troubleshoot?q=${code}`
  const body = { RequestId: requestId, HostId: request.host, Code: code, Message: refused.message, Recommend: recommend }
  const response = respond(status, 'Error', body, format)
  if (refused.retryAfterMs !== undefined) response.headers.set(service.retryAfterHeader, String(refused.retryAfterMs))
  return response
}

/** What stands before every operation: is it one, and from somebody who may ask. */
async function admitted({ signatures, requireTls }: ServiceParts, request: ServiceRequest): Promise<OperationName> {
  if (requireTls && !request.isTls) throw refusal(undefined, 'tls-required')
  if (!formatNamed(request)) throw refusal(undefined, 'format-unknown')
  if (!['GET', 'POST'].includes(request.method) || request.path !== '/') throw refusal(undefined, 'operation-unknown')
  const operation = operationNamed(request)
  if (!operation || !isOperationName(operation))
    throw refusal(undefined, operation ? 'operation-unknown' : 'parameter-missing', { values: [service.operationParameter] })
  if ((versionNamed(request) ?? service.version) !== service.version) throw refusal(undefined, 'version-unknown')
  await signatures?.verify(request)
  return operation
}

async function withFault(
  { tokens }: ServiceParts,
  operation: OperationName,
  request: ServiceRequest,
  fault: FaultKind | undefined,
  perform: (hasBegun?: boolean) => Response,
  wait: Wait,
): Promise<Response> {
  switch (fault?.kind) {
    case 'error':
      throw new Refusal(documented(operation, ({ code }) => code === fault.code))
    case 'throttle':
      throw new Refusal(
        documented(operation, ({ kind }) => kind === 'throttled'),
        { retryAfterMs: fault.retryAfterMs },
      )
    case 'html':
      return new Response('<html><body><h1>502 Bad Gateway</h1></body></html>', { status: 502, headers: { 'content-type': 'text/html' } })
    case 'empty':
      return new Response(null, { status: 503 })
    case 'reset':
    case 'timeout':
      if (fault.work === 'done') perform()
      if (fault.kind === 'reset') throw new ConnectionReset()
      await wait(Number.POSITIVE_INFINITY)
      throw new ConnectionReset()
    case 'delay': {
      const { token, parameters } = parametersOf(operation, request)
      if (token !== undefined) tokens.begin(operation, token, parameters)
      await wait(fault.ms)
      return perform(true)
    }
    case 'truncated': {
      const whole = perform()
      const text = await whole.text()
      return new Response(text.slice(0, Math.floor(text.length / 2)), { status: 200, headers: whole.headers })
    }
    default:
      return perform()
  }
}

function documented(
  operation: OperationName,
  fits: (error: ReturnType<typeof errorsOf>[number]) => boolean,
): ReturnType<typeof errorsOf>[number] {
  const found = errorsOf(operation).find(fits)
  if (!found) throw new Error(`the spec documents no such error for ${operation}`)
  return found
}

function carriedOut(
  { model, tokens }: ServiceParts,
  operation: OperationName,
  request: ServiceRequest,
  requestId: string,
  fault: FaultKind | undefined,
  hasBegun: boolean,
): object {
  const { token, parameters } = parametersOf(operation, request)
  const work = () => ({ ...carryOut(model, operation, parameters, fault?.kind === 'task'), RequestId: requestId })
  if (fault?.kind === 'stale') return model.asBefore(work)
  return token === undefined ? work() : tokens.once(operation, token, parameters, work, hasBegun)
}

/** The parameters of a request, and its idempotency token. @throws {Refusal} where one breaks its rule. */
export function parametersOf(
  operation: OperationName,
  { pairs }: ServiceRequest,
): { readonly token?: string; readonly parameters: ParameterValues } {
  const { parameters: rules, idempotencyParameter } = operationFacts(operation)
  const parameters = parseParameters(rules, pairs)
  try {
    checkParameters(operation, parameters)
  } catch (error) {
    if (!isVpnGatewayError(error)) throw error
    throw refusalOfParameter(operation, error as ParameterError, parameters)
  }
  const token = idempotencyParameter && parameters[idempotencyParameter]
  return { ...(typeof token === 'string' && { token }), parameters }
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
