import type { OperationName, ParameterValues } from '@vpn-gateway/core'
import { refusal } from './refusal.ts'

/** Remembers the answers that idempotency tokens got; refused requests may use theirs again. */
export class TokenMemory {
  readonly #answers = new Map<string, { readonly parameters: string; readonly answer: object }>()

  /** The answer that the same request got before. @throws {Refusal} where it was another request. */
  recall(operation: OperationName, token: string, parameters: ParameterValues): object | undefined {
    const known = this.#answers.get(token)
    if (!known) return undefined
    if (known.parameters !== fingerprint(operation, parameters)) throw refusal(operation, 'token-mismatch')
    return known.answer
  }

  remember(operation: OperationName, token: string, parameters: ParameterValues, answer: object): void {
    this.#answers.set(token, { parameters: fingerprint(operation, parameters), answer })
  }
}

function fingerprint(operation: OperationName, parameters: ParameterValues): string {
  return JSON.stringify([operation, ...Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1))])
}
