import { type Clock, checkRegionId, OptionError, type ResourceName, resourceMetadata, resourceNames } from '@vpn-gateway/core'
import { isToken } from './gate/signature.ts'
import type { TokenOptions } from './gate/tokens.ts'
import { impossible } from './http/xml.ts'
import type { BeyondAssumptions, DurationRange, EmulatedKey, EmulatorOptions, WorldSeed } from './options.ts'

const ownOptions = [
  'regionId',
  'progression',
  'updatingAfterMs',
  'flappingReads',
  'beyondAssumptions',
  'tokens',
  'seed',
  'credentials',
  'requireTls',
  'clock',
]
const keyFields = ['accessKeyId', 'accessKeySecret', 'securityToken', 'status', 'expiresAtMs']
/** Beyond this every second duration would be nothing or longer than anybody's patience. */
const widestSigma = 10

const seedFields = ['id', 'regionId', 'fields', 'progression']

/** @throws {OptionError} for options that nobody reads, and for values that mean nothing; seeds often come from a file. */
export function checkOptions(options: EmulatorOptions): void {
  if (typeof options !== 'object' || options === null) throw new OptionError('options', 'must be an object')
  const { progression = 'immediate', updatingAfterMs = 0, flappingReads = 0, seed = 1, regionId, credentials = [] } = options
  checkKeys('option', options, [...ownOptions, ...plurals()])
  if (regionId !== undefined) checkRegionId(regionId)
  checkCredentials(credentials)
  if (typeof (options.requireTls ?? false) !== 'boolean') throw new OptionError('requireTls', 'must be true or false')
  checkProgression(progression)
  if (!isTime(updatingAfterMs) && !isRange(updatingAfterMs))
    throw new OptionError('updatingAfterMs', 'must be a number of milliseconds, or { minMs, maxMs } with the smaller first')
  if (!isRate(flappingReads)) throw new OptionError('flappingReads', 'must be a rate from 0 to 1')
  checkBeyond(options.beyondAssumptions ?? {})
  checkTokens(options.tokens ?? {})
  const { now, sleep } = Object(options.clock ?? { now() {}, sleep() {} }) as Partial<Clock>
  if (typeof now !== 'function' || typeof sleep !== 'function') throw new OptionError('clock', 'must be an object with now and sleep')
  if (!Number.isSafeInteger(seed)) throw new OptionError('seed', 'must be a whole number')
}

/** @throws {OptionError} for what is no way for work to end. */
export function checkProgression(progression: unknown): void {
  if (!isProgression(progression))
    throw new OptionError(
      'progression',
      'must be immediate, manual, { timeMs }, or { medianMs, sigma }, with numbers of 0 or above and sigma up to 10',
    )
}

/** What a seed file holds: only what is there at first. @throws {OptionError} for anything else. */
export function checkSeedFile(value: unknown): WorldSeed {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new OptionError('seed', 'must be an object')
  checkKeys('seed', value, plurals())
  return value
}

/** @throws {OptionError} for a seed that is no object, or has a field that nobody reads. */
export function checkSeed(resource: ResourceName, seed: unknown): void {
  const { plural } = resourceMetadata(resource)
  if (typeof seed !== 'object' || seed === null || Array.isArray(seed))
    throw new OptionError(plural, 'must be a number, or a list of ids or seeds')
  const children = resourceNames.filter((name) => resourceMetadata(name).parent?.resource === resource)
  checkKeys(plural, seed, [...seedFields, ...children.map((name) => resourceMetadata(name).plural)])
  const { progression = 'immediate', regionId, fields = {} } = seed as Readonly<Record<string, unknown>>
  checkProgression(progression)
  if (regionId !== undefined) checkRegionId(regionId as string)
  checkFields(plural, fields)
}

/** Most characters of what a caller gave that are quoted back. */
export const longestQuoted = 64

/** Most characters of a text: no field of the service has as many. */
const longestText = 65_536

/** Nothing that the service answers is nested deeper; what is deeper ends programs that copy it. */
const deepest = 16

/** Values and characters of one resource: no answer of the service has as many. */
const [mostValues, mostCharacters] = [1_000, 2 ** 20]

/**
 * @throws {OptionError} for what cannot stand in an answer: no data of JSON, nested too deep, too much, or with names and texts that
 *   no XML has.
 */
