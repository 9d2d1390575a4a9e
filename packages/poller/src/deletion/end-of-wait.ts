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
  if (streak?.verdict === 'notBegun' && !willResend && Math.min(ageMs, spentMs) > settings.startTimeoutMs)
    return new DeletionError('NotBegunInTime', id, notBegunWords(last))
  return undefined
}

// A report repeats these words later: they say what was seen when the wait ended, and of the present nothing.

/** The error of a wait that has lasted as long as it may. */
export function notGoneInTime(state: DeletionState, last: Seen, timeoutMs: number, { settings }: Engine): DeletionError {
  const { unknown, streak } = state
  const failureMs = settings.confirmFailureMs * settings.confirmations
  const seen = unknown ? `the last poll saw nothing (${reasonOf(state, last)}); ` : statusOf(last, '', '; ')
  const words = {
    notBegun: notBegunWords(last),
    failed: `its work had ended and it was still there; that has failed once it holds for ${failureMs} ms, and can be waited for again`,
  }
  const shown = unknown ? undefined : words[streak?.verdict as keyof typeof words]
  return new DeletionError(
    'NotGoneInTime',
    state.id,
    `not gone after ${timeoutMs} ms; ${shown ?? `${seen}the deletion may go on, and can be waited for again`}`,
    last.error,
  )
}

function notBegunWords(last: Seen): string {
  const shown = last.gatewayStatus === undefined ? 'no work had shown' : `its gateway read ${last.gatewayStatus} at each poll`
  return `${shown} and it was still there${stateOf(last)}; the work may begin yet, and can be waited for again`
}

/** The error of a deletion that the service has not taken for as long as it may be busy. */
export function notAcceptedInTime({ id, phase, tries }: DeletionState, last: Seen, timeoutMs: number): DeletionError {
  // It was looked up, and never sent.
  if (phase === 'found' && !tries) return new DeletionError('CannotObserve', id, `not sent; it could not be seen for ${timeoutMs} ms`)
  return new DeletionError('GatewayOccupied', id, `not accepted after ${timeoutMs} ms${statusOf(last, '; ')}`)
}

/** Says what the last poll has read, between two marks; nothing where it has read nothing. */
function statusOf({ gatewayStatus, resourceState }: Seen, before: string, after = ''): string {
  const read = [gatewayStatus && `its gateway read ${gatewayStatus}`, resourceState && `it read ${resourceState}`].filter(Boolean)
  return read.length === 0 ? '' : `${before}${read.join(', and ')} then${after}`
}

function stateOf({ resourceState }: Seen): string {
  return resourceState === undefined ? '' : `, and it read ${resourceState}`
}

/** Gives the reason why a poll has shown nothing; of one in another process only the code is known. */
function reasonOf({ unknown }: DeletionState, { error }: Seen): string {
  return error?.message ?? [unknown?.operation, unknown?.code].filter((word) => word !== undefined).join(': ')
}
