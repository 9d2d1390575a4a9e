import {
  checkParameters,
  isVpnGatewayError,
  type OperationName,
  operationMetadata,
  type ParameterError,
  type ParameterValues,
  service,
} from '@vpn-gateway/core'
import { parseParameters } from '@vpn-gateway/core/catalogue'
import type { ServiceRequest } from '../http/request.ts'
import { type Refusal, refusal } from './refusal.ts'

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

/** Reads the parameters of a request. @throws {Refusal} where one breaks its rule. */
export function parseCall(operation: OperationName, { pairs }: ServiceRequest): OperationCall {
  const { parameters: rules, idempotencyParameter = '' } = operationMetadata(operation)
  // Some clients send an empty token where there is none.
  const given = pairs.filter(([name, text]) => name !== idempotencyParameter || text !== '')
  const parameters = parseParameters(rules, given)
  try {
    checkParameters(operation, parameters)
  } catch (error) {
    if (!isVpnGatewayError(error)) throw error
    throw parameterRefusal(operation, error as ParameterError, parameters)
  }
  const text = (name: string) => (typeof parameters[name] === 'string' ? parameters[name] : undefined)
  return { operation, parameters, regionId: text(service.regionParameter), clientToken: text(idempotencyParameter) }
}

function parameterRefusal(operation: OperationName, { parameter, rule }: ParameterError, parameters: object): Refusal {
  if (parameter === operationMetadata(operation).idempotencyParameter) return refusal('token-malformed', { operation })
  const isMissing = rule === 'is required' && !Object.hasOwn(parameters, parameter)
  return refusal(isMissing ? 'parameter-missing' : 'parameter-invalid', { operation, values: [parameter] })
}
