import { isOperationName, type OperationName, service } from '@vpn-gateway/core'
import { requestedFormat, requestedOperation, requestedVersion, type ServiceRequest } from '../http/request.ts'
import { type RefusalCase, refusal } from './refusal.ts'
import type { SignatureCheck } from './signature.ts'

/** Demands of the front door. */
export interface FrontDoor {
  readonly requireTls: boolean
  /** None where signatures are not checked. */
  readonly signatures: SignatureCheck | undefined
}

/** Check that stands before every operation. */
interface Check {
  readonly refuses: (request: ServiceRequest, door: FrontDoor) => boolean
  readonly as: RefusalCase
}

/** Checks in order; the first that refuses a request decides. */
const checks: readonly Check[] = [
  { refuses: ({ isTls }, { requireTls }) => requireTls && !isTls, as: 'tls-required' },
  { refuses: (request) => requestedFormat(request) === undefined, as: 'format-unknown' },
  {
    refuses: ({ contract, method, path }) => !contract && (!['GET', 'POST'].includes(method) || !/^\/+$/.test(path)),
    as: 'operation-unknown',
  },
  { refuses: (request) => ![undefined, requestedOperation(request)].includes(request.header('x-acs-action')), as: 'operation-unknown' },
  { refuses: (request) => !requestedOperation(request), as: 'parameter-missing' },
  { refuses: (request) => !isOperationName(requestedOperation(request) ?? ''), as: 'operation-unknown' },
  { refuses: (request) => ![undefined, service.version].includes(requestedVersion(request)), as: 'version-unknown' },
]

/** Lets a request in, and gives its operation. @throws {Refusal} */
export async function admit(request: ServiceRequest, door: FrontDoor): Promise<OperationName> {
  const failed = checks.find(({ refuses }) => refuses(request, door))
  if (failed) throw refusal(failed.as, { values: [service.operationParameter] })
  // The contract stands for a proxy, which signs.
  if (request.contract === undefined) await door.signatures?.verify(request)
  return requestedOperation(request) as OperationName
}
