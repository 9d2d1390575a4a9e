import { checkRegionId, OptionError, type ResourceName, resourceFacts, resourceNames } from '@vpn-gateway/core'
import type { EmulatedKey, EmulatorOptions, WorldSeed } from './options.ts'
import { isToken } from './service/signature.ts'

const ownOptions = ['regionId', 'progression', 'updatingAfterMs', 'credentials', 'requireTls', 'clock']
const keyFields = ['accessKeyId', 'accessKeySecret', 'securityToken', 'status', 'expiresAtMs']
const seedFields = ['id', 'regionId', 'fields']

/** @throws {OptionError} for options that nobody reads, and for values that mean nothing; seeds often come from a file. */
export function checkOptions(options: EmulatorOptions): void {
  const { progression, updatingAfterMs = 0, regionId, credentials = [] } = options
  checkKeys('option', options, [...ownOptions, ...plurals()])
  if (regionId !== undefined) checkRegionId(regionId)
  checkCredentials(credentials)
  if (typeof (options.requireTls ?? false) !== 'boolean') throw new OptionError('requireTls', 'must be true or false')
  const timeMs = typeof progression === 'object' ? progression?.timeMs : 0
  if (
    (progression !== undefined && !['immediate', 'manual'].includes(progression as string) && typeof progression !== 'object') ||
    !isTime(timeMs)
  )
    throw new OptionError('progression', 'must be immediate, manual, or { timeMs } with a number of milliseconds')
  if (!isTime(updatingAfterMs)) throw new OptionError('updatingAfterMs', 'must be a number of milliseconds')
}

/** What a seed file holds: only what is there at first. @throws {OptionError} for anything else. */
export function checkSeedFile(value: unknown): WorldSeed {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new OptionError('seed', 'must be an object')
  checkKeys('seed', value, plurals())
  return value
}

/** @throws {OptionError} for a seed that is no object, or has a field that nobody reads. */
export function checkSeed(resource: ResourceName, seed: unknown): void {
  const { plural } = resourceFacts(resource)
  if (typeof seed !== 'object' || seed === null || Array.isArray(seed))
    throw new OptionError(plural, 'must be a number, or a list of ids or seeds')
  const children = resourceNames.filter((name) => resourceFacts(name).parent?.resource === resource)
  checkKeys(plural, seed, [...seedFields, ...children.map((name) => resourceFacts(name).plural)])
}

function plurals(): string[] {
  return resourceNames.map((name) => resourceFacts(name).plural)
}

function checkKeys(option: string, value: object, known: readonly string[]): void {
  const unknown = Object.keys(value).find((key) => !known.includes(key))
  if (unknown !== undefined) throw new OptionError(option, `has no ${unknown}; it knows ${known.join(', ')}`)
}

function isTime(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY
}

function checkCredentials(credentials: unknown): void {
  if (!Array.isArray(credentials)) throw new OptionError('credentials', 'must be a list of keys')
  for (const key of credentials) checkKey(Object(key))
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
