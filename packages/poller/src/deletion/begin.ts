import { type DeletionTarget, randomUuid } from '@vpn-gateway/core'
import { DeletionError, failedEarlier } from '../errors.ts'
import { EventLog } from '../event-log.ts'
import { later } from '../load-later.ts'
import { growingPace, type Pace } from '../pace/pace.ts'
import type { DeletionClient, DeletionService } from '../service/service.ts'
import { parentIdOf, type Subject, subjectOf, targetOf } from '../service/target.ts'
import { tell } from '../tell.ts'
import { type Deletion, type Outcome, WatchedDeletion } from './deletion.ts'
import { find } from './find.ts'
import { Observer } from './observer.ts'
import { checkRegion, type DeletionOptions, type DeletionSettings, regionOf, serviceOf, settingsOf } from './settings.ts'
import { type DeletionProgress, type DeletionState, isAccepted, isEnded, progressOf } from './state.ts'
import { submit } from './submit.ts'

/** How one deletion is begun, or gone on with. */
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
 * @throws {DeletionError} `ResourceAbsent` where there is nothing to delete, unless `ensureGone` is set.
 * @throws {ServiceError} where the service refuses.
 */
export async function beginDelete(client: DeletionClient, target: DeletionTarget, options: BeginDeleteOptions = {}): Promise<Deletion> {
  const subject = subjectOf(target)
  const beginning = new Beginning(client, subject, options)
  const { clock, backoff, ensureGone } = settingsOf(options)
  const again = { clock, againMs: backoff.minMs, absences: ensureGone ? absencesNeeded : 1, signal: options.signal }
  const fields = await find(beginning.service, subject, again)
  if (!fields && !ensureGone) throw absent(subject)
  const state = newState(subject, fields && parentIdOf(subject.facts, fields), regionOf(client, options))
  if (!fields) return beginning.ended({ ...state, phase: 'gone', alreadyGone: true })
  await beginning.enter(state)
  return beginning.watch(await beginning.submit(state))
}

/**
 * Goes on with a deletion from its data, in this process or another: sends again what may not have arrived, with the same
 * token, or watches what was accepted. Its first look is due at once.
 *
 * @param state what `save` was given or `toJSON` gave, as data or as text
 *
 * @throws {OptionError} for a state that is damaged or foreign, whose error does not quote it, and for another region than its own.
 * @throws {ServiceError} where the service refuses.
 */
export async function resumeDelete(
  client: DeletionClient,
  state: DeletionState | string,
  options: BeginDeleteOptions = {},
): Promise<Deletion> {
  const { parseState } = await later(options.clock)
  const known = parseState(state)
  const region = regionOf(client, options)
  checkRegion(known, region)
  const inRegion = region === undefined ? { ...options, regionId: known.regionId } : options
  const beginning = new Beginning(client, subjectOf(targetOf(known.id)), inRegion)
  if (isEnded(known)) return beginning.ended(known)
  beginning.tell(known)
  if (isAccepted(known)) return beginning.watch(known, 0)
  return beginning.watch(await beginning.submit(known))
}

/** The error of a target that is not there. */
export function absent({ id, facts }: Subject): DeletionError {
  return new DeletionError('ResourceAbsent', id, `there is no ${facts.title} of this id`)
}

/** The state of a deletion of which nothing was sent. */
export function newState({ resource, id }: Subject, parentId: string | undefined, regionId: string | undefined): DeletionState {
  const place = { ...(parentId !== undefined && { parentId }), ...(regionId !== undefined && { regionId }) }
  return { version: 1, resource, id, ...place, token: randomUuid(), phase: 'found' }
}

/** How many looks must find a resource absent that is to count as gone though nobody deleted it here. */
export const absencesNeeded = 3

/** What leads one deletion from its data to an operation object. */
class Beginning {
  readonly service: DeletionService
  readonly #subject: Subject
  readonly #options: BeginDeleteOptions
  readonly #settings: DeletionSettings
  readonly #pace: Pace
  readonly #progress = new EventLog<DeletionProgress>()

  constructor(client: DeletionClient, subject: Subject, options: BeginDeleteOptions) {
    this.#settings = settingsOf(options)
    this.service = serviceOf(client, options)
    this.#subject = subject
    this.#options = options
    this.#pace = growingPace(this.#settings.backoff, this.#settings.random)
  }

  /** Keeps a state and tells of it. */
  readonly enter = async (state: DeletionState, gatewayStatus?: string): Promise<DeletionProgress> => {
    if (state.phase !== 'found') await this.#options.save?.(state)
    return this.tell(state, gatewayStatus)
  }

  /** Tells of a state that is kept already. */
  tell(state: DeletionState, gatewayStatus?: string): DeletionProgress {
    const progress = progressOf(state, gatewayStatus, this.#settings.clock.now())
    this.#progress.push(progress)
    tell(this.#options.onProgress, progress)
    return progress
  }

  submit(state: DeletionState): Promise<DeletionState> {
    const { service, enter } = this
    const { signal, onRetry } = this.#options
    return submit({ ...this.#settings, service, subject: this.#subject, signal, onRetry, enter }, state)
  }

  watch(state: DeletionState, firstDelayMs: number = this.#pace.delayMs(state.resource, 0)): Deletion {
    return this.#deletion(state, firstDelayMs, undefined)
  }

  /** A deletion that nothing is to be done about any more. */
  async ended(state: DeletionState): Promise<Deletion> {
    const progress = await this.enter(state)
    return this.#deletion(state, 0, state.phase === 'gone' ? { progress } : { error: failedEarlier(state.id, state.failure) })
  }

  #deletion(state: DeletionState, firstDelayMs: number, outcome: Outcome | undefined): Deletion {
    const { clock, proof, startTimeoutMs } = this.#settings
    const observer = new Observer(this.service, this.#subject, state, proof)
    const { enter } = this
    return new WatchedDeletion({
      state,
      observer,
      progress: this.#progress,
      clock,
      pace: this.#pace,
      startTimeoutMs,
      enter,
      firstDelayMs,
      outcome,
    })
  }
}
