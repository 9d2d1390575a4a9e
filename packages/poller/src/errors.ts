import { type ErrorKind, isVpnGatewayError, VpnGatewayError } from '@vpn-gateway/core'

/** Why a deletion, or a wait for it, ended without the resource gone. */
export type DeletionErrorCode =
  /** There was nothing to delete. */
  | 'ResourceAbsent'
  /** Work was seen, and then the gateway idle and the resource present, for some time: the work came to nothing. */
  | 'DeletionFailed'
  /** No work has shown, and the resource is present; it may still begin. */
  | 'NotBegunInTime'
  /** An earlier deletion on the gateway has not ended, so this one was not sent. */
  | 'GatewayOccupied'
  /** The gateway does not exist. */
  | 'ParentAbsent'
  /** The gateway refuses changes until a person acts. */
  | 'ParentLocked'
  /** Reads are refused or answered by something else: how the deletion stands cannot be seen. */
  | 'CannotObserve'
  /** Not everything on a gateway went. */
  | 'NotEmptied'
  /** The deletion did not end in time. */
  | 'NotGoneInTime'

/** The kind of each error, and whether the deletion has ended with it; otherwise it can be waited for again. */
const table: Readonly<Record<DeletionErrorCode, readonly [kind: ErrorKind, isFinal: boolean]>> = {
  ResourceAbsent: ['gone', true],
  DeletionFailed: ['stop', true],
  NotBegunInTime: ['transient', false],
  GatewayOccupied: ['transient', false],
  ParentAbsent: ['stop', false],
  ParentLocked: ['stop', false],
  CannotObserve: ['stop', false],
  NotEmptied: ['stop', false],
  NotGoneInTime: ['transient', false],
}

/** A deletion, or a wait for it, that did not end with the resource gone. */
export class DeletionError extends VpnGatewayError {
  override readonly name = 'DeletionError'
  declare readonly code: DeletionErrorCode
  /** Id of the resource. */
  readonly id: string
  /** Whether the deletion has ended with this; otherwise only the wait has, and can begin again. */
  readonly isFinal: boolean

  constructor(code: DeletionErrorCode, id: string, message: string, cause?: unknown) {
    const [kind, isFinal] = table[code]
    super(`${id}: ${message}`, { kind, code, cause })
    this.id = id
    this.isFinal = isFinal
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), id: this.id, isFinal: this.isFinal }
  }
}

/** Says whether a value is a code of {@link DeletionError}. */
export function isErrorCode(value: unknown): value is DeletionErrorCode {
  return typeof value === 'string' && Object.hasOwn(table, value)
}

/** Says whether an error passes by itself: a fault of the network or the service, a throttle, a busy service. */
export function isPassing(error: unknown): boolean {
  if (!isVpnGatewayError(error) || error instanceof DeletionError) return false
  if (error.name === 'UnreadableAnswerError') return isPassingStatus((error as { status?: number }).status)
  return error.kind === 'transient' || error.kind === 'throttled' || error.kind === 'busy'
}

/** A response of success that cannot be read is as unexpected as a page that forbids. */
function isPassingStatus(status = 0): boolean {
  return status >= 500 || status === 408 || status === 429
}

/** Makes the error of a deletion that has failed before. */
export function failedEarlier(id: string, code: DeletionErrorCode = 'DeletionFailed'): DeletionError {
  return new DeletionError(code, id, `it failed earlier (${code})`)
}
