import { useState } from 'react'
import { idsIn } from '../spec/resources.ts'
import type { RequestEntry } from './admin.ts'
import { nothing, rootOf, type World } from './world.ts'

/** What concerns one gateway alone, by its id. */
export type WorldsByGateway = ReadonlyMap<string, World>

/** The world by gateway. What concerns one stays the same object while nothing of it changes, so that it need not be drawn again. */
export function useWorldsByGateway(world: World): WorldsByGateway {
  const [seen, see] = useState(() => ({ world, worlds: worldsByGateway(world) }))
  if (seen.world === world) return seen.worlds
  const worlds = worldsByGateway(world, seen.worlds)
  see({ world, worlds })
  return worlds
}

export function worldsByGateway(world: World, before: WorldsByGateway = new Map()): WorldsByGateway {
  const rootOfOne = ({ id }: { readonly id: string }) => rootOf(world, id)
  const parents = Map.groupBy(world.parents, ([, gatewayId]) => gatewayId)
  const resources = Map.groupBy(world.resources, ({ id, parentId = id }) => parentId)
  const requests = Map.groupBy(world.requests.flatMap(withGateways(world)), ([gatewayId]) => gatewayId)
  const states = Map.groupBy(world.states, rootOfOne)
  const tasks = Map.groupBy(world.tasks, rootOfOne)
  const worldOf = (id: string): World => ({
    ...world,
    parents: new Map(parents.get(id)),
    resources: resources.get(id) ?? nothing.resources,
    requests: (requests.get(id) ?? []).map(([, request]) => request),
    states: states.get(id) ?? nothing.states,
    tasks: tasks.get(id) ?? nothing.tasks,
  })
  return new Map(
    [...resources.keys()].map((id) => {
      const [old, now] = [before.get(id), worldOf(id)]
      return [id, old !== undefined && isSame(old, now) ? old : now]
    }),
  )
}

/** A request with each gateway that it is about: it may name several resources. */
function withGateways(world: World): (request: RequestEntry) => (readonly [gatewayId: string, request: RequestEntry])[] {
  return (request) => [...new Set(idsIn(request.parameters).map((id) => rootOf(world, id)))].map((gatewayId) => [gatewayId, request])
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
