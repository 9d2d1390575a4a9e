import type { DeletionSettings } from '../deletion/settings.ts'
import type { EventLog } from '../event-log.ts'
import type { DeletionClient, Policies } from '../service/service.ts'
import type { TeardownEvent, TeardownOptions } from './outcome.ts'
import type { Targets } from './targets.ts'

/** A teardown whose options are known to be usable. */
export interface TeardownSetup {
  readonly client: DeletionClient
  readonly given: Targets
  readonly options: TeardownOptions & { readonly timeoutMs: number; readonly gatewaysAtOnce: number; readonly requestsPerSecond: number }
  readonly settings: DeletionSettings
  readonly policies: Policies
  readonly regionId: string | undefined
  /** Is told of each event; who began the teardown ends it. */
  readonly events: EventLog<TeardownEvent>
}
