// Asked for at the first signature: loading node:crypto eagerly would slow every start.
let loaded: typeof import('node:crypto') | undefined
const crypto = () => {
  loaded ??= process.getBuiltinModule('node:crypto')
  return loaded
}

/** SHA-256 of a text in UTF-8, in hex. */
export function sha256Hex(text: string): string {
  return crypto().hash('sha256', text, 'hex')
}

/** HMAC-SHA256 of a text in UTF-8, in hex. */
export function hmacSha256Hex(key: string, text: string): string {
  return crypto().createHmac('sha256', key).update(text).digest('hex')
}

/** HMAC-SHA1 of a text in UTF-8, in base64. */
export function hmacSha1Base64(key: string, text: string): string {
  return crypto().createHmac('sha1', key).update(text).digest('base64')
}
