import type { Clock } from '@vpn-gateway/core'
import type { TokenOptions } from './gate/idempotency.ts'
import type { EmulatedKey } from './gate/signature.ts'
import type { Progression } from './model/progression.ts'
import type { BeyondAssumptions, DurationRange } from './model/timing.ts'
import type { EmulatorSeed } from './seeds/seed.ts'

/** First state of an emulator, and its behaviour. */
export type EmulatorOptions = EmulatorSeed & {
  /** Region of everything that is not seeded elsewhere. @defaultValue 'cn-hangzhou' */
  readonly regionId?: string
  /** Course of deletions. @defaultValue `{ timeMs: 2000 }` */
  readonly progression?: Progression
  /** Time after which a gateway reads `updating` once a request was accepted, in milliseconds. @defaultValue 0 */
  readonly updatingAfterMs?: number | DurationRange
  /** Rate at which a read of a connection or a server finds nothing while its gateway reads `updating`, 0 to 1. @defaultValue 0 */
  readonly flappingReads?: number
  /** Wrong reads beyond those that the poller counts on, to try a caller with them. */
  readonly beyondAssumptions?: BeyondAssumptions
  /** Memory of idempotency tokens. */
  readonly tokens?: TokenOptions
  /** Seed of everything that is drawn. @defaultValue 1 */
  readonly seed?: number
  /** Access keys that requests must be signed with; without any, signatures are not checked. */
  readonly credentials?: readonly EmulatedKey[]
  /** Refuses requests over plain http. @defaultValue false */
  readonly requireTls?: boolean
  readonly clock?: Clock
}
