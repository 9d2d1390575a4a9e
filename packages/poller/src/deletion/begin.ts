import { type Clock, type DeletionTarget, systemClock } from '@vpn-gateway/core'
import { type Backoff, checkBackoff, checkDuration } from '../backoff.ts'
import { EventLog } from '../event-log.ts'
import { type RetryOptions, retry } from '../retry.ts'
import { type Deletion, WatchedDeletion } from './deletion.ts'
import { DeletionError } from './errors.ts'
import { Observer } from './observer.ts'
import { type DeletionClient, DeletionService } from './service.ts'
import type { DeletionProgress, DeletionState } from './state.ts'
import { parentIdOf, type Subject, subjectOf } from './target.ts'

/**
 * How deletions are watched; for one and for many. Their requests are repeated by a policy of their own, not the
 * client's; `onRetry` is told of it.
 */
export interface DeletionOptions extends Pick<RetryOptions, 'random' | 'onRetry'> {
  /** Region of the resource, where the client has none of its own. */
  readonly regionId?: string | undefined
  /** Delays between two looks; from 1,000 to 10,000 ms by default. */
  readonly backoff?: Backoff | undefined
  /** How long the gateway may show no work before the deletion counts as failed, in milliseconds; 120,000 by default. */
  readonly startTimeoutMs?: number | undefined
  /** How long a gateway that is busy with something else is waited for, in milliseconds; 600,000 by default. */
  readonly busyTimeoutMs?: number | undefined
  readonly clock?: Clock | undefined
}

/** How one deletion is begun. */
export interface BeginDeleteOptions extends DeletionOptions {
  /**
   * Is given each state from `sent` on, and awaited: the first before the request is sent, so that what it keeps tells
   * after a crash what may have been sent, and with which token.
   */
  readonly save?: ((state: DeletionState) => unknown) | undefined
  /** Is told of each phase as it is entered, those before acceptance too. */
  readonly onProgress?: ((progress: DeletionProgress) => void) | undefined
  /** Ends the beginning: the look-up, the wait for a busy gateway, the request. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Begins to delete one resource: looks up its gateway, saves, sends, and resolves once the service has accepted.
 *
 * @example
 * const deletion = await beginDelete(client, { VpnConnectionId: 'vco-…' })
 * await deletion.result()
 *
 * @throws {ParameterError} for a target that names no resource.
 * @throws {DeletionError} `ResourceAbsent` where there is nothing to delete.
 * @throws {ServiceError} where the service refuses.
 */
export async function beginDelete(client: DeletionClient, target: DeletionTarget, options: BeginDeleteOptions = {}): Promise<Deletion> {
  const subject = subjectOf(target)
  const service = serviceOf(client, options)
  return begin(service, subject, await findParent(service, subject, options.signal), options)
}

/** The service as a deletion needs it, with the retry that suits deletions. */
export function serviceOf(
  client: DeletionClient,
  { regionId, busyTimeoutMs = 600_000, random, onRetry }: DeletionOptions,
): DeletionService {
  const policies = { read: retry({ random, onRetry, busyTimeoutMs: 30_000 }), delete: retry({ random, onRetry, busyTimeoutMs }) }
  return new DeletionService(client, policies, regionId)
}

/** The id of the gateway that a resource belongs to, if it has one. @throws {DeletionError} where there is no such resource. */
export async function findParent(
  service: DeletionService,
  { resource, id, facts }: Subject,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const fields = await service.observe(resource, id, signal)
  if (!fields) throw new DeletionError('ResourceAbsent', id, `there is no ${facts.title} of this id`)
  return parentIdOf(facts, fields)
}

/** The part of `beginDelete` after the look-up. */
export async function begin(
  service: DeletionService,
  subject: Subject,
  parentId: string | undefined,
  options: BeginDeleteOptions,
): Promise<Deletion> {
  const { clock = systemClock, random = Math.random, backoff = { minMs: 1_000, maxMs: 10_000 }, startTimeoutMs = 120_000 } = options
  checkBackoff('backoff', backoff)
  checkDuration('startTimeoutMs', startTimeoutMs)
  const progress = new EventLog<DeletionProgress>()
  const enter = async (state: DeletionState, gatewayStatus?: string): Promise<DeletionProgress> => {
    if (state.phase !== 'found') await options.save?.(state)
    const entered = progressOf(state, gatewayStatus, clock.now())
    progress.push(entered)
    tell(options.onProgress, entered)
    return entered
  }
  const found: DeletionState = {
    version: 1,
    resource: subject.resource,
    id: subject.id,
    ...(parentId !== undefined && { parentId }),
    token: crypto.randomUUID(),
    phase: 'found',
  }
  await enter(found)
  await enter({ ...found, phase: 'sent' })
  await service.delete(subject, found.token, options.signal)
  const state: DeletionState = { ...found, phase: 'accepted' }
  await enter(state)
  const observer = new Observer(service, subject, parentId)
  return new WatchedDeletion({ state, observer, progress, clock, random, backoff, startTimeoutMs, enter })
}

function progressOf({ phase, id, parentId }: DeletionState, gatewayStatus: string | undefined, atMs: number): DeletionProgress {
  return { phase, id, ...(parentId !== undefined && { gatewayId: parentId }), ...(gatewayStatus !== undefined && { gatewayStatus }), atMs }
}

/** A listener's error must not change what becomes of a deletion; it surfaces as uncaught, like those of event listeners. */
function tell(listener: BeginDeleteOptions['onProgress'], progress: DeletionProgress): void {
  try {
    listener?.(progress)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