export function checkFields(option: string, fields: unknown): void {
  if (!isPlain(fields)) throw new OptionError(option, 'must have fields by their names')
  let values = 0
  let characters = 0
  const check = (value: unknown, path: readonly string[]): void => {
    const refuse = (rule: string): never => {
      throw new OptionError(
        option,
        path.length === 0 ? `must have ${rule}` : `must have ${rule} (${path.join('.').slice(0, longestQuoted)})`,
      )
    }
    values += 1
    if (values > mostValues) refuse(`at most ${mostValues} values in the fields of a resource`)
    if (path.length > deepest) refuse(`fields that are nested at most ${deepest} deep`)
    if (typeof value === 'string') {
      characters += value.length
      if (value.length > longestText) refuse(`texts of at most ${longestText} characters`)
      if (impossible.test(value) || !value.isWellFormed()) refuse('fields without control characters')
    } else if (!isData(value)) refuse('fields that JSON can say')
    if (characters > mostCharacters) refuse(`at most ${mostCharacters} characters in the fields of a resource`)
    if (Array.isArray(value))
      // Not `forEach`, which leaves out what a list does not have.
      for (let at = 0; at < value.length; at += 1) check(value[at], [...path, `${at}`])
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) {
        characters += name.length
        // In XML each entry of a list has the name of its field.
        if (!/^[A-Za-z_][\w.-]{0,99}$/.test(name))
          refuse('fields whose names begin with a letter, and are at most 100 letters, digits, dots and dashes')
        check(inner, [...path, name])
      }
  }
  check(fields, [])
}

/** Says whether a value is one of JSON, or undefined, which is left out. */
function isData(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value === 'object') return value === null || Array.isArray(value) || isPlain(value)
  return ['string', 'boolean', 'undefined'].includes(typeof value)
}

/** Says whether a value is an object of no class; of another realm, too. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function plurals(): string[] {
  return resourceNames.map((name) => resourceMetadata(name).plural)
}

/** @throws {OptionError} for what is no object, and for a name that nothing reads. */
export function checkKeys(option: string, value: unknown, known: readonly string[]): void {
  if (typeof value !== 'object' || value === null) throw new OptionError(option, 'must be an object')
  const unknown = Object.keys(value).find((key) => !known.includes(key))
  if (unknown !== undefined) throw new OptionError(option, `has no ${unknown.slice(0, longestQuoted)}; it knows ${known.join(', ')}`)
}

function isTime(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY
}

function isRate(value: unknown): boolean {
  return isTime(value) && (value as number) <= 1
}

function checkBeyond(beyond: object): void {
  checkKeys('beyondAssumptions', beyond, ['flappingReads', 'flappingStatus', 'absentAfterMs'])
  const { flappingReads = 0, flappingStatus = 0, absentAfterMs = 0 } = beyond as BeyondAssumptions
  for (const [name, rate] of Object.entries({ flappingReads, flappingStatus }))
    if (!isRate(rate)) throw new OptionError(`beyondAssumptions.${name}`, 'must be a rate from 0 to 1')
  if (!isTime(absentAfterMs)) throw new OptionError('beyondAssumptions.absentAfterMs', 'must be a number of milliseconds')
}

function checkTokens(tokens: object): void {
  checkKeys('tokens', tokens, ['rememberMs', 'most', 'refusals'])
  const { rememberMs = 0, most = 1, refusals = false } = tokens as TokenOptions
  if (!isTime(rememberMs)) throw new OptionError('tokens.rememberMs', 'must be a number of milliseconds')
  if (!(Number.isSafeInteger(most) && most >= 1)) throw new OptionError('tokens.most', 'must be a whole number of 1 or above')
  if (typeof refusals !== 'boolean') throw new OptionError('tokens.refusals', 'must be true or false')
}

function isProgression(value: unknown): boolean {
  if (value === 'immediate' || value === 'manual') return true
  const { timeMs, medianMs, sigma, ...rest } = Object(value) as Record<string, unknown>
  if (Object.keys(rest).length > 0 || typeof value === 'string') return false
  return timeMs === undefined
    ? isTime(medianMs) && isTime(sigma) && (sigma as number) <= widestSigma
    : isTime(timeMs) && medianMs === undefined && sigma === undefined
}

function isRange(value: unknown): boolean {
  const { minMs, maxMs } = Object(value) as Partial<DurationRange>
  return isTime(minMs) && isTime(maxMs) && (minMs as number) <= (maxMs as number)
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
  checkKeys('credentials', key, keyFields)
  if (typeof accessKeyId !== 'string' || typeof accessKeySecret !== 'string') refuse('must have an accessKeyId and an accessKeySecret each')
  if (securityToken !== undefined && (typeof securityToken !== 'string' || !isToken(securityToken)))
    refuse('must have a securityToken of base64 characters, or none')
  if (!['active', 'inactive', 'disabled'].includes(status as string)) refuse('must have a status of active, inactive or disabled')
  if (!isTime(expiresAtMs)) refuse('must have an expiresAtMs in milliseconds, or none')
}
