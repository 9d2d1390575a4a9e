import { isVpnGatewayError, VpnGatewayError } from '@vpn-gateway/core'
import type { Outcome } from './outcome.ts'

/** The journal of a teardown could not be written any more, which ended it: what the journal could not keep was not sent. */
export class JournalError extends VpnGatewayError {
  override readonly name = 'JournalError'
  declare readonly code: 'JournalFailed'
  declare readonly kind: 'stop'
  /** Outcome of each target, as `report()` gives them otherwise. */
  readonly outcomes: readonly Outcome[]

  constructor(cause: unknown, outcomes: readonly Outcome[]) {
    // The error of another journal may quote anything; it is the cause.
    super(isVpnGatewayError(cause) ? cause.message : 'the journal cannot be written', { kind: 'stop', code: 'JournalFailed', cause })
    this.outcomes = outcomes
  }
}
