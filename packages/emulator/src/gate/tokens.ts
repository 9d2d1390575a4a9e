import { type Clock, monotonic, type OperationName, type ParameterValues } from '@vpn-gateway/core'
import { Refusal, refusal } from './refusal.ts'

/** How idempotency tokens are remembered. */
export interface TokenOptions {
  /** For how long, in milliseconds; a day by default. */
  readonly rememberMs?: number
  /** How many, the oldest are forgotten first; 10,000 by default. */
  readonly most?: number
  /** Whether a refusal is remembered too, so that a refused token stays refused; `false` by default. */
  readonly refusals?: boolean
}

interface Remembered {
  readonly parameters: string
  readonly sinceMs: number
  /** Nothing while the request is at work. */
  answer?: object
  refusal?: Refusal
}

/** Remembers what idempotency tokens were answered. */
export class TokenMemory {
  readonly #clock: Clock
  readonly #options: Required<TokenOptions>
  readonly #known = new Map<string, Remembered>()

  constructor(clock: Clock, { rememberMs = 24 * 3_600_000, most = 10_000, refusals = false }: TokenOptions) {
    this.#clock = clock
    this.#options = { rememberMs, most, refusals }
  }

  /**
   * What a request does, or the answer that the same one got before.
   *
   * @param hasBegun whether it is the one that was noted to be at work
   * @throws {Refusal} where it was another request, or the same one is still at work.
   */
  once(operation: OperationName, token: string, parameters: ParameterValues, work: () => object, hasBegun = false): object {
    const known = this.#recall(operation, token, parameters)
    if (known && isAtWork(known) && !hasBegun) throw refusal(operation, 'token-processing')
    if (known?.refusal) throw known.refusal
    if (known?.answer) return known.answer
    const remembered: Remembered = known ?? { parameters: fingerprint(operation, parameters), sinceMs: monotonic(this.#clock) }
    try {
      remembered.answer = work()
      this.#keep(token, remembered)
      return remembered.answer
    } catch (error) {
      this.#known.delete(token)
      if (!(error instanceof Refusal) || !this.#options.refusals) throw error
      remembered.refusal = error
      this.#keep(token, remembered)
      throw error
    }
  }

  /** Notes that a request is at work that will be carried out later. @throws {Refusal} where the same one is already. */
  begin(operation: OperationName, token: string, parameters: ParameterValues): void {
    const known = this.#recall(operation, token, parameters)
    if (!known) this.#keep(token, { parameters: fingerprint(operation, parameters), sinceMs: monotonic(this.#clock) })
    else if (isAtWork(known)) throw refusal(operation, 'token-processing')
  }

  clear(): void {
    this.#known.clear()
  }

  #recall(operation: OperationName, token: string, parameters: ParameterValues): Remembered | undefined {
    const known = this.#known.get(token)
    if (!known) return undefined
    if (monotonic(this.#clock) - known.sinceMs > this.#options.rememberMs) {
      this.#known.delete(token)
      return undefined
    }
    if (known.parameters !== fingerprint(operation, parameters)) throw refusal(operation, 'token-mismatch')
    return known
  }

  #keep(token: string, remembered: Remembered): void {
    this.#known.set(token, remembered)
    if (this.#known.size <= this.#options.most) return
    const [oldest] = this.#known.keys()
    if (oldest !== undefined) this.#known.delete(oldest)
  }
}

function isAtWork({ answer, refusal: refused }: Remembered): boolean {
  return answer === undefined && refused === undefined
}

function fingerprint(operation: OperationName, parameters: ParameterValues): string {
  return JSON.stringify([operation, ...Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1))])
}
