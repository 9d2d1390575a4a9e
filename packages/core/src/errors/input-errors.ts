import { type ErrorFields, isVpnGatewayError, VpnGatewayError } from './base.ts'
import { isPassingReason, reasonOf } from './reason.ts'

/** A parameter breaks its rule; nothing was sent. */
export class ParameterError extends VpnGatewayError {
  override readonly name = 'ParameterError'
  declare readonly code: 'InvalidParameter'
  declare readonly kind: 'stop'
  /** The parameter, as the wire spells it. */
  readonly parameter: string
  /** The rule that it breaks. */
  readonly rule: string

  constructor(parameter: string, rule: string, operation?: string) {
    super(`${operation ? `${operation}: ` : ''}${parameter} ${rule}`, { kind: 'stop', code: 'InvalidParameter', operation })
    this.parameter = parameter
    this.rule = rule
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), parameter: this.parameter, rule: this.rule }
  }
}

/** An option of a client, an emulator or a poller cannot be used. */
export class OptionError extends VpnGatewayError {
  override readonly name = 'OptionError'
  declare readonly code: 'InvalidOption'
  declare readonly kind: 'stop'
  readonly option: string
  readonly rule: string

  constructor(option: string, rule: string) {
    super(`${option} ${rule}`, { kind: 'stop', code: 'InvalidOption' })
    this.option = option
    this.rule = rule
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), option: this.option, rule: this.rule }
  }
}

/**
 * The credentials could not be obtained, or cannot be used, or nothing can be signed with them: their attempt sent nothing. It
 * is `transient` where the source failed by the network, was throttled, or did not come in time, and `stop` otherwise;
 * `attempts` counts earlier requests of the same call.
 */
export class CredentialsError extends VpnGatewayError {
  override readonly name = 'CredentialsError'
  declare readonly code: 'InvalidCredentials'
  declare readonly kind: 'stop' | 'transient'
  /** True where an earlier request of the same call may have been carried out; otherwise nothing was done. */
  readonly isSent: boolean

  /** @param fields without a `kind` it follows from the cause whether the failure may pass */
  constructor(rule: string, fields: CredentialsErrorFields = {}) {
    const { cause } = fields
    super(`credentials ${rule}`, {
      kind: isPassing(cause) ? 'transient' : 'stop',
      code: 'InvalidCredentials',
      ...fields,
      cause: cause === undefined ? undefined : reasonOf(cause),
    })
    this.isSent = fields.isSent === true
  }
}

/** Details of credentials that failed. */
export type CredentialsErrorFields = Partial<Omit<ErrorFields, 'code' | 'kind'>> & {
  readonly kind?: 'stop' | 'transient'
  readonly isSent?: boolean | undefined
}

function isPassing(cause: unknown): boolean {
  return isVpnGatewayError(cause) ? ['transient', 'throttled'].includes(cause.kind) : isPassingReason(reasonOf(cause))
}
