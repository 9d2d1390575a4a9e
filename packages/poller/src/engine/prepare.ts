import { type ClientScope, type Clock, type DeletionTarget, randomUuid, resourceMetadata } from '@vpn-gateway/core'
import { DeletionError } from '../errors.ts'
import { type DeletionOptions, settingsOf } from '../options.ts'
import { retry } from '../retry/retry.ts'
import { readResource } from '../service/reader.ts'
import { type DeletableRef, deletableResources, parseRef, withParent } from '../service/resource-ref.ts'
import { type DeletionClient, DeletionService } from '../service/service.ts'
import { noteMade } from './provenance.ts'
import type { DeletionState } from './state.ts'

/** Options of `prepareDelete`. */
export interface PrepareOptions extends DeletionOptions {
  /** Ends the look-up; nothing was sent. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Prepares to delete one resource: finds its gateway by reads alone and makes the idempotency token. Nothing is sent
 * before {@link stepDelete} is given a state of phase `sent`.
 *
 * @returns a state of phase `found`, also where nothing is found and `ensureGone` is set: the deletion then says
 *
 * @throws {ParameterError} for a target that names no resource.
 * @throws {DeletionError} `ResourceAbsent` where there is nothing to delete, unless `ensureGone` is set.
 * @throws {ServiceError} where the resource may not be read.
 */
export async function prepareDelete(client: DeletionClient, target: DeletionTarget, options: PrepareOptions = {}): Promise<DeletionState> {
  const ref = parseRef(target, deletableResources())
  const { clock, random, onRetry, ensureGone, apartMs } = settingsOf(client, options)
  const service = new DeletionService(client, retry({ random, onRetry }), options.regionId)
  for (let reads = 1; ; reads += 1) {
    const fields = await readResource(service, ref, options.signal)
    if (fields) return newState(withParent(ref, fields), service.scope, clock)
    // A read may flap; the deletion itself says whether there is nothing to delete.
    if (ensureGone) return noteMade({ ...newState(ref, service.scope, clock), unseen: true }, clock)
    if (reads > 1) throw absent(ref, service.scope.regionId)
    await clock.sleep(apartMs, options.signal)
  }
}

/** Names the region where something is not there, which may be elsewhere. */
export function inRegion(regionId: string | undefined): string {
  return regionId === undefined ? '' : ` in ${regionId}`
}

/** The error of a target that is not there. */
export function absent({ kind, id }: DeletableRef, regionId: string | undefined): DeletionError {
  return new DeletionError('ResourceAbsent', id, `there is no ${resourceMetadata(kind).title} of this id${inRegion(regionId)}`)
}

/** The state of a deletion of which nothing was sent. */
export function newState({ kind, id, parent }: DeletableRef, { accessKeyId: _, ...scope }: ClientScope, clock: Clock): DeletionState {
  const parentId = parent && { parentId: parent.id }
  const [clientToken, atMs] = [randomUuid(), Math.max(clock.now(), 0)]
  return noteMade({ version: 2, resource: kind, id, ...parentId, ...scope, clientToken, phase: 'found', atMs, afterMs: 0 }, clock)
}
