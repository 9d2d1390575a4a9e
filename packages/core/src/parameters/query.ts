import { flatten, type ParameterValues } from './flatten.ts'

/** Percent-encoding of RFC 3986: everything but `A-Za-z0-9-_.~`. */
export function percentEncode(text: string): string {
  // Most texts are plain, and the signature of each call goes through here.
  if (/^[\w.~-]*$/.test(text)) return text
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** Parameters as they are signed and sent: flattened, sorted by name, percent-encoded. */
export function canonicalQuery(values: ParameterValues): string {
  return encodePairs(flatten(values))
}

/** The same for names and texts that are flat already. */
export function encodePairs(pairs: Iterable<readonly [string, string]>): string {
  return [...pairs]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&')
}
