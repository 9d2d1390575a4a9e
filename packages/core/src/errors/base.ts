import type { ErrorKind } from '../metadata.ts'

/** Survives two copies of the package in one program, where `instanceof` does not. */
const brand = Symbol.for('@vpn-gateway/error')

export interface ErrorFields {
  readonly kind: ErrorKind
  readonly code: string
  readonly operation?: string | undefined
  readonly attempts?: number | undefined
  readonly cause?: unknown
}

/**
 * Every error of these packages. Its fields are chosen one by one: none holds a key, a token, a signature, a
 * pre-shared key, or an address with a query.
 */
export abstract class VpnGatewayError extends Error {
  abstract override readonly name: string
  /** Class of the error, by what to do about it. */
  readonly kind: ErrorKind
  /** The service's code, or one of ours where the service said nothing. */
  readonly code: string
  /** The operation that was called. */
  declare readonly operation?: string
  /** Number of requests that were sent for this call. */
  readonly attempts: number

  constructor(message: string, fields: ErrorFields) {
    super(message, fields.cause === undefined ? undefined : { cause: fields.cause })
    Object.defineProperty(this, brand, { value: true })
    this.kind = fields.kind
    this.code = fields.code
    if (fields.operation !== undefined) this.operation = fields.operation
    this.attempts = fields.attempts ?? 0
  }

  /** The fields that may be printed. */
  toJSON(): Record<string, unknown> {
    const { name, message, code, kind, operation, attempts } = this
    return { name, message, code, kind, operation, attempts }
  }
}

/** Says whether a caught value is an error of these packages, whichever copy of them threw it. */
export function isVpnGatewayError(value: unknown): value is VpnGatewayError {
  return typeof value === 'object' && value !== null && brand in value
}
