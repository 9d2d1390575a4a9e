import type { AccessDenied, ServiceError } from '../errors/service-error.ts'
import type { UnreadableAnswerError } from '../errors/transport-errors.ts'
import type { OperationName } from '../generated/names.ts'
import type { Answer } from '../transport/transport.ts'
import type { Loaded } from './loaded.ts'
import type { SentAttempt, Signed } from './request.ts'

/** More than any answer of the service; what is longer is not the service's. */
const longestBody = 10 * 1024 * 1024

/** More than ten times those of the largest page; parsed, each takes up to a hundred times its own room, as line ends and entities of XML do. */
const mostValues = 40_000

/** More than all texts of a refusal together, a message with a string to sign among them: they are copied several times. */
const longestTexts = 64 * 1024

/** Made at the first answer: jsdom has none, and a page under test is to be imported there all the same. */
let utf8: TextDecoder | undefined

/**
 * The value of an answer, from JSON or XML.
 *
 * @param signed the signature of the request, by which the reason of a refusal is found
 * @throws {ServiceError} where the service refused.
 * @throws {UnreadableAnswerError} where the answer is not the service's.
 */
export async function decode(loaded: Loaded, answer: Answer, sent: SentAttempt, signed?: Signed): Promise<unknown> {
  const { status } = answer
  const ok = status === 200
  // A parser's own error quotes the body, which may hold keys: it is no cause to keep.
  const unreadable = (what: string) => new loaded.UnreadableAnswerError(status, what, sent)
  // Of several caches each has its age.
  if (status === 304 || /[1-9]/.test(answer.header('age') ?? '')) throw unreadable('what a cache has kept')
  if (status === 0 || (status >= 300 && status < 400)) throw unreadable('a redirect')
  const isPlain = (answer.header('content-encoding') ?? 'identity') === 'identity'
  const isLong = isPlain && Number(answer.header('content-length')) > longestBody
  const text = textOf(isLong ? undefined : await answer.read(longestBody), answer, unreadable)
  if (/^\s*$/.test(text)) throw unreadable('an empty body')
  if (text.length >= mostValues && text.split(/[[{,<=&\r]/, mostValues).length === mostValues) throw unreadable('too many values')
  const value = /^\s*</.test(text) ? await fromXml(text, sent.operation, ok, unreadable) : fromJson(text, unreadable)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable('a body that is no object')
  const fields = value as Record<string, unknown>
  const { Code: code, Message: message, RequestId: requestId, Success: success } = fields
  if (typeof code === 'string' && typeof message === 'string') {
    if ([code, message, requestId, fields.Recommend].join('').length > longestTexts) throw unreadable('too long a body')
    throw serviceError(loaded, fields, answer, sent, signed)
  }
  // Each success of the service has an id, and no code; of a page for signing in, or a proxy’s own, nothing is accepted or there.
  if (!ok || typeof requestId !== 'string' || !requestId.trim() || (code ?? null) !== null || (success ?? true) !== true)
    throw unreadable('a body that is not the service’s')
  return value
}

type Unreadable = (what: string) => UnreadableAnswerError

/** @param bytes nothing where there are too many */
function textOf(bytes: Uint8Array | undefined, answer: Answer, unreadable: Unreadable): string {
  // With one character of another script each of its characters takes two bytes.
  if (!bytes || (bytes.length > longestBody / 2 && bytes.some((byte) => byte > 0x7f))) throw unreadable('a body of more than 10 MiB')
  utf8 ??= new TextDecoder('utf-8', { fatal: true })
  try {
    return utf8.decode(bytes)
  } catch {
    // Any other text of a header may quote a secret.
    const known = /^(x-)?(gzip|compress)$|^(deflate|br|zstd)$/i.exec(answer.header('content-encoding')?.trim() ?? '')
    throw unreadable(`a body that is not UTF-8${known ? `, encoded as ${known[0]}` : ''}`)
  }
}

function fromJson(text: string, unreadable: Unreadable): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable('unusable JSON')
  }
}

async function fromXml(text: string, operation: OperationName, ok: boolean, unreadable: Unreadable): Promise<unknown> {
  if (/^\s*<(!doctype\s+)?html/i.test(text)) throw unreadable('HTML')
  try {
    const { decodeXml } = await import('./xml.ts')
    return await decodeXml(text, operation, ok)
  } catch {
    throw unreadable('unusable XML')
  }
}

function serviceError(
  { ServiceError, echoOf, errorKindOf, passingKinds, service }: Loaded,
  fields: Record<string, unknown>,
  answer: Answer,
  sent: SentAttempt,
  signed: Signed | undefined,
): ServiceError {
  const code = String(fields.Code).trim()
  const text = (value: unknown) => (typeof value === 'string' ? (signed?.redact(value) ?? value) : undefined)
  const header = answer.header(service.retryAfterHeader)?.trim() ?? ''
  const hint = /^\d{1,12}$/.test(header) ? Number(header) : undefined
  return new ServiceError({
    ...sent,
    code: signed?.redact(code) ?? code,
    kind: passingKinds[answer.status] ?? (hint === undefined ? errorKindOf(code) : 'throttled'),
    message: messageOf(echoOf(code), String(fields.Message), signed),
    status: answer.status,
    requestId: text(fields.RequestId),
    recommend: text(fields.Recommend),
    retryAfterMs: hint,
    accessDenied: accessDeniedOf(fields.AccessDeniedDetail, (word) => signed?.redact(word) ?? word),
  })
}

/** The details of a lack of rights that may be shown: words alone, for others of them name people and accounts. */
function accessDeniedOf(detail: unknown, redact: (text: string) => string): AccessDenied | undefined {
  const { AuthAction: action, PolicyType: policyType, NoPermissionType: reason } = Object(detail) as Record<string, unknown>
  const words = Object.entries({ action, policyType, reason }).flatMap(([name, word]) =>
    typeof word === 'string' && /^[\w:.*-]{1,100}$/.test(word) ? [[name, redact(word)] as const] : [],
  )
  return words.length === 0 ? undefined : Object.fromEntries(words)
}

/** A message that quotes the request is left out; what it says about the signature is not. */
function messageOf(echo: ReturnType<Loaded['echoOf']>, message: string, signed: Signed | undefined): string {
  if (echo === undefined) return signed?.redact(message) ?? message
  return (echo === 'string-to-sign' && signed?.explain(message)) || 'Its message quotes the request, and is left out.'
}
