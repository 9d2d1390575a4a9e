import { type Clock, type Credentials, signV3 } from '@vpn-gateway/core'
import { bodyHashOf, encodePairs, v3Algorithm } from '@vpn-gateway/core/catalogue'
import { refusal } from './refusal.ts'
import type { ServiceRequest } from './request.ts'

/** How far the clocks of caller and service may be apart. */
const toleranceMs = 15 * 60 * 1000

/** Checks that requests are signed with one of the keys, in time, and once. */
export class SignatureCheck {
  readonly #keys: ReadonlyMap<string, Credentials>
  readonly #clock: Clock
  readonly #nonces = new Map<string, number>()

  constructor(credentials: readonly Credentials[], clock: Clock) {
    this.#keys = new Map(credentials.map((key) => [key.accessKeyId, key]))
    this.#clock = clock
  }

  /** @throws {Refusal} for the first fault. */
  async verify(request: ServiceRequest): Promise<void> {
    const { headers } = request
    const [algorithm, parts = ''] = (headers.get('authorization') ?? '').split(' ', 2)
    if (!algorithm) throw refusal(undefined, 'signature-incomplete')
    if (algorithm !== v3Algorithm) throw refusal(undefined, 'signature-method-unknown')
    const {
      Credential: keyId,
      SignedHeaders: names,
      Signature: signature,
    } = Object.fromEntries(parts.split(',').map((part) => part.split('=', 2)))
    if (!keyId || !names || !signature || !/^[a-z0-9-]+(;[a-z0-9-]+)*$/.test(names)) throw refusal(undefined, 'signature-incomplete')
    const key = this.#keys.get(keyId)
    if (!key) throw refusal(undefined, 'key-unknown')
    this.#checkToken(key, headers.get('x-acs-security-token'))
    this.#checkTime(headers.get('x-acs-date') ?? '')
    const bodyHash = await bodyHashOf(request.body)
    const signed = Object.fromEntries(
      names.split(';').map((name: string) => [name, name === 'host' ? request.host : (headers.get(name) ?? '')]),
    )
    const expected = await signV3(
      { method: request.method, query: encodePairs(request.query), headers: signed, bodyHash },
      key.accessKeySecret,
    )
    if (expected.signature !== signature) throw refusal(undefined, 'signature-mismatch', { values: [expected.stringToSign] })
    this.#checkNonce(headers.get('x-acs-signature-nonce') ?? '')
  }

  #checkToken({ securityToken }: Credentials, given: string | null): void {
    if (securityToken !== undefined && given === null) throw refusal(undefined, 'security-token-missing')
    if ((securityToken ?? null) !== given) throw refusal(undefined, 'security-token-mismatch')
  }

  #checkTime(date: string): void {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date) || Number.isNaN(Date.parse(date))) throw refusal(undefined, 'time-malformed')
    if (Math.abs(Date.parse(date) - this.#clock.now()) > toleranceMs) throw refusal(undefined, 'time-expired')
  }

  /** A nonce is remembered as long as a request with it could be in time. */
  #checkNonce(nonce: string): void {
    const now = this.#clock.now()
    for (const [known, until] of this.#nonces) {
      if (until > now) break
      this.#nonces.delete(known)
    }
    if (nonce === '') throw refusal(undefined, 'signature-incomplete')
    if (this.#nonces.has(nonce)) throw refusal(undefined, 'nonce-used')
    this.#nonces.set(nonce, now + 2 * toleranceMs)
  }
}
