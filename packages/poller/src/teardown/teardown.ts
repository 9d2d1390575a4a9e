import { OptionError } from '@vpn-gateway/core'
import { checkDuration } from '../delay.ts'
import { policiesOf, regionOf, settingsOf } from '../deletion/settings.ts'
import { EventLog } from '../event-log.ts'
import { later } from '../load-later.ts'
import type { DeletionClient } from '../service/service.ts'
import type { Outcome, TeardownEvent, TeardownOptions } from './outcome.ts'
import type { TeardownSetup } from './setup.ts'
import { type TeardownTarget, targetsOf } from './targets.ts'

export type { Outcome, TeardownEvent, TeardownOptions } from './outcome.ts'
export { type EverythingOn, type TeardownTarget, teardownTargetOf } from './targets.ts'

/** One person waits for one deletion; of many, each look counts. */
const firstLookMs = 3_000

/** A teardown under way; it goes on whether its events are read or not. */
export interface Teardown extends AsyncIterable<TeardownEvent> {
  /**
   * Resolves when every target has ended, with an outcome for each in the order given, and for what was found on gateways
   * after those.
   *
   * @throws {OptionError} `journal`, for one that no teardown has written; then nothing was sent.
   * @throws what the journal throws; what was not sent by then is not sent.
   */
  report(): Promise<readonly Outcome[]>
}

/**
 * Deletes many: on one gateway one after another, since a busy gateway refuses; on different gateways side by side. One
 * failure stops no other deletion.
 *
 * @param targets ids, or targets; the same one twice counts once. An id of a gateway, or `{ VpnGatewayId }`, stands for
 *   everything on it; the gateway itself stays. Those of the journal are added.
 *
 * @throws {ParameterError} for a target that names no resource; then nothing was sent.
 * @throws {OptionError} for options that cannot be used.
 */
export function teardown(client: DeletionClient, targets: readonly TeardownTarget[], options: TeardownOptions = {}): Teardown {
  const { timeoutMs = 30 * 60_000, gatewaysAtOnce = Number.POSITIVE_INFINITY, requestsPerSecond = 100 } = options
  checkDuration('timeoutMs', timeoutMs)
  checkAtLeastOne('gatewaysAtOnce', gatewaysAtOnce)
  checkAtLeastOne('requestsPerSecond', requestsPerSecond)
  const { journal, signal } = options
  if (journal !== undefined && (typeof journal?.read !== 'function' || typeof journal.append !== 'function'))
    throw new OptionError('journal', 'must have read and append')
  if (signal !== undefined && !(signal instanceof AbortSignal)) throw new OptionError('signal', 'must be an AbortSignal')
  if (requestsPerSecond === Number.POSITIVE_INFINITY) throw new OptionError('requestsPerSecond', 'must be finite')
  const events = new EventLog<TeardownEvent>()
  const outcomes = runOf({
    client,
    given: targetsOf(targets),
    options: { ...options, timeoutMs, gatewaysAtOnce, requestsPerSecond },
    settings: settingsOf(options, firstLookMs),
    regionId: regionOf(client, options),
    policies: policiesOf(client, options),
    events,
  })
  // Who only reads the events is told of nothing here; they end.
  outcomes.catch(() => {})
  return {
    report: () => outcomes,
    [Symbol.asyncIterator]: () => events[Symbol.asyncIterator](),
  }
}

async function runOf(setup: TeardownSetup): Promise<readonly Outcome[]> {
  try {
    const { TeardownRun } = await later(setup.settings.clock)
    return await new TeardownRun(setup).all()
  } finally {
    setup.events.end()
  }
}

function checkAtLeastOne(option: string, value: number): void {
  if (!(typeof value === 'number' && value >= 1)) throw new OptionError(option, 'must be a number of 1 or above')
}
