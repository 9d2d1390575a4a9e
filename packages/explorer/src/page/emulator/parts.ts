import { useState } from 'react'
import { idsIn } from '../spec/resources.ts'
import { nothing, rootOf, type World } from './world.ts'

/** What concerns one gateway alone, by its id. */
export type Parts = ReadonlyMap<string, World>

/** The world in parts. A part stays the same object while nothing of it changes, so that it need not be drawn again. */
export function useParts(world: World): Parts {
  const [seen, see] = useState(() => ({ world, parts: partsOf(world) }))
  if (seen.world === world) return seen.parts
  const parts = partsOf(world, seen.parts)
  see({ world, parts })
  return parts
}

export function partsOf(world: World, before: Parts = new Map()): Parts {
  const parents = grouped([...world.parents], ([, gatewayId]) => [gatewayId])
  const resources = grouped(world.resources, ({ id, parentId = id }) => [parentId])
  const requests = grouped(world.requests, ({ parameters }) => [...new Set(idsIn(parameters).map((id) => rootOf(world, id)))])
  const states = grouped(world.states, ({ id }) => [rootOf(world, id)])
  const tasks = grouped(world.tasks, ({ id }) => [rootOf(world, id)])
  const part = (id: string): World => ({
    ...world,
    parents: new Map(parents.get(id)),
    resources: resources.get(id) ?? nothing.resources,
    requests: requests.get(id) ?? nothing.requests,
    states: states.get(id) ?? nothing.states,
    tasks: tasks.get(id) ?? nothing.tasks,
  })
  return new Map(
    [...resources.keys()].map((id) => {
      const [old, now] = [before.get(id), part(id)]
      return [id, old !== undefined && isSame(old, now) ? old : now]
    }),
  )
}

function grouped<T>(entries: readonly T[], keysOf: (entry: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const entry of entries)
    for (const key of keysOf(entry)) {
      const group = groups.get(key)
      if (group) group.push(entry)
      else groups.set(key, [entry])
    }
  return groups
}

function isSame(one: World, other: World): boolean {
  return (
    one.isLive === other.isLive &&
    one.era === other.era &&
    one.aheadMs === other.aheadMs &&
    one.parents.size === other.parents.size &&
    (['resources', 'requests', 'states', 'tasks'] as const).every(
      (name) => one[name].length === other[name].length && one[name].every((entry, at) => entry === other[name][at]),
    )
  )
}
