import { type Clock, clockOf } from '@vpn-gateway/core'
import type { Backoff } from './backoff.ts'
import { checkOptions } from './check-options.ts'
import type { RetryOptions } from './retry/retry.ts'

const times = { startTimeoutMs: 120_000, busyTimeoutMs: 600_000, unknownTimeoutMs: 120_000, confirmFailureMs: 30_000 }

/** Options of deletions, one or many. */
export interface DeletionOptions extends Pick<RetryOptions, 'random' | 'onRetry'> {
  /** Region of the resource, where the client has none of its own. */
  readonly regionId?: string | undefined
  /** Delays between two polls; two that confirm each other are at least `minMs` apart. @defaultValue from 1,000 to 15,000 ms, in a teardown from 3,000 */
  readonly backoff?: Backoff | undefined
  /** Longest time without work that shows before a wait ends with `NotBegunInTime`, in milliseconds. @defaultValue 120_000 */
  readonly startTimeoutMs?: number | undefined
  /** Longest wait for a gateway that is busy with something else, in milliseconds. @defaultValue 600_000 */
  readonly busyTimeoutMs?: number | undefined
  /** Longest time of nothing but refusals and unexpected responses before a wait ends, in milliseconds. @defaultValue 120_000 */
  readonly unknownTimeoutMs?: number | undefined
  /**
   * Number of polls, at different times, that must show that it is gone; a failure must hold for that many times
   * `confirmFailureMs`. The README names what each number relies on. @defaultValue 1
   */
  readonly confirmations?: 1 | 2 | undefined
  /** Milliseconds that, after work, the gateway must stay idle and the resource present before it has failed. @defaultValue 30_000 */
  readonly confirmFailureMs?: number | undefined
  /** Counts a resource that is absent already as gone, instead of as an error. @defaultValue false */
  readonly ensureGone?: boolean | undefined
  /** For tests. @defaultValue the clock of the client */
  readonly clock?: Clock | undefined
}

/** The options with their defaults. */
export type DeletionSettings = { readonly [Time in keyof typeof times]: number } & {
  readonly [Option in 'clock' | 'random' | 'backoff' | 'confirmations' | 'ensureGone']: NonNullable<DeletionOptions[Option]>
} & Pick<DeletionOptions, 'onRetry'> & {
    /** Least time between two polls that count as two, in milliseconds. */
    readonly apartMs: number
  }

const names = [...Object.keys(times), 'regionId', 'backoff', 'confirmations', 'ensureGone', 'clock', 'random', 'onRetry', 'signal']

/** Gives the options as they are used; `more` names those of the caller. @throws {OptionError} for what cannot be used. */
export function settingsOf(
  client: object,
  options: DeletionOptions,
  more: readonly string[] = [],
  minMs: number = 1_000,
): DeletionSettings {
  checkOptions(options, [...names, ...more])
  const { clock = clockOf(client), random = Math.random, backoff = { minMs, maxMs: 15_000 } } = options
  const { confirmations = 1, ensureGone = false, onRetry } = options
  const limits = { ...times, ...Object.fromEntries(Object.entries(options).filter(([name, ms]) => name in times && ms !== undefined)) }
  return { ...limits, clock, random, backoff, confirmations, ensureGone, onRetry, apartMs: backoff.minMs }
}
