import {
  checkParameters,
  isVpnGatewayError,
  nearestTo,
  type OperationName,
  operationMetadata,
  ParameterError,
  type ParameterValues,
  service,
} from '@vpn-gateway/core'
import { commonParameters, parseParameters } from '@vpn-gateway/core/catalogue'
import { ContractRefusal, errorOfParameter, readContract } from '@vpn-gateway/core/contract'
import type { ServiceRequest } from '../http/request.ts'
import { Refusal } from './refusal.ts'

/** Operation that a request asks for, with its parameters. */
export interface OperationCall {
  readonly operation: OperationName
  /** Checked and typed by the spec. */
  readonly parameters: ParameterValues
  /** None where the operation takes none, and where none was given: then every region is meant. */
  readonly regionId: string | undefined
  /** Idempotency token. */
  readonly clientToken: string | undefined
}

/** Settings by which parameters are read. */
export interface Parsing {
  /** Region of a request of the contract that names none. */
  readonly regionId: string
  readonly unknownParameters: 'refuse' | 'ignore'
}

/** Reads the parameters of a request. @throws {Refusal} where one breaks its rule. */
export function parseCall(operation: OperationName, request: ServiceRequest, parsing: Parsing): OperationCall {
  const { idempotencyParameter = '' } = operationMetadata(operation)
  try {
    const parameters = request.contract === undefined ? ofWire(operation, request, parsing) : ofContract(operation, request, parsing)
    checkParameters(operation, parameters)
    const text = (name: string) => (typeof parameters[name] === 'string' ? parameters[name] : undefined)
    return { operation, parameters, regionId: text(service.regionParameter), clientToken: text(idempotencyParameter) }
  } catch (error) {
    if (error instanceof ContractRefusal) throw new Refusal(error)
    if (!isVpnGatewayError(error)) throw error
    throw new Refusal(errorOfParameter(error as ParameterError))
  }
}

function ofWire(operation: OperationName, { pairs }: ServiceRequest, { unknownParameters }: Parsing): ParameterValues {
  if (unknownParameters === 'refuse') for (const [name] of pairs) checkName(operation, name)
  const { parameters: rules, idempotencyParameter = '' } = operationMetadata(operation)
  // Some clients send an empty token where there is none.
  return parseParameters(
    rules,
    pairs.filter(([name, text]) => name !== idempotencyParameter || text !== ''),
  )
}

function ofContract(operation: OperationName, request: ServiceRequest, { regionId }: Parsing): ParameterValues {
  const takesRegion = Object.hasOwn(operationMetadata(operation).parameters, service.regionParameter)
  return { ...(takesRegion && { [service.regionParameter]: regionId }), ...readContract(operation, request) }
}

/**
 * Refuses what the service may ignore: of a listing whose filter is misspelt everything would be listed.
 *
 * @throws {ParameterError}
 */
function checkName(operation: OperationName, name: string): void {
  const { parameters: rules } = operationMetadata(operation)
  if (commonParameters.includes(name)) return
  const [head = name, ...path] = Object.hasOwn(rules, name) ? [name] : name.split('.')
  const refuse = (rule: string): never => {
    throw new ParameterError(name.slice(0, longestName), rule, operation)
  }
  if (!Object.hasOwn(rules, head)) refuse(`is not a parameter of this operation; the nearest is ${nearestTo(head, Object.keys(rules))[0]}`)
  let rule = rules[head]
  for (const part of path) {
    if (!rule?.items && !rule?.properties) refuse(`is no list and no object; write ${head}`)
    if (rule?.items && !/^[1-9]\d{0,8}$/.test(part)) refuse(`is a list; number its entries: ${head}.1`)
    rule = rule?.items ?? (Object.hasOwn(rule?.properties ?? {}, part) ? rule?.properties?.[part] : refuse('has no such field'))
  }
  if (rule?.items) refuse(`is a list; number its entries: ${name}.1`)
}

/** Characters of a name that are quoted at most. */
const longestName = 64
