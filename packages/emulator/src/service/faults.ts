import { type OperationName, OptionError } from '@vpn-gateway/core'
import { errorsOf, Refusal } from './refusal.ts'

/** Errors that are to be answered to the next requests, by operation. */
export class FaultPlan {
  readonly #planned = new Map<OperationName, Refusal[]>()

  /** @throws {OptionError} for a code that the spec does not document for the operation. */
  plan(operation: OperationName, code: string, times: number): void {
    const known = errorsOf(operation)
    const documented = known.find((error) => error.code === code)
    if (!documented)
      throw new OptionError('code', `must be one that the spec documents for ${operation}: ${known.map((error) => error.code).join(', ')}`)
    const queue = this.#planned.get(operation) ?? []
    this.#planned.set(operation, [...queue, ...Array.from({ length: times }, () => new Refusal(documented))])
  }

  take(operation: OperationName): Refusal | undefined {
    return this.#planned.get(operation)?.shift()
  }
}
