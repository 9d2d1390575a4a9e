const bytesOf = (text: string) => new TextEncoder().encode(text)

/** SHA-256 of a text in UTF-8, in hex. */
export async function sha256Hex(text: string): Promise<string> {
  return hex(await crypto.subtle.digest('SHA-256', bytesOf(text)))
}

/** HMAC-SHA256 of a text in UTF-8, in hex. */
export async function hmacSha256Hex(key: string, text: string): Promise<string> {
  return hex(await hmac('SHA-256', key, text))
}

/** HMAC-SHA1 of a text in UTF-8, in base64. */
export async function hmacSha1Base64(key: string, text: string): Promise<string> {
  return btoa(String.fromCharCode(...new Uint8Array(await hmac('SHA-1', key, text))))
}

async function hmac(hash: string, key: string, text: string): Promise<ArrayBuffer> {
  const imported = await crypto.subtle.importKey('raw', bytesOf(key), { name: 'HMAC', hash }, false, ['sign'])
  return crypto.subtle.sign('HMAC', imported, bytesOf(text))
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
