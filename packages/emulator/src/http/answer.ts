import { errorKindOf, type OperationName, operationMetadata, service } from '@vpn-gateway/core'
import { contractError, contractSuccess, pageAbout } from '@vpn-gateway/core/contract'
import { type Format, requestedFormat, type ServiceRequest } from './request.ts'

/** Answer before it is sent over a port or becomes a `Response`. */
export interface ServiceAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** The error code of a refusal. */
  readonly code?: string
}

/** Error as the service writes it. */
export interface ErrorBody {
  readonly code: string
  readonly status: number
  readonly message: string
  /** Headers that say what would be taken. */
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds after which the service says to come again. */
  readonly retryAfterMs?: number | undefined
}

/** Thrown in place of an answer: the connection breaks, and over a port it really does. */
export class ConnectionReset extends TypeError {
  override readonly name = 'ConnectionReset'
  override readonly message = 'a fault of the emulator broke this connection'
}

/** Answer of success, as the service writes it, or as the contract does. */
export function successAnswer(request: ServiceRequest, operation: OperationName, answer: object): ServiceAnswer {
  if (request.contract !== undefined) return contractSuccess(answer)
  return respond(200, `${operation}Response`, answer, requestedFormat(request) ?? 'json')
}

/** Answer of a refusal, as the service writes it. For the contract a dry run that passed is a success. */
export function errorAnswer(request: ServiceRequest, error: ErrorBody, requestId: string): ServiceAnswer {
  const { code, status, message, headers, retryAfterMs } = error
  const { contract, host, pairs } = request
  if (contract !== undefined) {
    const { dryRun } = operationMetadata(contract)
    const isDryRun = dryRun !== undefined && pairs.some(([name, text]) => name === dryRun.parameter && text === dryRun.value)
    if (isDryRun && errorKindOf(code) === 'passed') return { ...contractSuccess({ RequestId: requestId, dryRun: 'passed' }), code }
    return { ...contractError(error, { host, headers, requestId }), code }
  }
  const body = { RequestId: requestId, HostId: host, Code: code, Message: message, Recommend: pageAbout(code) }
  const hint = retryAfterMs === undefined ? {} : { [service.retryAfterHeader]: String(retryAfterMs) }
  return { ...respond(status, 'Error', body, requestedFormat(request) ?? 'json', hint), code }
}

/** One line of text, where the service itself would not have answered. */
export function textAnswer(status: number, line: string): ServiceAnswer {
  return { status, headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' }, body: `${line}\n` }
}

/** Answer of JSON that is not the service's. */
export function jsonAnswer(status: number, value: unknown): ServiceAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(value)}\n` }
}

/** Makes a `Response` of an answer. */
export function toResponse({ status, headers, body }: ServiceAnswer): Response {
  // Some statuses allow no body, not even an empty one.
  return new Response(body === '' ? null : body, { status, headers })
}

function respond(status: number, root: string, value: object, format: Format, more: Readonly<Record<string, string>> = {}): ServiceAnswer {
  const body = format === 'json' ? JSON.stringify(value) : toXml(root, value)
  return { status, headers: { 'content-type': `application/${format};charset=utf-8`, ...more }, body }
}

/** Writes XML as the service does: a list is its element again and again. */
function toXml(root: string, value: unknown): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, value)}\n`
}

function element(name: string, value: unknown): string {
  if (value === undefined) return ''
  if (Array.isArray(value)) return value.map((entry) => element(name, entry)).join('')
  if (typeof value === 'object' && value !== null) {
    const children = Object.entries(value).map(([field, entry]) => element(field, entry))
    return `<${name}>${children.join('')}</${name}>`
  }
  return `<${name}>${escapeText(String(value))}</${name}>`
}

/** Characters that XML cannot or should not have; half of a surrogate pair is no character. */
export const notXml: RegExp = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/u

function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(new RegExp(notXml, 'gu'), '\ufffd')
    .replace(/[<>&]/g, (character) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[character] ?? '')
}
