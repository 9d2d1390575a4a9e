import type { Clock } from '@vpn-gateway/core'
import type { DeletionService, Fields } from '../service/service.ts'
import type { Subject } from '../service/target.ts'

export interface FindOptions {
  readonly clock: Clock
  /** How long after a look that found nothing the next one is taken. */
  readonly againMs: number
  /** How many looks must find nothing before there is nothing: a single one may be a read that flaps. */
  readonly absences: number
  readonly signal?: AbortSignal | undefined
}

/** The fields of a resource, or nothing where there is none. */
export async function find(
  service: DeletionService,
  { resource, id }: Subject,
  { clock, againMs, absences, signal }: FindOptions,
): Promise<Fields | undefined> {
  for (let look = 1; ; look += 1) {
    const fields = await service.observe(resource, id, signal)
    if (fields || look >= absences) return fields
    await clock.sleep(againMs, signal)
  }
}
