import { EventLog } from '../events.ts'
import type { DeletionClient } from '../service/service.ts'
import { type TeardownOptions, teardownLimitsOf } from './options.ts'
import type { Outcome, TeardownEvent } from './outcome.ts'
import { parsePlan } from './plan/parse-plan.ts'
import { isPlan, type TeardownPlan, targetsIn } from './plan/plan.ts'
import { TeardownRun } from './run.ts'
import { parseTargets, type TeardownTarget } from './targets.ts'

/** A teardown under way; it goes on whether its events are read or not. */
export interface Teardown extends AsyncIterable<TeardownEvent> {
  /**
   * Resolves when nothing more is done, with an outcome for each target in the order given, and for what was found on gateways after those.
   *
   * @throws {OptionError} `plan.<field>`, for a plan that is damaged; `journal`, for one that no teardown has written, or of which nothing is there; `regionId`, `endpoint` or
   *   `account`, for one that was begun elsewhere; then nothing was sent.
   * @throws {JournalError} with the outcomes, where the journal could not be written any more; what was not sent by then is not sent.
   * @throws what reading the journal throws; then nothing was sent.
   */
  report(): Promise<readonly Outcome[]>
}

/**
 * Deletes many: on one gateway one after another, since a busy gateway refuses; on different gateways side by side. One
 * failure stops no other deletion.
 *
 * @param targets ids, or targets; the same one twice counts once. An id of a gateway, or `{ VpnGatewayId }`, stands for
 *   everything on it; the gateway itself stays. Those of the journal are added. What has the tag `vpngw:protected` is not deleted.
 *   Or a plan of `planTeardown`, as data: then exactly what it names is deleted, each only as it was read.
 *
 * @throws {ParameterError} for a target that names no resource; then nothing was sent.
 * @throws {OptionError} for options that cannot be used.
 */
export function teardown(
  client: DeletionClient,
  targets: readonly TeardownTarget[] | TeardownPlan,
  options: TeardownOptions = {},
): Teardown {
  const events = new EventLog<TeardownEvent>()
  const limits = teardownLimitsOf(client, options)
  const run = new TeardownRun(client, limits, events)
  const ofPlan = async (given: TeardownPlan) => {
    const plan = await parsePlan(given).finally(limits.settings.clock.hold?.())
    return run.all(parseTargets(targetsIn(plan)), plan)
  }
  const outcomes = (isPlan(targets) ? ofPlan(targets) : run.all(parseTargets(targets))).finally(() => events.end())
  // A caller that only reads the events learns nothing here; they end.
  outcomes.catch(() => {})
  return { report: () => outcomes, [Symbol.asyncIterator]: () => events[Symbol.asyncIterator]() }
}
