import { keepsRule, OptionError } from '@vpn-gateway/core'

/** Characters of a caller's value that are quoted back at most. */
export const quotedLength = 64

/** @throws {OptionError} for a value that is no object, and for a name that is not known. */
export function checkKeys(option: string, value: unknown, known: readonly string[]): void {
  if (typeof value !== 'object' || value === null) throw new OptionError(option, 'must be an object')
  const unknown = Object.keys(value).find((key) => !known.includes(key))
  if (unknown !== undefined) throw new OptionError(option, `has no ${unknown.slice(0, quotedLength)}; it knows ${known.join(', ')}`)
}

/** Says whether a value is a number of milliseconds. */
export function isDuration(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY
}

/** Says whether a value is a rate from 0 to 1. */
export function isRate(value: unknown): value is number {
  return isDuration(value) && value <= 1
}

/** @throws {OptionError} for a value that cannot be listened to as a signal. */
export function checkSignal(signal: AbortSignal | undefined): void {
  const isSignal = ({ aborted, addEventListener, removeEventListener, throwIfAborted }: AbortSignal) =>
    typeof aborted === 'boolean' && [addEventListener, removeEventListener, throwIfAborted].every((method) => typeof method === 'function')
  if (signal !== undefined && !keepsRule(signal, isSignal)) throw new OptionError('signal', 'must be an AbortSignal')
}

/** @throws {OptionError} for a step of a wall clock that is no finite number. */
export function checkStep(ms: number): void {
  if (!Number.isFinite(ms)) throw new OptionError('ms', 'must be a number')
}
