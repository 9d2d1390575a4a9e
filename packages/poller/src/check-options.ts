import { OptionError } from '@vpn-gateway/core'

type Rule = readonly [words: string, keeps: (value: unknown) => boolean]

const isNumber = (value: unknown, least: number, most = Number.POSITIVE_INFINITY) =>
  typeof value === 'number' && value >= least && value <= most
const hasMethods = (value: unknown, ...names: readonly string[]) => names.every((name) => typeof Object(value)[name] === 'function')

const time: Rule = ['a number of milliseconds, 0 or above', (value) => isNumber(value, 0)]
const count: Rule = ['a number, 1 or above', (value) => isNumber(value, 1)]
const finite: Rule = ['a finite number, 1 or above', (value) => isNumber(value, 1, Number.MAX_VALUE)]
const flag: Rule = ['true or false', (value) => typeof value === 'boolean']
const listener: Rule = ['a function', (value) => typeof value === 'function']
/** Other bounds would hammer the service, or never end. */
const bounds: Rule = [
  'an object with a minMs of 1 or above and a maxMs not below it',
  (value) => isNumber(Object(value).minMs, 1) && isNumber(Object(value).maxMs, Object(value).minMs, Number.MAX_VALUE),
]

/** Rules of options by name, which is one in all functions; what types and other packages check is not here. */
const rules: Readonly<Record<string, Rule>> = {
  signal: ['an AbortSignal', (value) => hasMethods(value, 'addEventListener') && typeof Object(value).aborted === 'boolean'],
  clock: ['a clock with now and sleep', (value) => hasMethods(value, 'now', 'sleep')],
  journal: ['a journal with read and append', (value) => hasMethods(value, 'read', 'append')],
  reader: ['a reader with gateway and resource', (value) => hasMethods(value, 'gateway', 'resource')],
  confirmations: ['1 or 2', (value) => value === 1 || value === 2],
  ...{ backoff: bounds, busyBackoff: bounds, ensureGone: flag, resend: flag },
  ...{ random: listener, onRetry: listener, onProgress: listener, save: listener },
  ...{ startTimeoutMs: time, busyTimeoutMs: time, unknownTimeoutMs: time, confirmFailureMs: time, timeoutMs: time },
  ...{ gatewaysAtOnce: count, maxAttempts: count, requestsPerSecond: finite, capacity: finite },
}

/** Refuses what cannot be used, and names that are not known: a misspelt one would weaken a proof in silence. @throws {OptionError} */
export function checkOptions(options: object, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null) throw new OptionError('options', 'must be an object')
  for (const [name, value] of Object.entries(options)) {
    if (!known.includes(name)) {
      const [nearest] = known.toSorted((one, other) => likeness(name, other) - likeness(name, one))
      throw new OptionError(name.slice(0, 64), `is not an option; the nearest is ${nearest}, and there are ${known.join(', ')}`)
    }
    const [words, keeps] = rules[name] ?? []
    if (value !== undefined && keeps?.(value) === false) throw new OptionError(name, `must be ${words}`)
  }
}

/** Gives how alike two words are, by the pairs of letters that both have (Dice). */
function likeness(one: string, other: string): number {
  const [some = [], others = []] = [one, other].map((word) =>
    Array.from(word.toLowerCase(), (letter, at) => letter + word.charAt(at + 1).toLowerCase()),
  )
  return some.filter((pair) => others.includes(pair)).length / (some.length + others.length)
}
