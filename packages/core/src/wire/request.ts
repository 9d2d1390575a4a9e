import type { Clock } from '../clock.ts'
import type { CredentialsSource } from '../credentials.ts'
import type { VpnGatewayError } from '../errors/base.ts'
import type { OperationName } from '../generated/names.ts'
import { encodePairs } from '../parameters/query.ts'
import type { Answer, ReadyRequest } from '../transport/transport.ts'

/** Version of signatures: `v3` in headers, or `v1` in parameters, as older clients do. */
export type SigningVersion = 'v3' | 'v1'

/** Part of a POST that holds the parameters; the two are one to the service. */
export type ParametersIn = 'query' | 'form'

/** Lead of the service's clock over ours, as far as its answers show it. */
export interface ClockSkew {
  offsetMs: number
}

/** Options by which the requests of a client are made ready to leave. */
export interface RequestOptions {
  readonly credentials: CredentialsSource | undefined
  readonly signing: SigningVersion
  readonly parametersIn: ParametersIn
  readonly clock: Clock
  readonly skew: ClockSkew
  /** Origin that requests go to: protocol, host and port. */
  readonly origin: string
  readonly host: string
  /** Proxy that speaks the contract, instead of the service's wire. */
  readonly proxy: ProxyOptions | undefined
}

/** Headers of requests to a proxy, such as one that says who is logged in: values, or a function that is asked before each request. */
export type ProxyHeaders =
  | Readonly<Record<string, string>>
  | (() => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>)

/** Path and headers of requests of the contract. */
export interface ProxyOptions {
  readonly prefix: string
  readonly headers: ProxyHeaders | undefined
}

/** Knowledge of a signature when an answer comes; whoever answers may quote what was sent. */
export interface Signed {
  /** A text without the secrets that went into the request. */
  redact(text: string): string
  /** Says why a signature was refused, by a message that quotes what the service signed. */
  explain(message: string): string
  /** Reason why a request that is signed anew can be accepted after this error; nothing where it cannot. */
  remedyFor(error: VpnGatewayError, answer: Answer | undefined): Remedy | undefined
}

/** Remedies of a request that is signed anew: another time, other keys, or another connection. */
export type Remedy = 'clock' | 'keys' | 'connection'

/** A request, and its signature if it has one. */
export interface PreparedRequest {
  readonly request: ReadyRequest
  readonly signed?: Signed
}

/** The call that a request belongs to. */
export interface SentAttempt {
  readonly operation: OperationName
  /** Requests that left so far. */
  readonly attempts: number
  /** Set where one of them may have been carried out though its answer did not arrive; left out where its transport does not know. */
  readonly isSent: boolean | undefined
}

/** Names and texts of parameters. */
export type Pairs = readonly (readonly [string, string])[]

/**
 * Puts parameters where they belong, with the headers of every request; those of a signature are of sign.ts, those of the contract of
 * proxy.ts.
 */
export function makeRequest(pairs: Pairs, { parametersIn }: Pick<RequestOptions, 'parametersIn'>): ReadyRequest {
  const method = 'POST'
  const encoded = encodePairs(pairs)
  const accept = 'application/json'
  return parametersIn === 'query'
    ? { method, path: `/?${encoded}`, headers: { accept }, body: undefined }
    : { method, path: '/', headers: { accept, 'content-type': 'application/x-www-form-urlencoded' }, body: encoded }
}
