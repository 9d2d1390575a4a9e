import { OptionError } from '../errors/input-errors.ts'
import { keepsRule } from '../keeps-rule.ts'
import type { CallOptions, WireOptions } from './wire.ts'

/** @throws {OptionError} for the first option that cannot be used: callers without types, and values from files, get here too. */
export function checkWireOptions(options: WireOptions): void {
  check(options, {
    fetch: isFunction,
    retry: isFunction,
    attemptTimeoutMs: isTime,
    allowInsecureHttp: { 'true or false': (value) => typeof value === 'boolean' },
    signing: oneOf('v3', 'v1'),
    parametersIn: oneOf('query', 'form'),
    clock: { 'an object with now and sleep': ({ now, sleep }) => typeof now === 'function' && typeof sleep === 'function' },
    hooks: {
      'an object of functions': (value) =>
        typeof value === 'object' &&
        [value.request, value.response, value.retry].every((hook) => hook === undefined || typeof hook === 'function'),
    },
    credentials: { 'a key, a function, or an object with getCredential': (value) => ['object', 'function'].includes(typeof value) },
  })
}

/** @throws {OptionError} for the first option that cannot be used. */
export function checkCallOptions(options: CallOptions): void {
  check(options, {
    // What cannot be asked to throw is older than any platform that these packages run on.
    signal: {
      'an AbortSignal': ({ aborted, addEventListener, removeEventListener, throwIfAborted }) =>
        typeof aborted === 'boolean' &&
        [addEventListener, removeEventListener, throwIfAborted].every((method) => typeof method === 'function'),
    },
    timeoutMs: isTime,
    retry: isFunction,
  })
}

/** What an option must be, in words, and whether it is; a value is any that is there, as far as it can be asked. */
type Rule = { readonly [words: string]: (value: { readonly [field: string]: unknown }) => boolean }

const isFunction: Rule = { 'a function': (value) => typeof value === 'function' }
const isTime: Rule = { 'a number of milliseconds above 0': (value) => typeof value === 'number' && value > 0 }

function oneOf(...choices: readonly unknown[]): Rule {
  return { [`one of ${choices.join(', ')}`]: (value) => choices.includes(value) }
}

function check(options: object, rules: Readonly<Record<string, Rule>>): void {
  if (typeof options !== 'object' || options === null) throw new OptionError('options', 'must be an object')
  for (const [name, rule] of Object.entries(rules)) {
    const value = (options as Readonly<Record<string, never>>)[name]
    const [[words, isKept]] = Object.entries(rule) as [[string, Rule[string]]]
    if (value !== undefined && (value === null || !keepsRule<never>(value, isKept))) throw new OptionError(name, `must be ${words}`)
  }
}
