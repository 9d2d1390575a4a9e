import { type ErrorFields, VpnGatewayError } from './base.ts'

export interface ServiceErrorFields extends ErrorFields {
  readonly message: string
  readonly status: number
  readonly requestId?: string | undefined
  readonly recommend?: string | undefined
  readonly retryAfterMs?: number | undefined
}

/** The service answered with an error code. */
export class ServiceError extends VpnGatewayError {
  override readonly name = 'ServiceError'
  /** HTTP status; decide by `kind` or `code` instead, the same code comes with several. */
  readonly status: number
  /** Id of the request, to name to the service's support. */
  declare readonly requestId?: string
  /** Address of a page about the code. */
  declare readonly recommend?: string
  /** How long the service asks to wait, in milliseconds. */
  declare readonly retryAfterMs?: number

  constructor(fields: ServiceErrorFields) {
    super(`${fields.operation ?? 'The call'} was refused: ${fields.code} (${fields.status}). ${fields.message}`, fields)
    this.status = fields.status
    if (fields.requestId !== undefined) this.requestId = fields.requestId
    if (fields.recommend !== undefined) this.recommend = fields.recommend
    if (fields.retryAfterMs !== undefined) this.retryAfterMs = fields.retryAfterMs
  }

  override toJSON(): Record<string, unknown> {
    const { status, requestId, recommend, retryAfterMs } = this
    return { ...super.toJSON(), status, requestId, recommend, retryAfterMs }
  }
}
