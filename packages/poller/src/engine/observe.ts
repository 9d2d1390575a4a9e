import { resourceFacts } from '@vpn-gateway/core'
import { DeletionError } from '../errors.ts'
import type { DeletableRef } from '../service/resource-ref.ts'
import { accept, type Evidence, type Verdict } from './acceptor.ts'
import type { Engine } from './engine.ts'
import type { Seen } from './state.ts'

/** What one poll of an accepted deletion has shown. */
export interface Observation extends Seen {
  readonly evidence: Evidence
  readonly verdict: Verdict
}

/**
 * Takes one poll: the gateway, the resource where the gateway is not at work, and the gateway again where it matters.
 *
 * @param worked whether work was seen before
 */
export async function observe(engine: Engine, ref: DeletableRef, worked: boolean, signal?: AbortSignal): Promise<Observation> {
  const { reader, leavesAbsence, settings } = engine
  const before = ref.parent && (await reader.gateway(ref.parent, signal))
  const isIdle = before?.gateway === 'idle' || before?.gateway === 'locked'
  let { status, error } = { status: undefined, error: undefined, ...before }
  let evidence: Evidence = before ? { before: before.gateway } : {}
  if (!before || before.gateway === 'absent' || (isIdle && !(leavesAbsence && worked))) {
    const { resource, isWeak, ...read } = await reader.resource(ref, signal)
    error ??= read.error
    // Those who verify an absence for many read the gateway again themselves.
    if (resource !== 'absent' || !isIdle || !leavesAbsence) evidence = { ...evidence, resource, ...(isWeak && { isWeak }) }
    const isAsked = evidence.resource === 'absent' ? !worked || settings.confirmations > 1 : evidence.resource === 'present' && worked
    if (isIdle && isAsked && ref.parent) {
      const after = await reader.gateway(ref.parent, signal)
      evidence = { ...evidence, after: after.gateway }
      status = after.status ?? status
      error ??= after.error
    }
  }
  const verdict = accept(evidence, worked)
  const reason = verdict === 'unknown' && { error: error ?? contradiction(ref, evidence) }
  return { evidence, verdict, ...(status !== undefined && { gatewayStatus: status }), ...reason }
}

/** What two readings show that do not go together. */
function contradiction({ id, parent }: DeletableRef, { before }: Evidence): DeletionError {
  const gateway = parent ? `the ${resourceFacts(parent.kind).title} ${parent.id}` : 'its gateway'
  return before === 'absent'
    ? new DeletionError('ParentAbsent', id, `${gateway} does not exist any more, and it is still there`)
    : new DeletionError('ParentLocked', id, `${gateway} is locked, and it is still there`)
}
