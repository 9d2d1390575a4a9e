import { isOperationName, type OperationName, OptionError } from '@vpn-gateway/core'
import { errorsOf, Refusal } from './refusal.ts'

/** Errors that are to be answered to the next requests, by operation. */
export class FaultPlan {
  readonly #planned = new Map<OperationName, Refusal[]>()

  /** @throws {OptionError} for an operation or a code that the spec does not document, and for what is no number of times. */
  plan(operation: OperationName, code: string, times: number): void {
    if (!isOperationName(operation)) throw new OptionError('operation', 'must be one of the spec')
    const known = errorsOf(operation)
    const documented = known.find((error) => error.code === code)
    if (!documented)
      throw new OptionError('code', `must be one that the spec documents for ${operation}: ${known.map((error) => error.code).join(', ')}`)
    if (!Number.isInteger(times) || times < 1 || times > 1_000_000)
      throw new OptionError('times', 'must be a whole number from 1 to 1000000')
    const queue = this.#planned.get(operation) ?? []
    this.#planned.set(operation, [...queue, ...Array.from({ length: times }, () => new Refusal(documented))])
  }

  take(operation: OperationName): Refusal | undefined {
    return this.#planned.get(operation)?.shift()
  }
}
