import { resourceMetadata } from '@vpn-gateway/core'
import { DeletionError } from '../errors.ts'
import { isIdle } from '../service/reader.ts'
import type { DeletableRef } from '../service/resource-ref.ts'
import { accept, type Evidence, type Verdict } from './acceptor.ts'
import type { Engine } from './engine.ts'
import type { Seen } from './state.ts'

/** Observation of one poll of an accepted deletion. */
export interface Observation extends Seen {
  readonly evidence: Evidence
  readonly verdict: Verdict
  /** The gateway that the resource belongs to now, null where it has none; its work shows there. */
  readonly movedTo?: string | null
}

/** Takes one poll: the gateway, the resource where the gateway is not at work, and the gateway again where it matters. */
export async function observe(engine: Engine, ref: DeletableRef, worked: boolean, signal?: AbortSignal): Promise<Observation> {
  const { reader, leavesAbsence } = engine
  const before = ref.parent && (await reader.gateway(ref.parent, signal))
  const isStill = isIdle(before?.gateway)
  let { status, error, state } = { status: undefined, error: undefined, state: undefined as string | undefined, ...before }
  let evidence: Evidence = before ? { before: before.gateway } : {}
  if (!before || before.gateway === 'absent' || (isStill && !(leavesAbsence && worked))) {
    const { resource, isWeak, parentId, state: shown, error: reason } = await reader.resource(ref, signal)
    error ??= reason
    state = shown
    // As part of its deletion it may leave its gateway first.
    if (resource !== 'working' && parentId !== undefined && parentId !== (ref.parent?.id ?? null))
      return { evidence, verdict: 'pending', movedTo: parentId }
    // A queue that verifies absences for many reads the gateway again by itself.
    if (resource !== 'absent' || !isStill || !leavesAbsence) evidence = { ...evidence, resource, ...(isWeak && { isWeak }) }
    const isAsked = evidence.resource === 'absent' || (evidence.resource === 'present' && worked)
    if (isStill && isAsked && ref.parent) {
      const after = await reader.gateway(ref.parent, signal)
      evidence = { ...evidence, after: after.gateway }
      status = after.status ?? status
      error ??= after.error
    }
  }
  const verdict = accept(evidence, worked)
  const reason = verdict === 'unknown' && { error: error ?? contradiction(ref, evidence) }
  const seen = { ...(status !== undefined && { gatewayStatus: status }), ...(state !== undefined && { resourceState: state }) }
  return { evidence, verdict, ...seen, ...reason }
}

/** Gives the error of two readings that contradict each other. */
function contradiction({ id, parent }: DeletableRef, { before }: Evidence): DeletionError {
  const gateway = parent ? `the ${resourceMetadata(parent.kind).title} ${parent.id}` : 'its gateway'
  if (before === 'absent') return new DeletionError('ParentAbsent', id, `${gateway} does not exist any more, and it is still there`)
  if (before === 'locked') return new DeletionError('ParentLocked', id, `${gateway} is locked, and it is still there`)
  return new DeletionError('CannotObserve', id, 'the reader showed nothing')
}
