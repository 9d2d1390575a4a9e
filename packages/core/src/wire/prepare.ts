import { held } from '../clock.ts'
import { service } from '../generated/service.ts'
import type { ParameterValues } from '../parameters/flatten.ts'
import { loaded } from './loaded.ts'
import type * as proxies from './proxy.ts'
import { makeRequest, type Pairs, type PreparedRequest, type RequestOptions, type SentAttempt } from './request.ts'
import type * as sign from './sign.ts'

let signing: typeof sign | undefined
let proxying: typeof proxies | undefined

/** Parameters of a call: as they were given, and as the wire writes them. */
export interface CallParameters {
  readonly parameters: ParameterValues
  readonly pairs: Pairs
}

/**
 * Makes a request ready to leave: signed anew, as each attempt has a nonce and a time of its own, or unsigned where there are no
 * credentials, or as one of the contract. Signing and the contract are lazy: a page, which holds no secrets, never loads the one, and
 * nothing else the other.
 */
export async function prepare(sent: SentAttempt, { parameters, pairs }: CallParameters, options: RequestOptions): Promise<PreparedRequest> {
  const { credentials, clock, proxy } = options
  if (proxy) {
    proxying ??= await held(clock, import('./proxy.ts'))
    return proxying.proxyRequest(loaded, sent, parameters, proxy)
  }
  if (credentials === undefined) return { request: makeRequest([...pairs, [service.versionParameter, service.version]], options) }
  signing ??= await held(clock, import('./sign.ts'))
  return signing.sign(loaded, sent, pairs, options, credentials)
}
