import type { DeletionTarget } from '@vpn-gateway/core'
import { engineOf } from '../engine/engine.ts'
import { parseState } from '../engine/parse-state.ts'
import { prepareDelete } from '../engine/prepare.ts'
import { type DeletionProgress, type DeletionState, isAccepted, isEnded, onceMore, progressOf } from '../engine/state.ts'
import { EventLog, emit } from '../events.ts'
import { type DeletionOptions, settingsOf } from '../options.ts'
import type { DeletionClient } from '../service/service.ts'
import { type Deletion, WatchedDeletion } from './deletion.ts'

/** Options of `beginDelete`. */
export interface BeginDeleteOptions extends DeletionOptions {
  /**
   * Keeps each state from `sent` on, and is awaited: the first before the request is sent, so that what it keeps says
   * after a crash what may have been sent, and with which token.
   */
  readonly save?: ((state: DeletionState) => unknown) | undefined
  /** Is called for each phase as it is entered, those before acceptance too. */
  readonly onProgress?: ((progress: DeletionProgress) => void) | undefined
  /** Ends the beginning: the look-up, the wait for a busy gateway, the request. */
  readonly signal?: AbortSignal | undefined
}

/** Options of `resumeDelete`. */
export interface ResumeDeleteOptions extends BeginDeleteOptions {
  /**
   * Sends it again, once, with a new token, where it was accepted and no work has shown for `startTimeoutMs`, the gateway
   * idle and the resource present at two times after that. @defaultValue false
   */
  readonly resend?: boolean | undefined
}

/**
 * Begins to delete one resource: finds its gateway, saves, sends, and resolves once the service has accepted.
 *
 * @example
 * const deletion = await beginDelete(client, { VpnConnectionId: 'vco-…' })
 * await deletion.result()
 *
 * @throws {ParameterError} for a target that names no resource.
 * @throws {DeletionError} `ResourceAbsent` where there is nothing to delete, unless `ensureGone` is set; `GatewayOccupied`
 *   where the gateway is not seen idle in time.
 * @throws {ServiceError} where the service refuses.
 */
export async function beginDelete(client: DeletionClient, target: DeletionTarget, options: BeginDeleteOptions = {}): Promise<Deletion> {
  settingsOf(client, options, ownNames)
  const { save: _, onProgress: __, ...preparing } = options
  return watch(client, await prepareDelete(client, target, preparing), options)
}

/**
 * Goes on with a deletion from its data, in this process or another: sends again what may not have arrived, with the same
 * token, or watches what was accepted. Its first poll is due at once. The client must be one of the account that began it: in
 * another one everything is absent, as if it were gone, and a state names no account.
 *
 * @param state what `save` was given or `toJSON` gave, as data or as text
 *
 * @throws {OptionError} for a state that is damaged or foreign, whose error does not quote it, and for another region or endpoint than its own.
 * @throws {DeletionError} `CannotObserve` where the service refuses now what an earlier request may have begun;
 *   `GatewayOccupied` where the gateway is not seen idle in time.
 */
export async function resumeDelete(
  client: DeletionClient,
  state: DeletionState | string,
  options: ResumeDeleteOptions = {},
): Promise<Deletion> {
  settingsOf(client, options, [...ownNames, 'resend'])
  const known = parseState(state)
  return watch(client, options.resend ? onceMore(known) : known, options)
}

const ownNames = ['save', 'onProgress']

async function watch(client: DeletionClient, state: DeletionState, options: ResumeDeleteOptions): Promise<Deletion> {
  const { save, onProgress, signal, ...rest } = options
  const engine = engineOf(client, state, rest)
  const progress = new EventLog<DeletionProgress>()
  const enter = async (entered: DeletionState, gatewayStatus?: string, stop?: AbortSignal) => {
    // What was given is on record, unless it has ended only now.
    if (entered.phase !== 'found' && (entered !== state || isEnded(entered))) await save?.(entered)
    if (entered.phase === 'sent') stop?.throwIfAborted()
    const news = progressOf(entered, gatewayStatus)
    progress.push(news)
    emit(onProgress, news)
  }
  await enter(state)
  const deletion = new WatchedDeletion({ engine, state, progress, enter })
  if (!isAccepted(state)) await deletion.accepted(signal, engine.settings.busyTimeoutMs)
  return deletion
}
