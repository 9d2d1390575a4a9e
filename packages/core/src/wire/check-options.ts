import { OptionError } from '../errors/input-errors.ts'
import type { CallOptions, WireOptions } from './wire.ts'

/** @throws {OptionError} for the first option that cannot be used: callers without types, and values from files, get here too. */
export function checkWireOptions(options: WireOptions): void {
  checkEach(options, {
    fetch: aFunction,
    retry: aFunction,
    attemptTimeoutMs: aTime,
    allowInsecureHttp: [(value) => typeof value === 'boolean', 'must be true or false'],
    signing: oneOf('v3', 'v1'),
    parametersIn: oneOf('query', 'form'),
    clock: [hasMethods('now', 'sleep'), 'must have the methods now and sleep'],
    hooks: [hasHooks, 'must be an object of functions'],
    credentials: [(value) => typeof value === 'function' || isObject(value), 'must be a key, a function, or an object with getCredential'],
  })
}

/** @throws {OptionError} for the first option that cannot be used. */
export function checkCallOptions(options: CallOptions): void {
  checkEach(options, { signal: aSignal, timeoutMs: aTime, retry: aFunction })
}

type Rule = readonly [isKept: (value: unknown) => boolean, words: string]

const isObject = (value: unknown) => typeof value === 'object' && value !== null
const hasMethods =
  (...names: string[]) =>
  (value: unknown) =>
    names.every((name) => typeof Object(value)[name] === 'function')
const hasHooks = (value: unknown) =>
  isObject(value) && ['request', 'response', 'retry'].every((name) => ['function', 'undefined'].includes(typeof Object(value)[name]))
const isSignal = (value: unknown) => typeof Object(value).aborted === 'boolean' && hasMethods('addEventListener')(value)

const aFunction: Rule = [(value) => typeof value === 'function', 'must be a function']
const aTime: Rule = [(value) => typeof value === 'number' && value > 0, 'must be a number of milliseconds above 0']
const aSignal: Rule = [isSignal, 'must be an AbortSignal']
const oneOf = (...choices: string[]): Rule => [(value) => choices.includes(value as string), `must be one of ${choices.join(', ')}`]

function checkEach(options: object, rules: Readonly<Record<string, Rule>>): void {
  if (!isObject(options)) throw new OptionError('options', 'must be an object')
  for (const [name, [isKept, words]] of Object.entries(rules)) {
    const value = (options as Record<string, unknown>)[name]
    if (value !== undefined && !isKept(value)) throw new OptionError(name, words)
  }
}
