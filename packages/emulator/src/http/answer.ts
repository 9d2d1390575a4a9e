import { type OperationName, service } from '@vpn-gateway/core'
import type { Refusal } from '../gate/refusal.ts'
import type { ServiceAnswer, ServiceRequest } from './request.ts'
import { toXml } from './xml.ts'

/** An answer of success, as the service writes it. */
export function successAnswer(operation: OperationName, answer: object, format: 'json' | 'xml'): ServiceAnswer {
  return respond(200, `${operation}Response`, answer, format)
}

/** A refusal, as the service writes it. */
export function errorAnswer(refused: Refusal, request: ServiceRequest, requestId: string, format: 'json' | 'xml'): ServiceAnswer {
  const { code, status } = refused
  const recommend = `https://next.api.aliyun.com/troubleshoot?q=${code}`
  const body = { RequestId: requestId, HostId: request.host, Code: code, Message: refused.message, Recommend: recommend }
  const hint = refused.retryAfterMs === undefined ? {} : { [service.retryAfterHeader]: String(refused.retryAfterMs) }
  return { ...respond(status, 'Error', body, format, hint), code }
}

function respond(
  status: number,
  root: string,
  value: object,
  format: 'json' | 'xml',
  headers: Readonly<Record<string, string>> = {},
): ServiceAnswer {
  const body = format === 'json' ? JSON.stringify(value) : toXml(root, value)
  return { status, headers: { 'content-type': `application/${format};charset=utf-8`, ...headers }, body }
}
