import type { Clock } from '../clock.ts'
import type { CredentialsSource } from '../credentials.ts'
import type { EndpointOptions } from '../endpoint.ts'
import { OptionError } from '../errors/input-errors.ts'
import type { OperationName } from '../generated/names.ts'
import { keepsRule } from '../keeps-rule.ts'
import type { Fetch } from '../transport/fetch.ts'
import type { Hooks } from './hooks.ts'
import type { ParametersIn, ProxyHeaders, SigningVersion } from './request.ts'

/** Context of a call that a retry policy repeats. */
export interface RetryContext {
  readonly operation: OperationName
  /** True where a repeat does no harm: it only reads, or carries an idempotency token. */
  readonly repeatable: boolean
  readonly signal?: AbortSignal | undefined
  readonly clock: Clock
}

/**
 * Calls `attempt` until it succeeds or a repeat is of no use. Each attempt is signed anew; the idempotency token stays.
 * It rejects with the last attempt's error, or with the signal's reason.
 */
export type Retry = <T>(attempt: () => Promise<T>, context: RetryContext) => Promise<T>

/** Options of a raw client. */
export interface RawClientOptions extends EndpointOptions {
  /** Signs requests; without it they go unsigned, to an emulator or a proxy that signs. */
  readonly credentials?: CredentialsSource | undefined
  /** Signature of requests: `v3` (`ACS3-HMAC-SHA256`, in headers) or `v1` (`HMAC-SHA1`, in parameters). @defaultValue `v3` */
  readonly signing?: SigningVersion | undefined
  /** Part of a request that holds the parameters: `query` or `form`. @defaultValue `query` */
  readonly parametersIn?: ParametersIn | undefined
  /** Answers requests. @defaultValue `node:http` in Node, which starts far faster than its `fetch`, and `fetch` elsewhere */
  readonly fetch?: Fetch | undefined
  /** Headers of requests to a {@link EndpointOptions.proxy}: values, or a function that is asked before each. */
  readonly headers?: ProxyHeaders | undefined
  /** Options of the `fetch` that calls a {@link EndpointOptions.proxy}, for example `{ credentials: 'include' }`. */
  readonly fetchOptions?: Omit<RequestInit, 'method' | 'headers' | 'body' | 'signal' | 'cache' | 'redirect'> | undefined
  /** Repeats attempts. @defaultValue each call is one attempt */
  readonly retry?: Retry | undefined
  /** Longest wait for one answer in milliseconds. @defaultValue 10,000 */
  readonly attemptTimeoutMs?: number | undefined
  readonly clock?: Clock | undefined
  /** Watch the requests, for logs and metrics. */
  readonly hooks?: Hooks | undefined
}

/** Options of one call. */
export interface CallOptions {
  /** Ends the call at once; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Longest wait for the whole call with its repeats, in milliseconds; by default only each attempt has a limit. */
  readonly timeoutMs?: number | undefined
  /** Repeats the attempts of this call instead of the client's policy. */
  readonly retry?: Retry | undefined
}

/** @throws {OptionError} for the first option that cannot be used: callers without types, and values from files, get here too. */
export function checkRawClientOptions(options: RawClientOptions): void {
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
    headers: { 'an object of texts, or a function': (value) => ['object', 'function'].includes(typeof value) },
    fetchOptions: { 'an object': (value) => typeof value === 'object' },
  })
  const isProxied = options.proxy !== undefined
  const stray = (isProxied ? ofService : ofProxy).find((name) => options[name] !== undefined)
  if (stray) throw new OptionError(stray, isProxied ? 'must be left out beside a proxy, which signs' : 'must be left out without a proxy')
}

const ofService = ['credentials', 'endpoint', 'network', 'signing', 'parametersIn'] as const
const ofProxy = ['headers', 'fetchOptions'] as const

/** @throws {OptionError} for the first option that cannot be used. */
export function checkCallOptions(options: CallOptions): void {
  check(options, {
    // A signal without throwIfAborted is older than any platform that these packages run on.
    signal: {
      'an AbortSignal': ({ aborted, addEventListener, removeEventListener, throwIfAborted }) =>
        typeof aborted === 'boolean' &&
        [addEventListener, removeEventListener, throwIfAborted].every((method) => typeof method === 'function'),
    },
    timeoutMs: isTime,
    retry: isFunction,
  })
}

/** Rule of an option, in words, and its check; a value is any that is there, as far as it can be asked. */
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
