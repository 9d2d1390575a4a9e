import type { OperationName, ResourceName } from '@vpn-gateway/core'
import { type DocumentedError, frontDoorErrors, operationErrors, undocumentedErrors } from '@vpn-gateway/core/catalogue'
import type { ErrorBody } from '../http/answer.ts'

/**
 * Cases in which a request is refused. The spec gives each its error, by `x-error.when`; a new refusal is a case here, and a
 * `throw refusal(…)` in the file that checks it.
 */
export const refusalCases = [
  // front-door.ts
  'tls-required',
  'format-unknown',
  'operation-unknown',
  'version-unknown',
  // signature.ts, parse-signature.ts
  'signature-incomplete',
  'signature-method-unknown',
  'signature-mismatch',
  'key-unknown',
  'key-inactive',
  'key-disabled',
  'security-token-missing',
  'security-token-malformed',
  'security-token-mismatch',
  'security-token-expired',
  'time-malformed',
  'time-expired',
  'nonce-used',
  // parameters.ts
  'parameter-missing',
  'parameter-invalid',
  'token-malformed',
  // idempotency.ts
  'token-mismatch',
  'token-processing',
  // operations/
  'absent',
  'busy',
  'locked',
  'dry-run-passed',
  'page-token-unknown',
] as const

export type RefusalCase = (typeof refusalCases)[number]

/** Thrown where a request is answered with an error. */
export class Refusal extends Error implements ErrorBody {
  override readonly name = 'Refusal'
  readonly code: string
  readonly status: number
  readonly retryAfterMs: number | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor({ code, status, message, retryAfterMs, headers = {} }: ErrorBody) {
    super(message)
    this.code = code
    this.status = status
    this.retryAfterMs = retryAfterMs
    this.headers = headers
  }
}

/** Details of a refusal. */
interface RefusalDetails {
  /** None before it is known. */
  readonly operation?: OperationName
  /** Kind of the resource that is absent. */
  readonly resource?: ResourceName
  /** Names and values that the error's text has room for. */
  readonly values?: readonly string[]
}

/** Refusal by the spec's error for a case: the operation's own first, then the front door's, then any other's. */
export function refusal(when: RefusalCase, { operation, resource, values = [] }: RefusalDetails = {}): Refusal {
  const fits = (error: DocumentedError) => error.when === when && (resource === undefined || error.resource === resource)
  const documented = errorsOf(operation).find(fits) ?? Object.values(operationErrors).flat().find(fits)
  if (!documented) throw new Error(`the spec documents no error for the case ${when} of ${operation ?? 'any operation'}`)
  const rest = [...values]
  return new Refusal({ ...documented, message: documented.message.replace(/%s/g, () => rest.shift() ?? '') })
}

/** Refusal by an error of the spec that no case chose; its text names nothing. */
export function plannedRefusal(documented: DocumentedError, retryAfterMs?: number): Refusal {
  return new Refusal({ ...documented, message: documented.message.replace(/%s/g, ''), retryAfterMs })
}

/** Every error that an operation can be answered with. */
export function errorsOf(operation: OperationName | undefined): readonly DocumentedError[] {
  return [...(operation ? operationErrors[operation] : []), ...frontDoorErrors, ...undocumentedErrors]
}
