import { useState } from 'react'
import { idsIn } from '../spec/resources.ts'
import { type EmulatorState, emptyState, rootOf } from './emulator-state.ts'

/** State of the emulator that concerns one gateway alone, by its id. */
export type StateByGateway = ReadonlyMap<string, EmulatorState>

/** Splits the state by gateway. The part of one stays the same object while nothing in it changes, so that it is not rendered again. */
export function useStateByGateway(emulator: EmulatorState): StateByGateway {
  const [seen, see] = useState(() => ({ emulator, byGateway: stateByGateway(emulator) }))
  if (seen.emulator === emulator) return seen.byGateway
  const byGateway = stateByGateway(emulator, seen.byGateway)
  see({ emulator, byGateway })
  return byGateway
}

export function stateByGateway(emulator: EmulatorState, before: StateByGateway = new Map()): StateByGateway {
  const rootOfOne = ({ id }: { readonly id: string }) => rootOf(emulator, id)
  const parents = Map.groupBy(emulator.parents, ([, gatewayId]) => gatewayId)
  const resources = Map.groupBy(emulator.resources, ({ id, parentId = id }) => parentId)
  // A request counts for each gateway that it is about: it may name several resources.
  const withGateways = emulator.requests.flatMap((request) => {
    const gatewayIds = new Set(idsIn(request.parameters).map((id) => rootOf(emulator, id)))
    return [...gatewayIds].map((gatewayId) => [gatewayId, request] as const)
  })
  const requests = Map.groupBy(withGateways, ([gatewayId]) => gatewayId)
  const states = Map.groupBy(emulator.states, rootOfOne)
  const tasks = Map.groupBy(emulator.tasks, rootOfOne)
  const stateOf = (id: string): EmulatorState => ({
    ...emulator,
    parents: new Map(parents.get(id)),
    resources: resources.get(id) ?? emptyState.resources,
    requests: (requests.get(id) ?? []).map(([, request]) => request),
    states: states.get(id) ?? emptyState.states,
    tasks: tasks.get(id) ?? emptyState.tasks,
  })
  return new Map(
    [...resources.keys()].map((id) => {
      const [old, now] = [before.get(id), stateOf(id)]
      return [id, old !== undefined && isSame(old, now) ? old : now]
    }),
  )
}

function isSame(one: EmulatorState, other: EmulatorState): boolean {
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
