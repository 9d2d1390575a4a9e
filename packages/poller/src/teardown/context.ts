import type { Engine } from '../engine/engine.ts'
import type { DeletionState } from '../engine/state.ts'
import type { ResourceRef } from '../service/resource-ref.ts'
import type { DeletionService } from '../service/service.ts'
import type { Planned } from './plan/as-planned.ts'
import type { Protection } from './protection.ts'

/** Dependencies and settings that the queues of a teardown share. */
export interface TeardownContext {
  /** Takes one step at a time, each request as one attempt. */
  readonly engine: Engine
  /** Retries what fails in passing, as restarting a listing is expensive. */
  readonly patient: DeletionService
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** The deletions of the plan, where there is one: nothing else is sent. */
  readonly planned: Planned | undefined
  /** Reasons of the plan why it leaves something that is there, by id. */
  readonly whyLeft: ReadonlyMap<string, string>
  /** Ids of what the plan leaves by the will of the caller: a gateway need not be empty of these. */
  readonly kept: ReadonlySet<string>
  readonly protection: Protection
  /** Ids, also of gateways, that no plan binds. */
  readonly free: ReadonlySet<string>
  /** Ids that have a queue, or have ended: each has one deletion, whatever a listing or a read says. */
  readonly owned: Set<string>
  /** Emits a state without keeping it: what a listing alone has shown may be nothing. */
  emit(state: DeletionState): void
  enter(state: DeletionState, gatewayStatus?: string, signal?: AbortSignal): Promise<unknown>
  /** Notes that a deletion ends without the resource gone, or without a word of it. */
  noteEnd(state: DeletionState, error: unknown): void
  hasStopped(id: string): boolean
  /** Notes that it is not known whether a gateway is emptied. */
  noteParentEnd(parent: ResourceRef, error: unknown): void
  /** Learns from an accepted deletion how long the work takes. */
  readonly learn: (state: DeletionState, isOver: boolean) => void
}
