import { resourceFacts, type VpnGatewayError } from '@vpn-gateway/core'
import { DeletionError } from '../errors.ts'
import type { DeletionReader, GatewayEvidence, GatewayReading } from '../service/reader.ts'
import type { DeletableRef } from '../service/resource-ref.ts'
import { accept, type Evidence, type Verdict } from './acceptor.ts'

/** What one poll of an accepted deletion has shown. */
export interface Observation {
  readonly evidence: Evidence
  readonly verdict: Verdict
  readonly gatewayStatus?: string
  /** Why it is unknown. */
  readonly error?: VpnGatewayError
}

/** What a poll is to find out. */
export interface Question {
  /** Whether work was seen before. */
  readonly worked: boolean
  /** Whether the gateway is read again after a resource that is absent, whatever was seen before. */
  readonly isDoubted: boolean
  /** Whether others verify that the resource is absent, so that an idle gateway is all that is asked for. */
  readonly leavesAbsence: boolean
}

/** Takes one poll: the gateway, the resource where the gateway is not at work, and the gateway again where it matters. */
export async function observe(reader: DeletionReader, ref: DeletableRef, question: Question, signal?: AbortSignal): Promise<Observation> {
  const { worked, isDoubted, leavesAbsence } = question
  const { parent } = ref
  const before = parent && (await reader.gateway(parent, signal))
  const isIdle = isOneOf(before, 'idle', 'locked')
  if (before && !isIdle && before.gateway !== 'absent') return observationOf(ref, { before: before.gateway }, worked, [before])
  if (isIdle && leavesAbsence && worked) return observationOf(ref, { before: before?.gateway ?? 'idle' }, worked, [before])
  const { resource, isWeak, error } = await reader.resource(ref, signal)
  const readings = [before, { ...(error && { error }) }]
  const evidence: Evidence = { ...(before && { before: before.gateway }), resource, ...(isWeak && { isWeak }) }
  if (!isIdle || !parent) return observationOf(ref, evidence, worked, readings)
  // Those who verify an absence for many read the gateway again themselves.
  if (resource === 'absent' && leavesAbsence) return observationOf(ref, { before: before?.gateway ?? 'idle' }, worked, readings)
  const isAsked = resource === 'absent' ? !worked || isDoubted : resource === 'present' && worked
  if (!isAsked) return observationOf(ref, evidence, worked, readings)
  const after = await reader.gateway(parent, signal)
  return observationOf(ref, { ...evidence, after: after.gateway }, worked, [...readings, after])
}

type Reading = Partial<GatewayReading> | undefined

/** Judges evidence, with the status that was read last, and why nothing can be said where that is so. */
function observationOf(ref: DeletableRef, evidence: Evidence, worked: boolean, readings: readonly Reading[]): Observation {
  const gatewayStatus = readings.findLast((reading) => reading?.status !== undefined)?.status
  const verdict = accept(evidence, worked)
  const error = verdict === 'unknown' ? (readings.find((reading) => reading?.error)?.error ?? contradiction(ref, evidence)) : undefined
  return {
    evidence,
    verdict,
    ...(gatewayStatus !== undefined && { gatewayStatus }),
    ...(error && { error }),
  }
}

/** What two readings show that do not go together. */
function contradiction({ id, parent }: DeletableRef, { before }: Evidence): DeletionError {
  const gateway = parent ? `the ${resourceFacts(parent.kind).title} ${parent.id}` : 'its gateway'
  return before === 'absent'
    ? new DeletionError('ParentAbsent', id, `${gateway} does not exist any more, and it is still there`)
    : new DeletionError('ParentLocked', id, `${gateway} is locked, and it is still there`)
}

function isOneOf(reading: GatewayReading | undefined, ...wanted: readonly GatewayEvidence[]): boolean {
  return reading !== undefined && wanted.includes(reading.gateway)
}
