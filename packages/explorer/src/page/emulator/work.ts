import type { TaskEntry } from './admin.ts'
import { rootOf, type World } from './world.ts'

/** The work that kept a gateway from another change at some time, on whatever is on it; a refusal has its reason in it. */
export function workAt(world: World, gatewayId: string, atMs: number): TaskEntry | undefined {
  return world.tasks.findLast(
    ({ id, startedAtMs, endedAtMs = Number.POSITIVE_INFINITY }) =>
      rootOf(world, id) === gatewayId && startedAtMs <= atMs && atMs <= endedAtMs,
  )
}

/** The last work on one resource. */
export function workOn({ tasks }: World, id: string): TaskEntry | undefined {
  return tasks.findLast((task) => task.id === id)
}

/** A time span as a person would say it. */
export function seconds(ms: number): string {
  return `${(Math.max(0, ms) / 1000).toFixed(1)} s`
}
