import { VpnGatewayError } from './base.ts'
import { reasonOf } from './reason.ts'

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

/** The credentials could not be obtained, or cannot be used; nothing was sent. */
export class CredentialsError extends VpnGatewayError {
  override readonly name = 'CredentialsError'
  declare readonly code: 'InvalidCredentials'
  declare readonly kind: 'stop'

  constructor(rule: string, cause?: unknown) {
    super(`credentials ${rule}`, { kind: 'stop', code: 'InvalidCredentials', cause: cause === undefined ? undefined : reasonOf(cause) })
  }
}
