import type { OperationName } from '@vpn-gateway/core'
import { type DocumentedError, frontDoorErrors, operationErrors, undocumentedErrors } from '@vpn-gateway/core/catalogue'

/** Refusal of a request, as it goes over the wire. */
interface RefusalAnswer {
  readonly code: string
  readonly status: number
  readonly message: string
}

/** A request is answered with an error. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: string
  readonly status: number

  /** When to come again, where the service says so. */
  readonly retryAfterMs: number | undefined

  constructor({ code, status, message }: RefusalAnswer, retryAfterMs?: number) {
    super(message)
    this.code = code
    this.status = status
    this.retryAfterMs = retryAfterMs
  }
}

/** A refusal with an error of the spec, and the names and values that its text has room for. */
export function refusalOf(
  documented: DocumentedError,
  { values = [], retryAfterMs }: Pick<RefusalDetails, 'values'> & { readonly retryAfterMs?: number | undefined } = {},
): Refusal {
  const rest = [...values]
  return new Refusal({ ...documented, message: documented.message.replace(/%s/g, () => rest.shift() ?? '') }, retryAfterMs)
}

/** The error that the spec documents for a case: the operation's own first, then the front door's, then any other's. */
export function refusal(operation: OperationName | undefined, when: string, { resource, values = [] }: RefusalDetails = {}): Refusal {
  const fits = (error: DocumentedError) => error.when === when && (resource === undefined || error.resource === resource)
  const documented = errorsOf(operation).find(fits) ?? Object.values(operationErrors).flat().find(fits)
  if (!documented) throw new Error(`the spec documents no error for the case ${when} of ${operation ?? 'any operation'}`)
  return refusalOf(documented, { values })
}

interface RefusalDetails {
  readonly resource?: string | undefined
  readonly values?: readonly string[]
}

/** Every error that an operation can be answered with. */
export function errorsOf(operation: OperationName | undefined): readonly DocumentedError[] {
  return [...(operation ? operationErrors[operation] : []), ...frontDoorErrors, ...undocumentedErrors]
}
