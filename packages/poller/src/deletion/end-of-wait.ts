import type { Engine } from '../engine/engine.ts'
import type { DeletionState, Seen } from '../engine/state.ts'
import { DeletionError } from '../errors.ts'

/** Codes of readings that contradict each other; those of the service come of an operation. */
const contradictions = ['ParentAbsent', 'ParentLocked'] as const

/** Says why a wait that has lasted so long ends though the deletion has not: its state stays as it is. */
export function endOfWait(state: DeletionState, last: Seen, spentMs: number, { settings, resend }: Engine): DeletionError | undefined {
  const { id, unknown, streak, ageMs = 0 } = state
  if (unknown && !unknown.isPassing && Math.min(unknown.heldMs, spentMs) >= settings.unknownTimeoutMs) {
    const code = contradictions.find((known) => known === unknown.code && unknown.operation === undefined) ?? 'CannotObserve'
    const what = `how it stands could not be seen for ${settings.unknownTimeoutMs} ms (${reasonOf(state, last)})`
    return new DeletionError(code, id, `${what}; the deletion may go on, and can be waited for again`, last.error)
  }
  const willResend = !state.resent && resend(state)
  if (streak?.verdict === 'notBegun' && !willResend && Math.min(ageMs, spentMs) > settings.startTimeoutMs) {
    const shown = last.gatewayStatus === undefined ? 'no work has shown' : `its gateway stayed ${last.gatewayStatus}`
    const what = `${shown} and it is still there${stateOf(last)}`
    return new DeletionError('NotBegunInTime', id, `${what}; the work may begin yet, and can be waited for again`)
  }
  return undefined
}

/** The error of a wait that has lasted as long as it may. */
export function notGoneInTime(state: DeletionState, last: Seen, timeoutMs: number): DeletionError {
  const what = state.unknown ? `; the last poll saw nothing (${reasonOf(state, last)})` : statusOf(last)
  return new DeletionError('NotGoneInTime', state.id, `not gone after ${timeoutMs} ms${what}; the deletion goes on`, last.error)
}

/** The error of a deletion that the service has not taken for as long as it may be busy. */
export function notAcceptedInTime({ id }: DeletionState, last: Seen, timeoutMs: number): DeletionError {
  return new DeletionError('GatewayOccupied', id, `not accepted after ${timeoutMs} ms${statusOf(last)}`)
}

function statusOf({ gatewayStatus, ...last }: Seen): string {
  return `${gatewayStatus === undefined ? '' : `; its gateway reads ${gatewayStatus}`}${stateOf(last)}`
}

function stateOf({ resourceState }: Seen): string {
  return resourceState === undefined ? '' : `, and it reads ${resourceState}`
}

/** Gives the reason why a poll has shown nothing; of one in another process only the code is known. */
function reasonOf({ unknown }: DeletionState, { error }: Seen): string {
  return error?.message ?? [unknown?.operation, unknown?.code].filter((word) => word !== undefined).join(': ')
}
