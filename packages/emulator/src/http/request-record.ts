import { isOperationName, type OperationName, operationMetadata } from '@vpn-gateway/core'
import type { RequestRecord } from '../model/ledger.ts'
import { requestedOperation, type ServiceRequest } from './request.ts'

/** Parameters of a request that are recorded at most, characters of each, and of all together: more than of any that the service takes. */
const [maxParameters, maxLength, maxCharacters] = [60, 300, 2_000]

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()]

/** Records a request for the ledger: the parameters that the spec knows, and nothing of its signature. */
export function recordOf(request: ServiceRequest, atMs: number): Omit<RequestRecord, 'status'> {
  const name = requestedOperation(request)
  const operation: OperationName | undefined = name !== undefined && isOperationName(name) ? name : undefined
  const known = operation === undefined ? {} : operationMetadata(operation).parameters
  const pairs = request.pairs.filter(([field]) => Object.hasOwn(known, field.split('.', 1)[0] ?? '')).slice(0, maxParameters)
  const length = request.pairs.reduce((sum, [field, text]) => sum + field.length + text.length, 0)
  let left = maxCharacters
  const clip = (text: string) => {
    const kept = text.slice(0, Math.min(maxLength, left))
    left -= kept.length
    // The long text that a short one was cut out of would stay in memory with it.
    return length > maxCharacters ? decoder.decode(encoder.encode(kept)) : kept
  }
  const parameters = Object.fromEntries(pairs.map(([field, text]) => [clip(field), clip(text)]).filter(([field]) => field !== ''))
  return { atMs, operation, parameters }
}
