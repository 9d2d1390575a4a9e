import { type DeletionOptions, type DeletionSettings, settingsOf } from '../options.ts'
import type { Journal } from './journal.ts'

/** Options of a teardown. */
export interface TeardownOptions extends DeletionOptions {
  /** Ends the teardown: what is accepted goes on at the service, what is not sent is not sent. */
  readonly signal?: AbortSignal | undefined
  /** Longest wait for one deletion in milliseconds, and after the others of its gateway once more for what is still at work. @defaultValue 1_800_000 */
  readonly timeoutMs?: number | undefined
  /** Most gateways that are worked on at once. @defaultValue all */
  readonly gatewaysAtOnce?: number | undefined
  /** Most requests a second, of all kinds together. A throttle halves it, and it grows again. @defaultValue 100 */
  readonly requestsPerSecond?: number | undefined
  /**
   * Keeps what was done, so that a teardown with the same journal goes on where this one stopped. Targets that ended are
   * not touched again; one that was accepted and shows no work is sent again once, with a new token.
   */
  readonly journal?: Journal | undefined
  /** Name of the account, as the caller has one, for the journal: a teardown that names another one does not go on with it. */
  readonly account?: string | undefined
  /**
   * Vouches that a journal is of the client's account. Without that, an account that is named in both, or the same access key,
   * the teardown first reads whether any of what the journal names is there. @defaultValue false
   */
  readonly sameAccount?: boolean | undefined
}

/** The options with their defaults. */
export type TeardownLimits = Omit<TeardownOptions, 'timeoutMs' | 'gatewaysAtOnce' | 'requestsPerSecond'> & {
  readonly [Limit in 'timeoutMs' | 'gatewaysAtOnce' | 'requestsPerSecond' | 'longestDelayMs']: number
} & { readonly settings: DeletionSettings }

/** One person waits for one deletion; of many, each poll counts. */
const firstPollMs = 3_000

/** Gives the options as they are used. @throws {OptionError} for what cannot be used. */
export function teardownLimitsOf(client: object, options: TeardownOptions): TeardownLimits {
  const settings = settingsOf(
    client,
    options,
    ['timeoutMs', 'gatewaysAtOnce', 'requestsPerSecond', 'journal', 'account', 'sameAccount'],
    firstPollMs,
  )
  const { timeoutMs = 30 * 60_000, gatewaysAtOnce = Number.POSITIVE_INFINITY, requestsPerSecond = 100, backoff } = options
  return { ...options, settings, timeoutMs, gatewaysAtOnce, requestsPerSecond, longestDelayMs: backoff?.maxMs ?? 60_000 }
}
