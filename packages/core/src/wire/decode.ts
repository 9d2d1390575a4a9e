import { ServiceError } from '../errors/service-error.ts'
import { UnreadableAnswerError } from '../errors/transport-errors.ts'
import { type OperationName, service } from '../generated/operations.ts'
import { echoOf, errorKindOf } from '../operation.ts'

/** More than any answer of the service; what is longer is not the service's. */
const longestBody = 10 * 1024 * 1024

/** What is known of the request that an answer belongs to. */
export interface SentAttempt {
  readonly operation: OperationName
  readonly attempts: number
}

/**
 * The value of an answer, from JSON or XML.
 *
 * @param stringToSign what was signed, to tell why a signature was refused
 * @throws {ServiceError} where the service refused.
 * @throws {UnreadableAnswerError} where the answer is not the service's.
 */
export async function decode(response: Response, sent: SentAttempt, stringToSign?: string): Promise<unknown> {
  const { status } = response
  // A parser's own error quotes the body, which may hold keys: it is no cause to keep.
  const unreadable = (what: string) => new UnreadableAnswerError(status, what, sent)
  if (status === 0 || (status >= 300 && status < 400)) throw unreadable('a redirect, which is not followed')
  const text = await readText(response, unreadable)
  if (text.trim() === '') throw unreadable('an empty body')
  const value = await parse(text, sent.operation, response.ok, unreadable)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable('a body that is no object')
  const fields = value as Record<string, unknown>
  if (typeof fields.Code === 'string' && typeof fields.Message === 'string') throw serviceError(fields, response, sent, stringToSign)
  if (!response.ok) throw unreadable('a body that is not the service’s')
  return value
}

type Unreadable = (what: string) => UnreadableAnswerError

async function readText(response: Response, unreadable: Unreadable): Promise<string> {
  if (Number(response.headers.get('content-length')) > longestBody) throw unreadable('a body of more than 10 MiB')
  const reader = response.body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > longestBody) {
      await reader.cancel()
      throw unreadable('a body of more than 10 MiB')
    }
    text += decodeUtf8(decoder, value, unreadable)
  }
  return text + decodeUtf8(decoder, undefined, unreadable)
}

function decodeUtf8(decoder: TextDecoder, bytes: Uint8Array | undefined, unreadable: Unreadable): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
  } catch {
    throw unreadable('a body that is not UTF-8')
  }
}

async function parse(text: string, operation: OperationName, ok: boolean, unreadable: Unreadable): Promise<unknown> {
  const looksLikeXml = text.trimStart().startsWith('<')
  if (looksLikeXml && /^\s*<(!doctype\s+html|html)/i.test(text)) throw unreadable('HTML')
  try {
    if (!looksLikeXml) return JSON.parse(text)
    const { decodeXml } = await import('./xml.ts')
    return await decodeXml(text, operation, ok)
  } catch {
    throw unreadable(looksLikeXml ? 'malformed XML' : 'malformed JSON')
  }
}

function serviceError(
  fields: Record<string, unknown>,
  response: Response,
  sent: SentAttempt,
  stringToSign: string | undefined,
): ServiceError {
  const code = String(fields.Code).trim()
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
  const header = response.headers.get(service.retryAfterHeader)?.trim() ?? ''
  const hint = /^\d{1,12}$/.test(header) ? Number(header) : undefined
  return new ServiceError({
    ...sent,
    code,
    kind: hint === undefined ? errorKindOf(code) : 'throttled',
    message: messageOf(code, String(fields.Message), stringToSign),
    status: response.status,
    requestId: text(fields.RequestId),
    recommend: text(fields.Recommend),
    retryAfterMs: hint,
  })
}

/** A message that quotes the request is left out; what it says about the signature is not. */
function messageOf(code: string, message: string, stringToSign: string | undefined): string {
  const echo = echoOf(code)
  if (echo === undefined) return message
  if (echo === 'request' || stringToSign === undefined) return 'Its message quotes the request, and is left out.'
  return message.includes(stringToSign)
    ? 'The service signed the same text, so the access key secret is wrong.'
    : 'The service signed another text: the request was changed on its way, or not signed as the service does.'
}
