import { isVpnGatewayError, resourceMetadata, type ServiceError } from '@vpn-gateway/core'
import type { Source } from '../service/read-many.ts'
import { observable, readingOf } from '../service/reader.ts'
import { isSame } from '../service/resource-ref.ts'
import { sideBySide } from '../side-by-side.ts'
import type { Obstacle } from '../teardown/plan/plan.ts'
import type { Candidate, Gateway } from './survey.ts'

/** Gives the permission that lacks, as an error may say it. */
export function deniedOf(error: unknown): Pick<Obstacle, 'accessDenied'> {
  const { accessDenied } = Object(error) as Partial<ServiceError>
  return accessDenied ? { accessDenied } : {}
}

/** Gives what stands in the way of work on a gateway. */
export function obstaclesOfGateway({ ref: { kind, id }, fields, error, isWhole, isIncomplete }: Gateway): Obstacle[] {
  const { status, locked, title } = resourceMetadata(kind)
  const obstacle = (reason: Obstacle['reason'], message: string): Obstacle[] => [{ id, reason, message }]
  const listing = isIncomplete ? obstacle('incomplete', 'its listings are not complete: what they leave out is not deleted') : []
  if (error !== undefined)
    return [{ id, reason: 'unreadable', message: `it cannot be read: ${(error as Error).message}`, ...deniedOf(error) }]
  if (!fields) return isWhole ? [] : obstacle('unreadable', `there is no ${title} of this id`)
  const shown = fields[status?.field ?? '']
  if (locked && isSame(fields[locked.field], locked.value))
    return [...obstacle('locked', `it refuses changes: ${locked.field} is ${locked.value}`), ...listing]
  if (status && !isSame(shown, status.settled)) return [...obstacle('busy', `it reads ${String(shown)}, and is waited for`), ...listing]
  return listing
}

/** Gives what stands in the way of a deletion by its own fields: that it is being deleted already, by another caller. */
export function obstaclesOfDeletion({ ref, fields, isSent }: Candidate): Obstacle[] {
  const isDeleting = fields !== undefined && !isSent && readingOf(ref, fields).resource === 'working'
  return isDeleting ? [{ id: ref.id, reason: 'deleting', message: 'it is being deleted already' }] : []
}

const callsAtOnce = 8

/** Asks the service for each deletion whether it would accept it, where the operation has a dry run; nothing is changed. */
export async function refusalsOf(source: Source, candidates: readonly Candidate[]): Promise<Obstacle[]> {
  const refusals: Obstacle[] = []
  await sideBySide(candidates, callsAtOnce, async ({ ref }) => {
    const error = await source.patient.rehearse(ref, source.signal).catch((error) => observable(error, source.signal))
    if (isVpnGatewayError(error)) refusals.push({ id: ref.id, reason: 'refused', message: error.message, ...deniedOf(error) })
  })
  return refusals
}
