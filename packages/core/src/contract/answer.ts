import { randomUuid } from '#uuid'
import { isVpnGatewayError } from '../errors/base.ts'
import type { ParameterError } from '../errors/input-errors.ts'
import { isServiceError, type ServiceError } from '../errors/service-error.ts'
import { service } from '../generated/service.ts'
import { ContractRefusal, errorOfParameter, type WrittenError } from './refusal.ts'

/** Answer of the contract before it is sent over a port or becomes a `Response`. */
export interface ContractAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Writes an answer of success: the value that a client resolves to. */
export function contractSuccess(answer: object): ContractAnswer {
  return json(200, answer)
}

/** Writes an error as the service does. */
export function contractError(error: WrittenError, more: Partial<ErrorDetails> = {}): ContractAnswer {
  const { code, message, recommend = pageAbout(code), retryAfterMs } = error
  const { host: HostId, accessDenied, headers = {}, requestId: RequestId = randomUuid().toUpperCase() } = more
  const { action: AuthAction, policyType: PolicyType, reason: NoPermissionType } = accessDenied ?? {}
  const detail = accessDenied && { AccessDeniedDetail: { AuthAction, PolicyType, NoPermissionType } }
  const hint = retryAfterMs === undefined ? {} : { [service.retryAfterHeader]: String(retryAfterMs) }
  // The service may write an error under any status; for whoever speaks the contract a 200 is a success.
  const status = error.status >= 400 ? error.status : 400
  return json(status, { RequestId, HostId, Code: code, Message: message, Recommend: recommend, ...detail }, { ...hint, ...headers })
}

/** Gives the address of the service's page about a code. */
export function pageAbout(code: string): string {
  return `https://next.api.aliyun.com/troubleshoot?q=${code}`
}

interface ErrorDetails {
  /** Host that answers. */
  readonly host: string | undefined
  /** Id of the request; a new one by default. */
  readonly requestId: string | undefined
  readonly accessDenied: ServiceError['accessDenied']
  readonly headers: Readonly<Record<string, string>> | undefined
}

/**
 * Writes what a call ended with where the contract has an answer for it: a refusal of the service, or a request that breaks a
 * rule. Gives nothing where no answer came.
 */
export function contractFailure(error: unknown, host?: string): ContractAnswer | undefined {
  if (error instanceof ContractRefusal) return contractError(error, { host, headers: error.headers })
  if (isServiceError(error)) {
    const { accessDenied, detail, requestId } = error
    return contractError({ ...error, message: detail }, { host, accessDenied, requestId })
  }
  if (isVpnGatewayError(error) && error.name === 'ParameterError') return contractError(errorOfParameter(error as ParameterError), { host })
  return undefined
}

function json(status: number, value: object, more: Readonly<Record<string, string>> = {}): ContractAnswer {
  const headers = { 'content-type': 'application/json;charset=utf-8', 'cache-control': 'no-store', ...more }
  return { status, headers, body: JSON.stringify(value) }
}
