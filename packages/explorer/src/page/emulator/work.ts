import { type OperationName, operationMetadata, type ParameterValue } from '@vpn-gateway/core'
import type { RequestEntry, TaskEntry } from './admin.ts'
import { rootOf, type World } from './world.ts'

/** The work that kept a gateway from another change at some time, or within a time, on whatever is on it. */
export function workAt(world: World, gatewayId: string, fromMs: number, toMs: number = fromMs): TaskEntry | undefined {
  return world.tasks.findLast(
    ({ id, startedAtMs, endedAtMs = Number.POSITIVE_INFINITY }) =>
      rootOf(world, id) === gatewayId && startedAtMs <= toMs && fromMs <= endedAtMs,
  )
}

/** The work that goes on there now. */
export function workNow(world: World, gatewayId: string): TaskEntry | undefined {
  return workAt(world, gatewayId, Number.POSITIVE_INFINITY)
}

/** The last work on one resource. */
export function workOn({ tasks }: World, id: string): TaskEntry | undefined {
  return tasks.findLast((task) => task.id === id)
}

/** What the emulator has noted of a call, known by its idempotency token; nothing for a call without one. */
export function entryOf(
  { requests }: World,
  operation: OperationName,
  parameters: Readonly<Record<string, ParameterValue>>,
): RequestEntry | undefined {
  const name = operationMetadata(operation).idempotencyParameter ?? ''
  const token = parameters[name]
  return token === undefined ? undefined : requests.findLast((entry) => entry.operation === operation && entry.parameters[name] === token)
}

/** A time span as a person would say it. */
export function seconds(ms: number): string {
  return `${(Math.max(0, ms) / 1000).toFixed(1)} s`
}
