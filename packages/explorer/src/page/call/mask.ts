import { credentialsIn, type Settings } from './settings.ts'

const hidden = '••••'

/** A function that takes the typed keys out of a text, however they are encoded in it; of the key's id the beginning stays. */
export function maskOf(settings: Settings): (text: string) => string {
  const { accessKeyId, accessKeySecret, securityToken } = credentialsIn(settings) ?? {}
  const masks = [
    [securityToken, hidden],
    [accessKeySecret, hidden],
    [accessKeyId, `${accessKeyId?.slice(0, 4)}${hidden}`],
  ].flatMap(([secret, mask]) => (secret && mask ? formsOf(secret).map((form) => [form, mask] as const) : []))
  return (text) => masks.reduce((rest, [form, mask]) => rest.replaceAll(form, mask), text)
}

/** A text as it is, encoded, and encoded twice. */
export function formsOf(text: string): string[] {
  const once = encoded(text)
  return [...new Set([encoded(once), once, text])]
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}
