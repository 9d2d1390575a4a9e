import { OptionError, type ResourceName, resourceFacts, resourceNames } from '@vpn-gateway/core'
import type { EmulatorOptions } from './options.ts'

const ownOptions = ['regionId', 'progression', 'updatingAfterMs', 'credentials', 'clock']
const seedFields = ['id', 'regionId', 'fields']

/** @throws {OptionError} for options that nobody reads, and for values that mean nothing; seeds often come from a file. */
export function checkOptions(options: EmulatorOptions): void {
  const { progression, updatingAfterMs = 0 } = options
  checkKeys('option', options, [...ownOptions, ...resourceNames.map((name) => resourceFacts(name).plural)])
  const timeMs = typeof progression === 'object' ? progression?.timeMs : 0
  if (
    (progression !== undefined && !['immediate', 'manual'].includes(progression as string) && typeof progression !== 'object') ||
    !isTime(timeMs)
  )
    throw new OptionError('progression', 'must be immediate, manual, or { timeMs } with a number of milliseconds')
  if (!isTime(updatingAfterMs)) throw new OptionError('updatingAfterMs', 'must be a number of milliseconds')
}

/** @throws {OptionError} for a seed that is no object, or has a field that nobody reads. */
export function checkSeed(resource: ResourceName, seed: unknown): void {
  const { plural } = resourceFacts(resource)
  if (typeof seed !== 'object' || seed === null || Array.isArray(seed))
    throw new OptionError(plural, 'must be a number, or a list of ids or seeds')
  const children = resourceNames.filter((name) => resourceFacts(name).parent?.resource === resource)
  checkKeys(plural, seed, [...seedFields, ...children.map((name) => resourceFacts(name).plural)])
}

function checkKeys(option: string, value: object, known: readonly string[]): void {
  const unknown = Object.keys(value).find((key) => !known.includes(key))
  if (unknown !== undefined) throw new OptionError(option, `has no ${unknown}; it knows ${known.join(', ')}`)
}

function isTime(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY
}
