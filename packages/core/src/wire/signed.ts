import type { Credentials } from '../credentials.ts'
import type { Signed } from './prepare.ts'

/** What is told of a signature by who answers, and what it says. */
export function quotationsOf(
  { accessKeySecret, securityToken }: Credentials,
  { signature, stringToSign }: { readonly signature: string; readonly stringToSign: string },
): Pick<Signed, 'redact' | 'explain'> {
  const known = [accessKeySecret, signature, ...(securityToken === undefined ? [] : [securityToken])]
  // The longest first: one may hold another, and the rest of it would stay.
  const secrets = known.sort((one, other) => other.length - one.length)
  return {
    redact: (text) => secrets.reduce((rest, secret) => rest.replace(quotationOf(secret), '***'), text),
    explain: (message) =>
      squeezed(message).includes(squeezed(stringToSign))
        ? 'The service signed the same text, so the access key secret is wrong.'
        : 'The service signed another text: the request was changed on its way, or not signed as the service does.',
  }
}

/** A text without white space, also as it is escaped: quotations of a text of several lines differ in that. */
function squeezed(text: string): string {
  return text.replace(/\\[nrt]|&#x?(?:0*[adAD]|1[03]|32|20);|\s+/g, '')
}

/** A secret as it was, escaped, or encoded once or more as in an address. */
function quotationOf(secret: string): RegExp {
  const anyWay = (character: string) => {
    const hex = character
      .charCodeAt(0)
      .toString(16)
      .replace(/[a-f]/, (digit) => `[${digit}${digit.toUpperCase()}]`)
    return /\w/.test(character) ? character : `(?:\\\\?\\${character}|%(?:25)*${hex})`
  }
  return new RegExp(Array.from(secret, anyWay).join(''), 'g')
}
