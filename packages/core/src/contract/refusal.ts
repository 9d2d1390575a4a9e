import type { ParameterError } from '../errors/input-errors.ts'
import { frontDoorErrors, operationErrors } from '../generated/errors.ts'
import type { OperationName } from '../generated/names.ts'
import { operationMetadata } from '../operation.ts'

/** Error of the service before it is written. */
export interface WrittenError {
  readonly code: string
  readonly status: number
  readonly message: string
  readonly recommend?: string | undefined
  readonly retryAfterMs?: number | undefined
}

/** Thrown for a request that is none of the contract: another method, another body. */
export class ContractRefusal extends Error implements WrittenError {
  override readonly name = 'ContractRefusal'
  readonly code: string
  readonly status: number
  /** Headers that say what would be taken. */
  readonly headers: Readonly<Record<string, string>>

  constructor({ code, status, message }: WrittenError, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.code = code
    this.status = status
    this.headers = headers
  }
}

/** A request that no operation of the contract answers. */
export function unknownOperation(): ContractRefusal {
  return new ContractRefusal(documented('operation-unknown'))
}

/** A request by a method that the operation does not have. */
export function wrongMethod(allow: string): ContractRefusal {
  const error = documented('operation-unknown')
  return new ContractRefusal({ ...error, status: 405, message: `${error.message} This operation takes ${allow}.` }, { allow })
}

/** A body that is not declared to be JSON: one that a form of another site can send as well. */
export function wrongMediaType(): ContractRefusal {
  const { code } = documented('parameter-invalid')
  const message = 'The body must be JSON, with the content type application/json.'
  return new ContractRefusal({ code, status: 415, message }, { accept: 'application/json' })
}

/** Gives the service's error for a parameter that breaks its rule, with the rule. */
export function errorOfParameter({ operation: name, parameter, rule }: ParameterError): WrittenError {
  const operation = name as OperationName | undefined
  if (operation && parameter === operationMetadata(operation).idempotencyParameter) return documented('token-malformed', operation)
  if (rule === 'is required') return documented('parameter-missing', operation, parameter)
  const error = documented('parameter-invalid', operation, parameter)
  return { ...error, message: `${error.message.replace(/\.$/, '')}: it ${rule}.` }
}

function documented(when: string, operation?: OperationName, value = ''): WrittenError {
  const error = [...(operation ? operationErrors[operation] : []), ...frontDoorErrors].find((candidate) => candidate.when === when)
  if (!error) throw new Error(`the spec documents no error for the case ${when}`)
  return { ...error, message: error.message.replace('%s', () => value) }
}
