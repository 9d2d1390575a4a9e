import { type Clock, monotonic } from '@vpn-gateway/core'
import { BoundedMap } from '../support/bounded.ts'
import type { OperationCall } from './parameters.ts'
import { Refusal, refusal } from './refusal.ts'

/** Memory of idempotency tokens. */
export interface TokenOptions {
  /** Time after which a token is forgotten, in milliseconds. @defaultValue a day */
  readonly rememberMs?: number
  /** Tokens at a time; beyond it the oldest are forgotten. @defaultValue 10,000 */
  readonly limit?: number
  /** Remembers a refusal too, so that a refused token stays refused. @defaultValue false */
  readonly refusals?: boolean
}

interface Remembered {
  /** Operation and parameters, as one text. */
  readonly fingerprint: string
  readonly sinceMs: number
  /** Gives the answer, or throws the refusal; none while the request is being processed. */
  outcome?: () => object
}

/** Answers by idempotency token. */
export class IdempotencyMemory {
  readonly #clock: Clock
  readonly #rememberMs: number
  readonly #remembersRefusals: boolean
  readonly #known: BoundedMap<string, Remembered>

  constructor(clock: Clock, { rememberMs = 24 * 3_600_000, limit = 10_000, refusals = false }: TokenOptions) {
    this.#clock = clock
    this.#rememberMs = rememberMs
    this.#remembersRefusals = refusals
    this.#known = new BoundedMap(limit)
  }

  /**
   * Performs a call, or gives the answer that the same one got before; a call without a token is performed.
   *
   * @param hasBegun whether it is the call that `begin` noted
   * @throws {Refusal} where the token came with another call, or the same one is still being processed.
   */
  once(call: OperationCall, perform: () => object, hasBegun = false): object {
    const { clientToken } = call
    if (clientToken === undefined) return perform()
    const known = this.#recall(clientToken, call)
    if (known?.outcome) return known.outcome()
    if (known && !hasBegun) throw refusal('token-processing', call)
    const entry = known ?? this.#newEntry(call)
    try {
      const answer = perform()
      entry.outcome = () => answer
    } catch (error) {
      this.#known.delete(clientToken)
      if (!(error instanceof Refusal) || !this.#remembersRefusals) throw error
      entry.outcome = () => {
        throw error
      }
    }
    this.#known.set(clientToken, entry)
    return entry.outcome()
  }

  /** Notes that a call will be performed later. @throws {Refusal} where the same one is being processed. */
  begin(call: OperationCall): void {
    const { clientToken } = call
    if (clientToken === undefined) return
    const known = this.#recall(clientToken, call)
    if (!known) this.#known.set(clientToken, this.#newEntry(call))
    else if (!known.outcome) throw refusal('token-processing', call)
  }

  clear(): void {
    this.#known.clear()
  }

  #recall(clientToken: string, call: OperationCall): Remembered | undefined {
    const known = this.#known.get(clientToken)
    if (!known) return undefined
    if (monotonic(this.#clock) - known.sinceMs > this.#rememberMs) {
      this.#known.delete(clientToken)
      return undefined
    }
    if (known.fingerprint !== fingerprintOf(call)) throw refusal('token-mismatch', call)
    return known
  }

  #newEntry(call: OperationCall): Remembered {
    return { fingerprint: fingerprintOf(call), sinceMs: monotonic(this.#clock) }
  }
}

function fingerprintOf({ operation, parameters }: OperationCall): string {
  return JSON.stringify([operation, ...Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1))])
}
