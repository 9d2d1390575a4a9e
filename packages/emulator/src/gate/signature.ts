import { type Clock, type Credentials, monotonic } from '@vpn-gateway/core'
import type { ServiceRequest } from '../http/request.ts'
import { BoundedMap } from '../support/bounded.ts'
import { parseSignature } from './parse-signature.ts'
import { refusal } from './refusal.ts'

/** Access key as the service knows it. */
export interface EmulatedKey extends Credentials {
  /** State that its owner has given it. @defaultValue 'active' */
  readonly status?: 'active' | 'inactive' | 'disabled'
  /** When its token ends, in milliseconds since 1970 by the emulator's clock; never by default. */
  readonly expiresAtMs?: number
}

/** Milliseconds that the clocks of caller and service may be apart. */
const toleranceMs = 15 * 60 * 1000

/** Characters of a nonce at most: each is remembered, and clients make some forty. */
const nonceLength = 256

/** Nonces that are remembered at a time. */
const nonceLimit = 100_000

/** Checks that requests are signed with one of the keys, in time, and once. */
export class SignatureCheck {
  readonly #keys: ReadonlyMap<string, EmulatedKey>
  readonly #clock: Clock
  /** Nonces that were used, with the time until which they count. */
  readonly #nonces = new BoundedMap<string, number>(nonceLimit)

  constructor(credentials: readonly EmulatedKey[], clock: Clock) {
    this.#keys = new Map(credentials.map((key) => [key.accessKeyId, key]))
    this.#clock = clock
  }

  /** Forgets which nonces were used. */
  clear(): void {
    this.#nonces.clear()
  }

  /** @throws {Refusal} for the first thing that is wrong. */
  async verify(request: ServiceRequest): Promise<void> {
    const parsed = parseSignature(request)
    const key = this.#keys.get(parsed.accessKeyId)
    if (!key) throw refusal('key-unknown')
    if (key.status === 'inactive') throw refusal('key-inactive')
    if (key.status === 'disabled') throw refusal('key-disabled')
    this.#checkToken(key, parsed.securityToken)
    this.#checkTime(parsed.time)
    const { signature, stringToSign } = await parsed.sign(key.accessKeySecret)
    if (!isSame(signature, parsed.signature)) throw refusal('signature-mismatch', { values: [stringToSign] })
    this.#checkNonce(parsed.nonce)
  }

  #checkToken({ securityToken, expiresAtMs }: EmulatedKey, given: string | undefined): void {
    if (securityToken !== undefined && given === undefined) throw refusal('security-token-missing')
    if (given !== undefined && !isSecurityToken(given)) throw refusal('security-token-malformed')
    if (securityToken !== given) throw refusal('security-token-mismatch')
    if (expiresAtMs !== undefined && this.#clock.now() >= expiresAtMs) throw refusal('security-token-expired')
  }

  #checkTime(time: string): void {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time) || Number.isNaN(Date.parse(time))) throw refusal('time-malformed')
    if (Math.abs(Date.parse(time) - this.#clock.now()) > toleranceMs) throw refusal('time-expired')
  }

  /** Remembers a nonce as long as a request with it could be in time, if the clock is not moved. */
  #checkNonce(nonce: string): void {
    if (nonce.length > nonceLength) throw refusal('parameter-invalid', { values: ['SignatureNonce'] })
    const now = monotonic(this.#clock)
    for (const [known, until] of this.#nonces) {
      if (until > now) break
      this.#nonces.delete(known)
    }
    if (this.#nonces.has(nonce)) throw refusal('nonce-used')
    this.#nonces.set(nonce, now + 2 * toleranceMs)
  }
}

/** Says whether a text is base64, of either alphabet, as security tokens are. */
export function isSecurityToken(text: string): boolean {
  return /^[\w+/=.~-]+$/.test(text)
}

/** Compares in a time that does not depend on how much of the signature is right. */
function isSame(expected: string, given: string): boolean {
  let difference = expected.length ^ given.length
  for (let index = 0; index < expected.length; index += 1) difference |= expected.charCodeAt(index) ^ given.charCodeAt(index)
  return difference === 0
}
