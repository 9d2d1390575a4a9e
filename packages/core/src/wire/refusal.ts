import type { CredentialsSource } from '../credentials.ts'
import type { VpnGatewayError } from '../errors/base.ts'
import { clockCodes, expiredCredentials } from '../generated/signing.ts'
import type { Answer } from '../transport/transport.ts'
import type { Remedy, RequestOptions, Signed } from './request.ts'

/** A request that was refused, and how it had been signed. */
export interface Refused {
  readonly error: VpnGatewayError
  readonly answer: Answer | undefined
  /** Correction of our clock. */
  readonly offsetMs: number
  readonly source: CredentialsSource
}

/** No service has a time before this library was made. */
const madeAt = Date.UTC(2026, 0)
const believedAheadMs = 5 * 366 * 24 * 3_600_000

/** Gives the change that lets a request that is signed anew be accepted; sets our clock where the answer blames it. */
export function remedyOf({ error, answer, offsetMs, source }: Refused, { clock, skew }: RequestOptions): Remedy | undefined {
  if (saysExpired(error)) return isAsked(source) ? 'keys' : undefined
  // A status of something between says nothing of the signature.
  if (error.kind !== 'stop' || !clockCodes.includes(error.code.trim().toLowerCase())) return undefined
  const date = answer?.header('date') ?? ''
  // A gateway between may have put its own behind it.
  const [own = ''] = /^.*?GMT(?=$|, )/.exec(date) ?? []
  const serviceTime = Date.parse(own)
  const latest = Math.max(clock.now(), madeAt) + believedAheadMs
  // A response that a proxy has kept, or made itself, may have any time.
  if (serviceTime >= madeAt && serviceTime < latest) skew.offsetMs = serviceTime - clock.now()
  // A service refuses what is a quarter of an hour off; a few seconds more or less change nothing.
  return Math.abs(skew.offsetMs - offsetMs) < 60_000 ? undefined : 'clock'
}

/** Says whether an error means, by its code or in its message, that the keys of the request have expired. */
function saysExpired({ kind, message }: VpnGatewayError): boolean {
  // The message has the code too. Of any other kind it is repeated anyway, or the service may have done the work.
  return kind === 'stop' && expiredCredentials.some((text) => message.toLowerCase().includes(text))
}

/** Says whether keys come from a source that may give others the next time. */
function isAsked(source: CredentialsSource): boolean {
  return typeof source === 'function' || 'getCredential' in source
}

/**
 * Reads what a refusal quotes of a signature.
 *
 * @param keys the secrets of the keys that the client has signed with lately
 */
export function quotationsOf(
  keys: readonly string[],
  { signature, stringToSign }: { readonly signature: string; readonly stringToSign: string },
): Pick<Signed, 'redact' | 'explain'> {
  // The longest first: one may hold another, and the rest of it would stay. Padding, which a quotation may lack, is no secret.
  const secrets = () => [...keys, signature].map((secret) => secret.replace(/=+$/, '')).sort((one, other) => other.length - one.length)
  return {
    redact: (text) =>
      secrets()
        .flatMap(piecesOf)
        .reduce((rest, piece) => rest.replace(quotationOf(piece), '***'), text),
    explain: (message) =>
      squeezed(message).includes(squeezed(stringToSign))
        ? 'The service signed the same text, so the access key secret is wrong.'
        : 'The service signed another text: the request was changed on its way.',
  }
}

/** A text without white space, also as it is escaped: quotations of a text of several lines differ in that. */
function squeezed(text: string): string {
  return text.replace(/\\[nrt]|&#x?(?:0*[adAD]|1[03]|32|20);|\s+/g, '')
}

/** A pattern of more characters is too large for some engines. */
const longestPiece = 500

function piecesOf(secret: string): string[] {
  const size = Math.ceil(secret.length / Math.ceil(secret.length / longestPiece))
  return secret.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
}

/** A secret as it was, escaped, as entities, or encoded once or more as in an address; a form is decoded with blanks for `+`. */
function quotationOf(secret: string): RegExp {
  const anyWay = (character: string) => {
    const code = character.charCodeAt(0)
    const hex = code.toString(16).replace(/[a-f]/, (digit) => `[${digit}${digit.toUpperCase()}]`)
    const encoded = `%(?:25)*${hex}`
    if (/\w/.test(character)) return `(?:${character}|${encoded})`
    return `(?:\\\\?\\${character}|${encoded}|&#(?:0*${code}|[xX]0*${hex});|\\\\u00${hex}${character === '+' ? '| ' : ''})`
  }
  return new RegExp(`${Array.from(secret, anyWay).join('')}(?:${anyWay('=')})*`, 'g')
}
