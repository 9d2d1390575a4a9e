import { type OperationName, operationMetadata, type ParameterValues } from '@vpn-gateway/core'
import type { RequestEntry, TaskEntry } from './admin.ts'
import { type EmulatorState, rootOf } from './emulator-state.ts'

/** The work that kept a gateway from another change at some time, or within a time, on whatever is on it. */
export function workAt(emulator: EmulatorState, gatewayId: string, fromMs: number, toMs: number = fromMs): TaskEntry | undefined {
  return emulator.tasks.findLast(
    ({ id, startedAtMs, endedAtMs = Number.POSITIVE_INFINITY }) =>
      rootOf(emulator, id) === gatewayId && startedAtMs <= toMs && fromMs <= endedAtMs,
  )
}

/** The work that goes on there now. */
export function workNow(emulator: EmulatorState, gatewayId: string): TaskEntry | undefined {
  return workAt(emulator, gatewayId, Number.POSITIVE_INFINITY)
}

/** The last work on one resource. */
export function workOn({ tasks }: EmulatorState, id: string): TaskEntry | undefined {
  return tasks.findLast((task) => task.id === id)
}

/** Ledger entry of a call, found by its idempotency token; `undefined` for a call without one. */
export function entryOf({ requests }: EmulatorState, operation: OperationName, parameters: ParameterValues): RequestEntry | undefined {
  const name = operationMetadata(operation).idempotencyParameter ?? ''
  const token = parameters[name]
  return token === undefined ? undefined : requests.findLast((entry) => entry.operation === operation && entry.parameters[name] === token)
}

/** Formats a time span in seconds. */
export function seconds(ms: number): string {
  return `${(Math.max(0, ms) / 1000).toFixed(1)} s`
}
