import { isVpnGatewayError, monotonic, type Retry, type VpnGatewayError } from '@vpn-gateway/core'
import { type Backoff, backoffMs, clipped, hintOf, longestHintMs } from '../backoff.ts'
import { checkOptions } from '../check-options.ts'
import { emit } from '../events.ts'
import { Budget, budgetOf, type RetryBudget } from './budget.ts'

/** One repeat, before its delay. */
export interface RetryNotice {
  readonly operation: string
  readonly reason: VpnGatewayError['kind']
  readonly code: string
  /** The attempt that failed, from 1. */
  readonly attempt: number
  readonly delayMs: number
}

/** Bounds of a retry policy. */
export interface RetryOptions {
  /** Most attempts of a call that is throttled or meets a passing fault. @defaultValue 5 */
  readonly maxAttempts?: number | undefined
  /** Longest wait for a busy gateway, in milliseconds. @defaultValue 300,000 */
  readonly busyTimeoutMs?: number | undefined
  /** Delays after a passing fault or a throttle. @defaultValue from 200 to 20,000 ms */
  readonly backoff?: Backoff | undefined
  /** Delays while the gateway is busy. @defaultValue from 2,000 to 15,000 ms */
  readonly busyBackoff?: Backoff | undefined
  /** Budget that repeats are taken from. @defaultValue one of its own */
  readonly budget?: RetryBudget | undefined
  /** A number from 0 up to 1. @defaultValue `Math.random` */
  readonly random?: (() => number) | undefined
  /** Is called before the delay of each repeat. */
  readonly onRetry?: ((notice: RetryNotice) => void) | undefined
}

/**
 * A retry policy by the spec's error kinds: busy is waited for, throttled and transient are repeated a few times,
 * transient only where a repeat does no harm; anything else, and a caller's abort, ends the call.
 *
 * @example
 * createVpnGatewayClient({ regionId, credentials, retry: retry() })
 *
 * @throws {OptionError} for bounds that cannot be kept.
 */
export function retry(options: RetryOptions = {}): Retry {
  checkOptions(options, ['maxAttempts', 'busyTimeoutMs', 'backoff', 'busyBackoff', 'budget', 'random', 'onRetry'])
  const { maxAttempts = 5, busyTimeoutMs = 300_000, random = Math.random, onRetry } = options
  const { backoff = { minMs: 200, maxMs: 20_000 }, busyBackoff = { minMs: 2_000, maxMs: 15_000 } } = options
  let shared = budgetOf(options.budget)

  return async (attempt, context) => {
    shared ??= new Budget({ clock: context.clock })
    const budget = shared
    const startedAt = monotonic(context.clock)
    const failures = { busy: 0, other: 0 }
    const delayAfter = (error: VpnGatewayError): number | undefined => {
      if (error.kind === 'busy') {
        const leftMs = startedAt + busyTimeoutMs - monotonic(context.clock)
        return leftMs < busyBackoff.minMs ? undefined : clipped(backoffMs(busyBackoff, failures.busy++, random), leftMs)
      }
      // On top of the hint: callers with the same hint would otherwise return at the same moment. A longer hint is an error for the caller.
      const hintMs = hintOf(error)
      const mayRepeat = error.kind === 'throttled' || (error.kind === 'transient' && context.repeatable)
      const delayMs = clipped(backoffMs(backoff, failures.other++, random) + hintMs)
      return failures.other < maxAttempts && mayRepeat && hintMs <= longestHintMs ? delayMs : undefined
    }
    for (let number = 1; ; number += 1) {
      try {
        const answer = await attempt()
        budget.succeeded()
        return answer
      } catch (error) {
        context.signal?.throwIfAborted()
        const delayMs = isVpnGatewayError(error) ? delayAfter(error) : undefined
        if (delayMs === undefined) throw error
        const { kind, code } = error as VpnGatewayError
        // A busy gateway is no outage.
        if (kind !== 'busy' && !budget.take()) throw error
        emit(onRetry, { operation: context.operation, reason: kind, code, attempt: number, delayMs })
        await context.clock.sleep(delayMs, context.signal)
      }
    }
  }
}
