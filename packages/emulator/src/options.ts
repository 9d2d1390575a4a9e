import { type Clock, checkRegionId, OptionError } from '@vpn-gateway/core'
import type { TokenOptions } from './gate/idempotency.ts'
import { type EmulatedKey, isSecurityToken } from './gate/signature.ts'
import { checkProgression, type Progression } from './model/progression.ts'
import type { BeyondAssumptions, DurationRange } from './model/timing.ts'
import { type EmulatorSeed, seedNames } from './seeds/seed.ts'
import { checkKeys, isDuration, isRate } from './support/checks.ts'

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
  /**
   * Answer to a parameter that the operation does not have: `refuse`, so that a slip shows, or `ignore`, as the service may.
   *
   * @defaultValue 'refuse'
   */
  readonly unknownParameters?: 'refuse' | 'ignore'
  readonly clock?: Clock
}

/** Region of what is seeded, and of a request of the contract, where none is named. */
export const defaultRegionId = 'cn-hangzhou'

type Unknown = Readonly<Record<string, unknown>>

const optionNames = [
  'regionId',
  'progression',
  'updatingAfterMs',
  'flappingReads',
  'beyondAssumptions',
  'tokens',
  'seed',
  'credentials',
  'requireTls',
  'unknownParameters',
  'clock',
]

/** @throws {OptionError} for options that are not known, and for values that mean nothing. */
export function checkOptions(options: EmulatorOptions): void {
  if (typeof options !== 'object' || options === null) throw new OptionError('options', 'must be an object')
  checkKeys('option', options, [...optionNames, ...seedNames])
  const { progression = 'immediate', updatingAfterMs = 0, flappingReads = 0, seed = 1, regionId, credentials = [] } = options
  if (regionId !== undefined) checkRegionId(regionId)
  checkCredentials(credentials)
  if (typeof (options.requireTls ?? false) !== 'boolean') throw new OptionError('requireTls', 'must be true or false')
  if (!['refuse', 'ignore'].includes(options.unknownParameters ?? 'refuse'))
    throw new OptionError('unknownParameters', 'must be refuse or ignore')
  checkProgression(progression)
  if (!isDuration(updatingAfterMs) && !isRange(updatingAfterMs))
    throw new OptionError('updatingAfterMs', 'must be a number of milliseconds, or { minMs, maxMs } with the smaller first')
  if (!isRate(flappingReads)) throw new OptionError('flappingReads', 'must be a rate from 0 to 1')
  checkBeyondAssumptions(options.beyondAssumptions ?? {})
  checkTokens(options.tokens ?? {})
  const { now, sleep } = Object(options.clock ?? { now() {}, sleep() {} }) as Partial<Clock>
  if (typeof now !== 'function' || typeof sleep !== 'function') throw new OptionError('clock', 'must be an object with now and sleep')
  if (!Number.isSafeInteger(seed)) throw new OptionError('seed', 'must be a whole number')
}

function isRange(value: unknown): boolean {
  const { minMs, maxMs } = Object(value) as Unknown
  return isDuration(minMs) && isDuration(maxMs) && minMs <= maxMs
}

function checkBeyondAssumptions(beyond: object): void {
  checkKeys('beyondAssumptions', beyond, ['flappingReads', 'flappingStatus', 'absentAfterMs'])
  const { flappingReads = 0, flappingStatus = 0, absentAfterMs = 0 } = beyond as Unknown
  for (const [name, rate] of Object.entries({ flappingReads, flappingStatus }))
    if (!isRate(rate)) throw new OptionError(`beyondAssumptions.${name}`, 'must be a rate from 0 to 1')
  if (!isDuration(absentAfterMs)) throw new OptionError('beyondAssumptions.absentAfterMs', 'must be a number of milliseconds')
}

function checkTokens(tokens: object): void {
  checkKeys('tokens', tokens, ['rememberMs', 'limit', 'refusals'])
  const { rememberMs = 0, limit = 1, refusals = false } = tokens as Unknown
  if (!isDuration(rememberMs)) throw new OptionError('tokens.rememberMs', 'must be a number of milliseconds')
  if (!(Number.isSafeInteger(limit) && Number(limit) >= 1)) throw new OptionError('tokens.limit', 'must be a whole number of 1 or above')
  if (typeof refusals !== 'boolean') throw new OptionError('tokens.refusals', 'must be true or false')
}

function checkCredentials(credentials: unknown): void {
  if (!Array.isArray(credentials)) throw new OptionError('credentials', 'must be a list of keys')
  for (const key of credentials) checkKey(Object(key))
  const ids = credentials.map(({ accessKeyId }: EmulatedKey) => accessKeyId)
  if (new Set(ids).size < ids.length) throw new OptionError('credentials', 'must not hold an accessKeyId twice')
}

function checkKey(key: Partial<Record<keyof EmulatedKey, unknown>>): void {
  const { accessKeyId, accessKeySecret, securityToken, status = 'active', expiresAtMs = 0 } = key
  const refuse = (rule: string): never => {
    throw new OptionError('credentials', rule)
  }
  checkKeys('credentials', key, ['accessKeyId', 'accessKeySecret', 'securityToken', 'status', 'expiresAtMs'])
  if (typeof accessKeyId !== 'string' || typeof accessKeySecret !== 'string') refuse('must have an accessKeyId and an accessKeySecret each')
  if (securityToken !== undefined && (typeof securityToken !== 'string' || !isSecurityToken(securityToken)))
    refuse('must have a securityToken of base64 characters, or none')
  if (!['active', 'inactive', 'disabled'].includes(status as string)) refuse('must have a status of active, inactive or disabled')
  if (!isDuration(expiresAtMs)) refuse('must have an expiresAtMs in milliseconds, or none')
}
