import { randomUuid } from '#uuid'
import { isVpnGatewayError } from '../errors/base.ts'
import { CredentialsError } from '../errors/input-errors.ts'
import { service } from '../generated/service.ts'
import { makeRequest, type Pairs, type PreparedRequest, type RequestOptions, type SentAttempt, type SigningParts } from './request.ts'
import type * as sign from './sign.ts'

const parts: SigningParts = { CredentialsError, isVpnGatewayError, makeRequest, randomUuid, service }

let signing: typeof sign | undefined

/**
 * Makes a request ready to leave: signed anew, as each attempt has a nonce and a time of its own, or unsigned where there
 * are no credentials. The signing code is lazy: a page, which holds no secrets, never loads it.
 */
export async function prepare(sent: SentAttempt, pairs: Pairs, options: RequestOptions): Promise<PreparedRequest> {
  const { credentials } = options
  if (credentials === undefined) return { request: makeRequest([...pairs, [service.versionParameter, service.version]], options) }
  signing ??= await import('./sign.ts').finally(options.clock.hold?.())
  return signing.sign(parts, sent, pairs, options, credentials)
}
