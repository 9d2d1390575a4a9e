import { type Clock, monotonic } from '@vpn-gateway/core'
import type { ServiceRequest } from '../http/request.ts'
import type { EmulatedKey } from '../options.ts'
import { claimOf } from './parse-signature.ts'
import { refusal } from './refusal.ts'

/** How far the clocks of caller and service may be apart. */
const toleranceMs = 15 * 60 * 1000

/** Most characters of a nonce: each is remembered, and clients make some forty. */
const longestNonce = 256

/** More nonces are not remembered at a time; the oldest are forgotten first. */
const mostNonces = 100_000

/** Checks that requests are signed with one of the keys, in time, and once. */
export class SignatureCheck {
  readonly #keys: ReadonlyMap<string, EmulatedKey>
  readonly #clock: Clock
  readonly #nonces = new Map<string, number>()

  constructor(credentials: readonly EmulatedKey[], clock: Clock) {
    this.#keys = new Map(credentials.map((key) => [key.accessKeyId, key]))
    this.#clock = clock
  }

  /** Forgets which nonces were used. */
  clear(): void {
    this.#nonces.clear()
  }

  /** @throws {Refusal} for the first fault. */
  async verify(request: ServiceRequest): Promise<void> {
    const claim = claimOf(request)
    const key = this.#keys.get(claim.accessKeyId)
    if (!key) throw refusal(undefined, 'key-unknown')
    if (key.status === 'inactive') throw refusal(undefined, 'key-inactive')
    if (key.status === 'disabled') throw refusal(undefined, 'key-disabled')
    this.#checkToken(key, claim.securityToken)
    this.#checkTime(claim.time)
    const { signature, stringToSign } = await claim.sign(key.accessKeySecret)
    if (!isSame(signature, claim.signature)) throw refusal(undefined, 'signature-mismatch', { values: [stringToSign] })
    this.#checkNonce(claim.nonce)
  }

  #checkToken({ securityToken, expiresAtMs }: EmulatedKey, given: string | undefined): void {
    if (securityToken !== undefined && given === undefined) throw refusal(undefined, 'security-token-missing')
    if (given !== undefined && !isToken(given)) throw refusal(undefined, 'security-token-malformed')
    if (securityToken !== given) throw refusal(undefined, 'security-token-mismatch')
    if (expiresAtMs !== undefined && this.#clock.now() >= expiresAtMs) throw refusal(undefined, 'security-token-expired')
  }

  #checkTime(time: string): void {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time) || Number.isNaN(Date.parse(time))) throw refusal(undefined, 'time-malformed')
    if (Math.abs(Date.parse(time) - this.#clock.now()) > toleranceMs) throw refusal(undefined, 'time-expired')
  }

  /** A nonce is remembered as long as a request with it could be in time, if nobody moves the clock. */
  #checkNonce(nonce: string): void {
    if (nonce.length > longestNonce) throw refusal(undefined, 'parameter-invalid', { values: ['SignatureNonce'] })
    const now = monotonic(this.#clock)
    for (const [known, until] of this.#nonces) {
      if (until > now && this.#nonces.size < mostNonces) break
      this.#nonces.delete(known)
    }
    if (this.#nonces.has(nonce)) throw refusal(undefined, 'nonce-used')
    this.#nonces.set(nonce, now + 2 * toleranceMs)
  }
}

/** Tokens are base64, of either alphabet. */
export function isToken(text: string): boolean {
  return /^[\w+/=.~-]+$/.test(text)
}

/** Compares in a time that does not tell how much of the signature is right. */
function isSame(expected: string, given: string): boolean {
  let difference = expected.length ^ given.length
  for (let index = 0; index < expected.length; index += 1) difference |= expected.charCodeAt(index) ^ given.charCodeAt(index)
  return difference === 0
}
