import { isVpnGatewayError, VpnGatewayError } from '@vpn-gateway/core'

const codes = [
  'ResourceAbsent', // There was nothing to delete.
  'DeletionFailed', // Work was seen, and then the gateway idle and the resource present, for some time: the work came to nothing.
  'NotBegunInTime', // No work has shown, and the resource is present; it may still begin.
  'GatewayOccupied', // The gateway is busy with something else, so this one was not sent.
  'ParentAbsent', // The gateway does not exist.
  'ParentLocked', // The gateway refuses changes until a person acts.
  'CannotObserve', // Reads are refused or answered by something else: how the deletion stands cannot be seen.
  'Protected', // A tag keeps it from being deleted; it was not sent.
  'NotAsPlanned', // It is not what the plan names, or the plan does not name it; it was not sent.
  'NotEmptied', // Not everything on a gateway went.
  'NotGoneInTime', // The deletion did not end in time.
] as const

/** Reason why a deletion, or a wait for it, ended without the resource gone. */
export type DeletionErrorCode = (typeof codes)[number]

const passing: readonly DeletionErrorCode[] = ['NotBegunInTime', 'GatewayOccupied', 'NotGoneInTime']

/** A deletion, or a wait for it, that did not end with the resource gone. */
export class DeletionError extends VpnGatewayError {
  override readonly name = 'DeletionError'
  declare readonly code: DeletionErrorCode
  /** Id of the resource. */
  readonly id: string
  /** True where the deletion has ended with this; otherwise only the wait has, and can begin again. */
  readonly isFinal: boolean

  constructor(code: DeletionErrorCode, id: string, message: string, cause?: unknown, isFinal?: boolean) {
    super(`${id}: ${message}`, { kind: code === 'ResourceAbsent' ? 'gone' : passing.includes(code) ? 'transient' : 'stop', code, cause })
    this.id = id
    // Reads that found nothing may have flapped; the deletion itself, which is the cause then, does not.
    this.isFinal = isFinal ?? (code === 'DeletionFailed' || (code === 'ResourceAbsent' && cause !== undefined))
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), id: this.id, isFinal: this.isFinal }
  }
}

/** Says whether a value is a code of {@link DeletionError}. */
export function isErrorCode(value: unknown): value is DeletionErrorCode {
  return codes.some((code) => code === value)
}

/** Says whether an error passes by itself: a fault of the network or the service, a throttle, a busy service. */
export function isPassing(error: unknown): boolean {
  if (!isVpnGatewayError(error) || error instanceof DeletionError) return false
  const { kind, name, status = 0 } = error as typeof error & { readonly status?: number }
  // A response of success that cannot be read is as unexpected as a page that forbids.
  if (name === 'UnreadableAnswerError' && status < 300) return false
  return kind === 'transient' || kind === 'throttled' || kind === 'busy'
}

/** Makes the error of a deletion that has failed. */
export function failureOf(
  id: string,
  failure: DeletionErrorCode = 'DeletionFailed',
  what: string = 'its work has ended, and it is still there',
): DeletionError {
  return new DeletionError(failure, id, failure === 'DeletionFailed' ? what : 'there was nothing to delete', undefined, true)
}
