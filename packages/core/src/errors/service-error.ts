import type { OperationName } from '../generated/names.ts'
import { type ErrorCode, isSameCode } from '../operation.ts'
import { type ErrorFields, isVpnGatewayError, VpnGatewayError } from './base.ts'

/** A code that the spec does not document: the service adds codes without notice. */
type UnknownCode = string & Record<never, never>

/** Details of a refusal for lack of rights: which action, by which kind of policy, and in which way. */
export interface AccessDenied {
  /** For example `vpc:DeleteVpnConnection`. */
  readonly action?: string
  /** For example `AccountLevelIdentityBasedPolicy`. */
  readonly policyType?: string
  /** `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
  readonly reason?: string
}

export interface ServiceErrorFields extends ErrorFields {
  /** Words of the service. */
  readonly message: string
  readonly status: number
  readonly requestId?: string | undefined
  readonly recommend?: string | undefined
  readonly retryAfterMs?: number | undefined
  readonly accessDenied?: AccessDenied | undefined
}

/**
 * The service answered with an error code.
 *
 * @typeParam Op the operation whose codes it can have, where that is known; see {@link isServiceError}
 */
export class ServiceError<Op extends OperationName = OperationName> extends VpnGatewayError {
  override readonly name = 'ServiceError'
  declare readonly code: ErrorCode<Op> | UnknownCode
  declare readonly operation?: Op
  /** HTTP status; decide by `kind` or `code` instead, the same code comes with several. */
  readonly status: number
  /** The service's own words, without secrets. */
  readonly detail: string
  /** Id of the request, to name to the service's support. */
  declare readonly requestId?: string
  /** Address of a page about the code. */
  declare readonly recommend?: string
  /** Wait that the service asks for, in milliseconds. */
  declare readonly retryAfterMs?: number
  /** The rights that are lacking, as far as the service says. */
  declare readonly accessDenied?: AccessDenied

  constructor(fields: ServiceErrorFields) {
    super(`${fields.operation ?? 'The call'} was refused: ${fields.code} (${fields.status}). ${fields.message}`, fields)
    this.status = fields.status
    this.detail = fields.message
    if (fields.requestId !== undefined) this.requestId = fields.requestId
    if (fields.recommend !== undefined) this.recommend = fields.recommend
    if (fields.retryAfterMs !== undefined) this.retryAfterMs = fields.retryAfterMs
    if (fields.accessDenied !== undefined) this.accessDenied = fields.accessDenied
  }

  /**
   * Says whether it has one of these codes. Blanks around a code and its case do not count, as the service is not strict
   * about them; a code that the operation does not document does not compile.
   */
  hasCode(...codes: readonly ErrorCode<Op>[]): boolean {
    return codes.some((code) => isSameCode(code, this.code))
  }

  override toJSON(): Record<string, unknown> {
    const { status, requestId, recommend, retryAfterMs, accessDenied } = this
    return { ...super.toJSON(), status, requestId, recommend, retryAfterMs, accessDenied }
  }
}

/**
 * Says whether a caught value is an answer of the service with an error code, and one to a call of this operation where one
 * is named: its codes are then those of the operation.
 *
 * @example
 * if (isServiceError(error, 'DeleteVpnConnection') && error.hasCode('VpnGateway.Configuring')) …
 */
export function isServiceError<Op extends OperationName = OperationName>(value: unknown, operation?: Op): value is ServiceError<Op> {
  return isVpnGatewayError(value) && value.name === 'ServiceError' && (operation === undefined || value.operation === operation)
}
