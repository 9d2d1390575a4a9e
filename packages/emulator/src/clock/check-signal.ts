import { keepsRule, OptionError } from '@vpn-gateway/core'

/** @throws {OptionError} for what cannot be listened to as a signal. */
export function checkSignal(signal: AbortSignal | undefined): void {
  const isSignal = ({ aborted, addEventListener, removeEventListener, throwIfAborted }: AbortSignal) =>
    typeof aborted === 'boolean' && [addEventListener, removeEventListener, throwIfAborted].every((method) => typeof method === 'function')
  if (signal !== undefined && !keepsRule(signal, isSignal)) throw new OptionError('signal', 'must be an AbortSignal')
}
