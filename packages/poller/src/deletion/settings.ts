import { type Clock, OptionError, regionOfClient, systemClock } from '@vpn-gateway/core'
import { type Backoff, checkBackoff, checkDuration } from '../delay.ts'
import { budgetOf, sharedBudget } from '../retry/budget.ts'
import { patientRetry, type RetryOptions } from '../retry/retry.ts'
import { type DeletionClient, DeletionService, type Policies } from '../service/service.ts'
import { checkProof, type ProofKind } from './proof.ts'

/**
 * How deletions are watched; for one and for many. Their requests are repeated by a policy of their own, not the
 * client's; `onRetry` is told of it.
 */
export interface DeletionOptions extends Pick<RetryOptions, 'random' | 'onRetry' | 'budget'> {
  /** Region of the resource, where the client has none of its own. */
  readonly regionId?: string | undefined
  /** Delays between two looks; they grow from 1,000 to 15,000 ms by default, in a teardown from 3,000. */
  readonly backoff?: Backoff | undefined
  /** How long the gateway may show no work before the deletion counts as failed, in milliseconds; 120,000 by default. */
  readonly startTimeoutMs?: number | undefined
  /** How long a gateway that is busy with something else is waited for, in milliseconds; 600,000 by default. */
  readonly busyTimeoutMs?: number | undefined
  /**
   * `once` (the default) relies on what the service is assumed to keep to; `twice` on nothing: two looks in a row, at
   * different times, must show the end.
   */
  readonly proof?: ProofKind | undefined
  /** Counts a resource that is absent already as gone, instead of as an error; `false` by default. */
  readonly ensureGone?: boolean | undefined
  readonly clock?: Clock | undefined
}

/** The service as a deletion needs it. */
export function serviceOf(client: DeletionClient, options: DeletionOptions): DeletionService {
  return new DeletionService(client, policiesOf(client, options), options.regionId)
}

/**
 * The retry that suits deletions; who sends waits for a busy gateway himself.
 *
 * @throws {OptionError} for a budget that was not made here.
 */
export function policiesOf(client: DeletionClient, options: DeletionOptions): Policies {
  const { random, onRetry, clock = systemClock } = options
  const budget = options.budget === undefined ? sharedBudget(client, clock) : budgetOf(options.budget, clock)
  return {
    read: patientRetry({ random, onRetry, budget, busyTimeoutMs: 30_000 }),
    delete: patientRetry({ random, onRetry, budget, busyTimeoutMs: 0 }),
  }
}

/** The region that deletions with this client are in, where it is known. */
export function regionOf(client: DeletionClient, { regionId }: DeletionOptions): string | undefined {
  const { [regionOfClient]: own } = client as { readonly [regionOfClient]?: string }
  return regionId ?? own
}

/** @throws {OptionError} where a deletion was begun in another region: there it would seem to be gone. */
export function checkRegion(state: { readonly regionId?: string }, region: string | undefined): void {
  if (state.regionId !== undefined && region !== undefined && state.regionId !== region)
    throw new OptionError('regionId', `must be ${state.regionId}, where the deletion was begun`)
}

/** The options with their defaults. */
export type DeletionSettings = {
  readonly [Option in 'clock' | 'random' | 'backoff' | 'proof' | 'ensureGone' | 'startTimeoutMs' | 'busyTimeoutMs']: NonNullable<
    DeletionOptions[Option]
  >
}

/**
 * The options as they are used.
 *
 * @param minMs how soon a look follows another where nothing else is said
 * @throws {OptionError} for what cannot be used.
 */
export function settingsOf(options: DeletionOptions, minMs: number = 1_000): DeletionSettings {
  const { clock = systemClock, random = Math.random, backoff = { minMs, maxMs: 15_000 }, proof = 'once', ensureGone = false } = options
  const { startTimeoutMs = 120_000, busyTimeoutMs = 600_000 } = options
  checkBackoff('backoff', backoff)
  checkDuration('startTimeoutMs', startTimeoutMs)
  checkDuration('busyTimeoutMs', busyTimeoutMs)
  checkProof(proof)
  if (typeof ensureGone !== 'boolean') throw new OptionError('ensureGone', 'must be true or false')
  if (typeof random !== 'function') throw new OptionError('random', 'must be a function')
  return { clock, random, backoff, proof, ensureGone, startTimeoutMs, busyTimeoutMs }
}
