import {
  type Clock,
  checkParameters,
  isOperationName,
  isVpnGatewayError,
  type OperationName,
  operationMetadata,
  type ParameterError,
  type ParameterValues,
  service,
} from '@vpn-gateway/core'
import { parseParameters } from '@vpn-gateway/core/catalogue'
import type { FaultKind } from './faults/fault-kinds.ts'
import type { FaultPlan } from './faults/fault-plan.ts'
import { errorsOf, Refusal, refusal, refusalOf } from './gate/refusal.ts'
import type { SignatureCheck } from './gate/signature.ts'
import type { TokenMemory } from './gate/tokens.ts'
import { errorAnswer, successAnswer } from './http/answer.ts'
import { formatNamed, operationNamed, versionNamed } from './http/named.ts'
import type { ServiceAnswer, ServiceRequest } from './http/request.ts'
import { carryOut, type World } from './operations/operations.ts'

/** What the service is made of. */
export interface ServiceParts extends World {
  readonly clock: Clock
  readonly faults: FaultPlan
  readonly tokens: TokenMemory
  readonly signatures: SignatureCheck | undefined
  readonly requireTls: boolean
}

/** The connection broke; over a port it really does. */
export class ConnectionReset extends TypeError {
  override readonly name = 'ConnectionReset'
  override readonly message = 'the emulator was told to break this connection'
}

/** How a request is answered, and what waits on the way: time that passes there is not the service's. */
export type Wait = (ms: number) => Promise<void>

/** Answers one request, with what was planned to go wrong. */
export async function answer(parts: ServiceParts, request: ServiceRequest, requestId: string, wait: Wait): Promise<ServiceAnswer> {
  const format = formatNamed(request) ?? 'json'
  try {
    const operation = await admitted(parts, request)
    const fault = parts.faults.take(operation, request.pairs)
    const perform = (hasBegun = false) =>
      successAnswer(operation, carriedOut(parts, operation, request, requestId, fault, hasBegun), format)
    return await withFault(parts, operation, request, fault, perform, wait)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return errorAnswer(error, request, requestId, format)
  }
}

/** What stands before every operation: is it one, and from somebody who may ask. */
async function admitted({ signatures, requireTls }: ServiceParts, request: ServiceRequest): Promise<OperationName> {
  if (requireTls && !request.isTls) throw refusal(undefined, 'tls-required')
  if (!formatNamed(request)) throw refusal(undefined, 'format-unknown')
  if (!['GET', 'POST'].includes(request.method) || !/^\/+$/.test(request.path)) throw refusal(undefined, 'operation-unknown')
  const operation = operationNamed(request)
  const inHeader = request.header('x-acs-action')
  if (inHeader !== undefined && inHeader !== operation) throw refusal(undefined, 'operation-unknown')
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
  perform: (hasBegun?: boolean) => ServiceAnswer,
  wait: Wait,
): Promise<ServiceAnswer> {
  switch (fault?.kind) {
    case 'error':
      throw refusalOf(documented(operation, ({ code }) => code === fault.code))
    case 'refusal': {
      const { code, status = 400, message = 'The request is refused.' } = fault
      throw new Refusal({ code, status, message })
    }
    case 'throttle':
      throw refusalOf(
        documented(operation, ({ kind }) => kind === 'throttled'),
        { retryAfterMs: fault.retryAfterMs },
      )
    case 'expired-key':
      throw refusal(operation, 'security-token-expired')
    case 'html': {
      const { status = 502 } = fault
      return { status, headers: { 'content-type': 'text/html' }, body: `<html><body><h1>${status}</h1></body></html>` }
    }
    case 'empty':
      return { status: fault.status ?? 503, headers: {}, body: '' }
    case 'reset':
    case 'timeout':
      if (fault.work === 'done') perform()
      if (fault.kind === 'reset') throw new ConnectionReset()
      await wait(Number.POSITIVE_INFINITY)
      throw new ConnectionReset()
    case 'delay': {
      const { token, parameters } = parametersOf(operation, request)
      if (token !== undefined) tokens.begin(operation, token, parameters)
      // Who goes away in the meantime does not take back what he asked for.
      await wait(fault.ms).catch((gone) => {
        perform(true)
        throw gone
      })
      return perform(true)
    }
    case 'truncated': {
      const whole = perform()
      return { ...whole, body: whole.body.slice(0, Math.floor(whole.body.length / 2)) }
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
  { model, view, tokens }: ServiceParts,
  operation: OperationName,
  request: ServiceRequest,
  requestId: string,
  fault: FaultKind | undefined,
  hasBegun: boolean,
): object {
  const { token, parameters } = parametersOf(operation, request)
  const work = () => ({ ...carryOut({ model, view }, operation, parameters, fault), RequestId: requestId })
  if (fault?.kind === 'stale') return view.asBefore(work)
  return token === undefined ? work() : tokens.once(operation, token, parameters, work, hasBegun)
}

/** The parameters of a request, and its idempotency token. @throws {Refusal} where one breaks its rule. */
export function parametersOf(
  operation: OperationName,
  { pairs }: ServiceRequest,
): { readonly token?: string; readonly parameters: ParameterValues } {
  const { parameters: rules, idempotencyParameter } = operationMetadata(operation)
  // Some clients send an empty token where there is none.
  const given = pairs.filter(([name, text]) => name !== idempotencyParameter || text !== '')
  const parameters = parseParameters(rules, given)
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
  const { idempotencyParameter } = operationMetadata(operation)
  if (parameter === idempotencyParameter) return refusal(operation, 'token-malformed')
  const missing = rule === 'is required' && !Object.hasOwn(parameters, parameter)
  return refusal(operation, missing ? 'parameter-missing' : 'parameter-invalid', { values: [parameter] })
}
