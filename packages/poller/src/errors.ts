import { type ErrorKind, isVpnGatewayError, VpnGatewayError } from '@vpn-gateway/core'

/** Why a deletion did not end with the resource gone. */
export type DeletionErrorCode =
  /** There was nothing to delete. */
  | 'ResourceAbsent'
  /** The gateway is free again and the resource is still there. */
  | 'DeletionFailed'
  /** The gateway stayed free and the resource stayed there: the work never began to show. */
  | 'DeletionNotBegun'
  /** An earlier deletion on the gateway has not ended, so this one was not sent. */
  | 'GatewayOccupied'
  /** The gateway does not exist any more, so the end of the deletion cannot be seen. */
  | 'ParentVanished'
  /** The gateway refuses changes until a person acts. */
  | 'ParentLocked'
  /** The deletion was accepted, but reads are refused: its end cannot be seen. */
  | 'CannotObserve'
  /** Not everything on a gateway went. */
  | 'NotEmptied'
  /** The deletion did not end in time; it goes on, and can be waited for again. */
  | 'NotGoneInTime'

const kinds: Readonly<Record<DeletionErrorCode, ErrorKind>> = {
  ResourceAbsent: 'gone',
  DeletionFailed: 'stop',
  DeletionNotBegun: 'stop',
  GatewayOccupied: 'transient',
  ParentVanished: 'stop',
  ParentLocked: 'stop',
  CannotObserve: 'stop',
  NotEmptied: 'stop',
  NotGoneInTime: 'transient',
}

/** A deletion that did not end with the resource gone. */
export class DeletionError extends VpnGatewayError {
  override readonly name = 'DeletionError'
  declare readonly code: DeletionErrorCode
  /** Id of the resource. */
  readonly id: string

  constructor(code: DeletionErrorCode, id: string, message: string, cause?: unknown) {
    super(`${id}: ${message}`, { kind: kinds[code], code, cause })
    this.id = id
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), id: this.id }
  }
}

/** The error of a deletion that an earlier process saw fail. */
export function failedEarlier(id: string, failure: string | undefined): DeletionError {
  const code = failure !== undefined && Object.hasOwn(kinds, failure) ? (failure as DeletionErrorCode) : 'DeletionFailed'
  return new DeletionError(code, id, `it failed earlier${failure === undefined ? '' : ` (${failure})`}`)
}

/** What a read that failed means for a deletion that was accepted; what passes, or is known for what it is, stays. */
export function cannotObserve(error: unknown, id: string): unknown {
  if (!isVpnGatewayError(error) || error.kind !== 'stop' || error instanceof DeletionError) return error
  return new DeletionError('CannotObserve', id, 'the deletion was accepted, but reading its progress is refused', error)
}

/** A look that failed in passing is taken again: the deletion goes on whether it is seen or not. */
export function isPassing(error: unknown): boolean {
  if (!isVpnGatewayError(error) || error instanceof DeletionError) return false
  return error.kind === 'transient' || error.kind === 'throttled' || error.kind === 'busy'
}
