import { keepsRule, nearestTo, OptionError } from '@vpn-gateway/core'
import { isName } from './scope.ts'

const isNumber = (value: unknown, least: number, most = Number.POSITIVE_INFINITY) =>
  typeof value === 'number' && value >= least && value <= most
const hasMethods = (value: unknown, ...names: readonly string[]) => names.every((name) => typeof Object(value)[name] === 'function')

const isSignal = (value: unknown) =>
  hasMethods(value, 'addEventListener', 'removeEventListener', 'throwIfAborted') && typeof Object(value).aborted === 'boolean'

/** Rules of options by name, which is one in all functions; an option of another name is checked where it is used. */
const rules: readonly (readonly [names: RegExp, words: string, keeps: (value: unknown) => boolean])[] = [
  [/Ms$/, 'a time in milliseconds', (value) => isNumber(value, 0)],
  [/^(gatewaysAtOnce|maxAttempts)$/, 'a number of 1 or above', (value) => isNumber(value, 1)],
  [/^(requestsPerSecond|capacity)$/, 'a finite number of 1 or above', (value) => isNumber(value, 1, Number.MAX_VALUE)],
  [/^confirmations$/, '1 or 2', (value) => value === 1 || value === 2],
  [/^(ensureGone|resend|checkRights|sameAccount)$/, 'true or false', (value) => typeof value === 'boolean'],
  [/^(on.+|save|random)$/, 'a function', (value) => typeof value === 'function'],
  // Other bounds would hammer the service, or never end.
  [
    /ackoff$/,
    'an object with a minMs of 1 or above and a maxMs not below it',
    (value) => isNumber(Object(value).minMs, 1) && isNumber(Object(value).maxMs, Object(value).minMs, Number.MAX_VALUE),
  ],
  [/^clock$/, 'an object with now and sleep', (value) => hasMethods(value, 'now', 'sleep')],
  [/^journal$/, 'an object with read and append', (value) => hasMethods(value, 'read', 'append')],
  [/^reader$/, 'an object with gateway and resource', (value) => hasMethods(value, 'gateway', 'resource')],
  [/^signal$/, 'an AbortSignal', isSignal],
  [/^account$/, '1 to 128 printable characters', isName],
]

/** Refuses what cannot be used, and names that are not known: a misspelt one would weaken a proof in silence. @throws {OptionError} */
export function checkOptions(options: object, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null) throw new OptionError('options', 'must be an object')
  for (const [name, value] of Object.entries(options)) {
    if (!known.includes(name)) {
      const [nearest] = nearestTo(name, known)
      throw new OptionError(name.slice(0, 64), `is not an option; the nearest is ${nearest}, and there are ${known.join(', ')}`)
    }
    const [, words, keeps] = rules.find(([names]) => names.test(name)) ?? []
    if (value !== undefined && keeps && !keepsRule(value, keeps)) throw new OptionError(name, `must be ${words}`)
  }
}
